// A chat in which nobody says anything is about to end (S10): how long that takes, and the button against it. The question is announced once, the seconds are there to see.
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { keepAlive } from '../model/beside.ts';
import type { SideProps } from './props.ts';

export const Countdown = ({ widget, texts }: SideProps) => {
  const left = widget.left.value;
  // The helpdesk ends it within the minute; until then there is nothing to count.
  if (!left)
    return (
      <Alert kind="warning" silent>
        {texts.isEnding}
      </Alert>
    );
  return (
    <Alert kind="warning" silent>
      <p>
        {texts.isAnybodyThere}{' '}
        <b role="timer" aria-live="off">
          {texts.secondsLeft(left)}
        </b>
      </p>
      <Button
        onClick={(event) => {
          keepAlive(widget);
          // The button is about to go.
          event.currentTarget.form?.querySelector('textarea')?.focus();
        }}
      >
        {texts.stillHere}
      </Button>
    </Alert>
  );
};
