// Asks whether one or several unclosed chats may be deleted (S103).
import type { ChatId } from '../../../shared/model.ts';
import { Confirm } from '../../ui/Confirm.tsx';
import { useTexts } from '../shell/uses.tsx';
import { unclosedTexts, useUnclosed } from './use-unclosed.ts';

interface Props {
  chatIds: readonly ChatId[];
  onClose: () => void;
}

export const RemoveDialog = ({ chatIds, onClose }: Props) => {
  const { consoleTexts } = useTexts();
  const unclosed = useUnclosed();
  const texts = unclosedTexts.use();
  const only = unclosed.rows.value?.find(({ chat }) => chat.id === chatIds[0])?.chat;
  const isOne = chatIds.length === 1 && only !== undefined;
  return (
    <Confirm
      title={isOne ? <bdi>{texts.removeOne(only.nickname)}</bdi> : texts.removeAll(chatIds.length)}
      cancel={consoleTexts.editing.keep}
      confirm={texts.remove}
      onClose={onClose}
      onConfirm={() => {
        onClose();
        void unclosed.remove(chatIds);
      }}
    >
      <p>{isOne ? texts.removeOneText : texts.removeAllText}</p>
    </Confirm>
  );
};
