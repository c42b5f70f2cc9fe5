// Another agent answered first (S28): take part as well, or leave it.
import { refusalText } from '../../../shared/text/text.ts';
import { Confirm } from '../../ui/Confirm.tsx';
import { useDesk, useTexts } from '../shell/uses.tsx';
import type { ChatTexts } from './texts.ts';

export const TakenDialog = ({ texts, onClose }: { texts: ChatTexts; onClose: () => void }) => {
  const { common } = useTexts();
  const desk = useDesk();
  const taken = desk.chats.taken.value;
  if (!taken) return null;
  return (
    <Confirm
      title={refusalText(common, { code: 'taken', by: taken.by })}
      cancel={texts.taken.decline}
      confirm={texts.taken.join}
      kind="primary"
      onClose={onClose}
      onConfirm={() => void desk.chats.join(taken.chatId, true)}
    >
      <p dir="auto">{texts.taken.text(taken.by)}</p>
    </Confirm>
  );
};
