// Why something was not saved, or that a colleague was first and with what; nothing when all is well.
import { Alert } from '../../ui/Alert.tsx';
import { answerText, type Failure } from '../../ui/api.ts';
import type { Editor } from './editor.ts';
import { useTexts } from './uses.tsx';

interface FailureProps {
  fault: Failure | undefined;
  /** Of refusals that only this page tells. */
  words?: Readonly<Record<string, () => string>> | undefined;
}

export const FailureAlert = ({ fault, words }: FailureProps) => {
  const { common, ui } = useTexts();
  if (!fault) return null;
  const own = 'error' in fault ? words?.[fault.error.code]?.() : undefined;
  return <Alert kind="error">{own ?? answerText(fault, ui, common)}</Alert>;
};

/** At the head of a form. */
export const EditorAlerts = ({
  editor,
  words,
}: {
  editor: Pick<Editor<never>, 'isConflict' | 'fault'>;
  words?: FailureProps['words'];
}) => {
  const {
    consoleTexts: { editing },
  } = useTexts();
  return (
    <>
      {editor.isConflict.value && <Alert kind="warning">{editing.conflict}</Alert>}
      <FailureAlert fault={editor.fault.value} words={words} />
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
