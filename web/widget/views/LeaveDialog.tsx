// After the cross: go on or end (S59-S62). Escape goes on.
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { troubleText } from '../texts.ts';
import type { Parts } from './parts.ts';

export const LeaveDialog = ({ widget, texts }: Parts) => {
  const view = widget.view.value;
  const busy = view.kind === 'ending';
  return (
    <Dialog
      title={texts.leaveTitle}
      onClose={widget.stay}
      actions={
        <>
          <Button kind="primary" onClick={widget.stay}>
            {texts.goOn}
          </Button>
          <Button busy={busy} onClick={widget.end}>
            {texts.endChat}
          </Button>
        </>
      }
    >
      <p class="soft">{texts.leaveText}</p>
      {view.trouble && <Alert kind="error">{troubleText(texts, view.trouble)}</Alert>}
    </Dialog>
  );
};
