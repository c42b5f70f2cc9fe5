// The window made small: with whom the customer chats, and of what came meanwhile the last line and how much it is (S47).
import type { SideProps } from './props.ts';
import { namesOf } from './texts.ts';

export const Tab = ({ widget, texts, label, focus }: SideProps) => {
  const unread = widget.unread.value;
  const news = unread > 0 && texts.unreadCount(unread);
  const agents = widget.agents.value ?? [];
  const open = () => {
    widget.shown.value = true;
  };
  return (
    <div class="minimised">
      {news && (
        // For the eye and the mouse: the button below says and does the same.
        <button type="button" class="tab-preview" tabIndex={-1} aria-hidden="true" onClick={open}>
          {widget.lastUnread.value}
        </button>
      )}
      <button
        type="button"
        class={`tab${agents.length > 0 ? ' tab--present' : ''}`}
        ref={focus.take}
        onClick={open}
      >
        {agents.length > 0 ? texts.tabWith(namesOf(agents, texts)) : label}{' '}
        {news && (
          <span class="unread" role="img" aria-label={news}>
            {unread}
          </span>
        )}
      </button>
      <p class="visually-hidden" role="status">
        {news}
      </p>
    </div>
  );
};
