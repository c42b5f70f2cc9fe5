// Loads what comes before the beginning of a history that is shown from its end. Independent of any history.
import { useState } from 'preact/hooks';
import { Alert } from './Alert.tsx';
import { answerText, type Failure } from './api.ts';
import { Button } from './Button.tsx';
import type { CommonTexts, UiTexts } from './types.ts';

interface Props {
  label: string;
  /** Heading of the history, which takes the focus when the button goes with the last page. */
  heading: string;
  ui: UiTexts;
  common: CommonTexts;
  /** Gives why there is nothing more to see, if so. */
  load: () => Promise<Failure | undefined>;
}

export const Earlier = ({ label, heading, ui, common, load }: Props) => {
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState('');
  const ask = async () => {
    setIsBusy(true);
    setFault('');
    const failed = await load();
    setIsBusy(false);
    if (failed) setFault(answerText(failed, ui, common));
    else if (document.activeElement === document.body) document.getElementById(heading)?.focus();
  };
  return (
    <div>
      <Button busy={isBusy} onClick={() => void ask()}>
        {label}
      </Button>
      {fault && <Alert kind="error">{fault}</Alert>}
    </div>
  );
};
