// "Chat beëindigen" after a confirmation (S75).
import { Confirm } from '../../ui/Confirm.tsx';
import { useDesk, useTexts } from '../shell/uses.tsx';
import type { ChatTexts, DialogProps } from './texts.ts';

export const EndDialog = ({ chat, onClose, texts: { end: texts } }: DialogProps & { texts: ChatTexts }) => {
  const { consoleTexts } = useTexts();
  const desk = useDesk();
  return (
    <Confirm
      title={<bdi>{texts.endTitle(chat.nickname)}</bdi>}
      cancel={texts.goOn}
      confirm={consoleTexts.windows.end}
      onClose={onClose}
      onConfirm={() => {
        onClose();
        void desk.chats.end(chat.id);
      }}
    >
      <p>{texts.endText}</p>
    </Confirm>
  );
};
