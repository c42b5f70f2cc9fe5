// Another agent answered first (S28): take part as well, or leave it.
import { refusalText } from '../../../shared/text/text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useDesk, useTexts } from '../shell/uses.tsx';

export const TakenDialog = () => {
  const { consoleTexts: texts, common } = useTexts();
  const desk = useDesk();
  const taken = desk.chats.taken.value;
  if (!taken) return null;
  return (
    <Dialog
      title={refusalText(common, { code: 'taken', by: taken.by })}
      onClose={desk.chats.declineTaken}
      actions={
        <>
          <Button onClick={desk.chats.declineTaken}>{texts.taken.decline}</Button>
          <Button kind="primary" onClick={() => void desk.chats.join(taken.chatId, true)}>
            {texts.taken.join}
          </Button>
        </>
      }
    >
      <p dir="auto">{texts.taken.text(taken.by)}</p>
    </Dialog>
  );
};
