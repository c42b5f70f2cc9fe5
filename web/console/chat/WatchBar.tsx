// Watching a chat unseen (S90-S97): the bar that stands in place of the reply box.
import type { ComponentChildren } from 'preact';
import type { ChatSummary } from '../../../shared/model.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { userIcon } from '../../ui/icons.ts';
import { focusList } from '../shell/focus-list.ts';
import { useDesk } from '../shell/uses.tsx';
import { besideTexts } from './beside-texts.ts';

export const WatchBar = ({ chat, children }: { chat: ChatSummary; children: ComponentChildren }) => {
  const { watch: texts } = besideTexts.use();
  const desk = useDesk();
  return (
    <footer class="watch-bar">
      <span class="watch-icon">
        <Icon shape={userIcon} />
      </span>
      <p>{texts.unseen}</p>
      {children}
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
