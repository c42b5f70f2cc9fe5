// The yellow icon that begins to watch a chat unseen (S93), for agents with "Chat beheren".
import type { ChatSummary } from '../../../shared/model.ts';
import { IconButton } from '../../ui/Button.tsx';
import { userIcon } from '../../ui/icons.ts';
import { useDesk, useTexts } from './uses.tsx';

export const WatchButton = ({ chat }: { chat: ChatSummary }) => {
  const { consoleTexts: texts } = useTexts();
  const desk = useDesk();
  if (!desk.state.value.permissions.includes('manage')) return null;
  return (
    <IconButton
      small
      class="watch-icon"
      icon={userIcon}
      label={texts.list.watch}
      onClick={() => desk.watch(chat.id)}
    />
  );
};
