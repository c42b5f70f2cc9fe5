// After the cross: go on or end (S59-S62). Escape goes on.
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { type Texts, troubleText } from '../texts.ts';
import type { View } from '../view.ts';
import type { Widget } from '../widget.ts';

interface Props {
  readonly widget: Widget;
  readonly texts: Texts;
  readonly view: Extract<View, { kind: 'leaving' | 'ending' }>;
}

export const LeaveDialog = ({ widget, texts, view }: Props) => {
  const { leave } = texts.widget;
  const busy = view.kind === 'ending';
  const trouble = view.kind === 'leaving' ? view.trouble : undefined;
  return (
    <Dialog
      title={leave.title}
      onClose={widget.stay}
      actions={
        <>
          <Button kind="primary" wide onClick={widget.stay}>
            {leave.stay}
          </Button>
          <Button wide busy={busy} onClick={() => void widget.end()}>
            {busy ? leave.ending : leave.end}
          </Button>
        </>
      }
    >
      <p class="soft">{leave.text}</p>
      {trouble && <Alert kind="error">{troubleText(texts, trouble)}</Alert>}
    </Dialog>
  );
};
