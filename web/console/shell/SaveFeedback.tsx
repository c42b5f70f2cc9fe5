// Why something was not saved, or that a colleague was first and with what; nothing when all is well.
import { Alert } from '../../ui/Alert.tsx';
import { answerText, type Failure } from '../../ui/api.ts';
import type { Editor } from './editor.ts';
import { useTexts } from './uses.tsx';

export const FailureAlert = ({ fault }: { fault: Failure | undefined }) => {
  const { common, ui } = useTexts();
  return fault ? <Alert kind="error">{answerText(fault, ui, common)}</Alert> : null;
};

/** At the head of a form. */
export const EditorAlerts = ({ editor }: { editor: Pick<Editor<never>, 'isConflict' | 'fault'> }) => {
  const {
    consoleTexts: { editing },
  } = useTexts();
  return (
    <>
      {editor.isConflict.value && <Alert kind="warning">{editing.conflict}</Alert>}
      <FailureAlert fault={editor.fault.value} />
    </>
  );
};

/** Says, beside a field that was changed here, what a colleague saved in it meanwhile. */
export const useTheirs = <T extends { readonly rev: number }>(editor: Pick<Editor<T>, 'theirs'>) => {
  const {
    consoleTexts: { editing },
  } = useTexts();
  const theirs = editor.theirs.value;
  return <N extends keyof T>(name: N, toText: (value: T[N]) => string = String): string | undefined =>
    name in theirs ? editing.theirs(toText(theirs[name] as T[N]) || editing.nothing) : undefined;
};
