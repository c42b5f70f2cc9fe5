// After the cross: go on or end (S59-S62). Escape goes on.
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { troubleText } from '../texts.ts';
import type { Parts } from './parts.ts';

export const LeaveDialog = ({ widget, texts }: Parts) => {
  const { leave } = texts.widget;
  const view = widget.view.value;
  const busy = view.kind === 'ending';
  return (
    <Dialog
      title={leave.title}
      onClose={widget.stay}
      actions={
        <>
          <Button kind="primary" wide onClick={widget.stay}>
            {leave.stay}
          </Button>
          <Button wide busy={busy} onClick={widget.end}>
            {busy ? leave.ending : leave.end}
          </Button>
        </>
      }
    >
      <p class="soft">{leave.text}</p>
      {view.trouble && <Alert kind="error">{troubleText(texts, view.trouble)}</Alert>}
    </Dialog>
  );
};
