// After the cross: go on or end (S59-S62), in the place of the composer, so that the log stays in sight. Escape goes on.
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { isComposing } from '../../ui/send-key.ts';
import { end } from '../model/beside.ts';
import type { SideProps } from './props.ts';
import { failureText } from './texts.ts';

export const LeaveDialog = ({ widget, texts }: SideProps) => {
  const { kind, failure } = widget.view.value;
  return (
    <dialog
      open
      class="choices"
      aria-labelledby="leave-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !isComposing(event)) widget.change({ kind: 'stay' });
      }}
    >
      <h2 id="leave-title">{texts.leaveTitle}</h2>
      <p class="soft">{texts.leaveText}</p>
      {failure && <Alert kind="error">{failureText(texts, failure)}</Alert>}
      <Button kind="primary" ref={takeFocus} onClick={() => widget.change({ kind: 'stay' })}>
        {texts.goOn}
      </Button>
      <Button busy={kind === 'ending'} onClick={() => end(widget)}>
        {texts.endChat}
      </Button>
    </dialog>
  );
};

/** Whoever pressed the cross is here, also where a browser gives a pressed button no focus. */
const takeFocus = (button: HTMLButtonElement | null) => button?.focus();
