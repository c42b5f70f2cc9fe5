// Watching a chat unseen (S90-S97): the yellow puppet that begins it, and the status bar that stands in place of the reply box.
import type { ChatSummary } from '../../shared/model.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { userIcon } from '../ui/icons.ts';
import { focusList } from './ChatList.tsx';
import { useView } from './view.ts';

export const WatchButton = ({ chat }: { chat: ChatSummary }) => {
  const { consoleTexts: texts, desk } = useView();
  if (!desk.state.value.permissions.includes('manage')) return null;
  return (
    <IconButton
      small
      class="puppet"
      icon={userIcon}
      label={texts.list.watch}
      onClick={() => desk.watch(chat.id)}
    />
  );
};

export const WatchBar = ({ chat }: { chat: ChatSummary }) => {
  const {
    consoleTexts: { watch: texts },
    desk,
  } = useView();
  return (
    <footer class="watch-bar">
      <span class="puppet">
        <Icon shape={userIcon} />
      </span>
      <p>
        <b>{texts.mode}</b> <span>{texts.unseen}</span>
      </p>
      <Button
        small
        data-focus-first
        onClick={() => {
          desk.unwatch(chat.id);
          focusList();
        }}
      >
        {texts.leave}
      </Button>
    </footer>
  );
};
