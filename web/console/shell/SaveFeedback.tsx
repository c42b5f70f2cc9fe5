// Why something was not saved, or that a colleague was first; nothing when all is well.
import { Alert } from '../../ui/Alert.tsx';
import { answerText, type Failure } from '../../ui/api.ts';
import { useTexts } from './uses.tsx';

export const FaultAlert = ({ fault }: { fault: Failure | undefined }) => {
  const { common, ui } = useTexts();
  return fault ? <Alert kind="error">{answerText(fault, ui, common)}</Alert> : null;
};

export const ConflictAlert = ({ isConflict, text }: { isConflict: boolean; text: string }) =>
  isConflict ? <Alert kind="warning">{text}</Alert> : null;
