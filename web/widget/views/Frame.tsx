// What of the chat is on the page: nothing, the tab, the window, or that it is in a window of its own. Knows the widget, not the server.
import { ChatWindow } from './ChatWindow.tsx';
import { useFocus } from './focus.ts';
import type { ViewProps } from './props.ts';

export const Frame = (props: ViewProps) => {
  const { view, placement, shown } = props.widget;
  useFocus(props.focus);
  if (view.value.kind === 'closed' || placement.isElsewhere.value === undefined) return null;
  if (placement.isElsewhere.value) return <PoppedOutNotice {...props} />;
  return shown.value ? <ChatWindow {...props} /> : <Tab {...props} />;
};

/** Where the chat was, while it is in a window of its own (S50). */
const PoppedOutNotice = ({ widget, texts, label, focus }: ViewProps) => (
  <section class="elsewhere" aria-label={label}>
    <p role="status">
      {texts.isElsewhere} –{' '}
      <button type="button" class="link" ref={focus.take} onClick={widget.placement.bringBack}>
        {texts.bringBack}
      </button>
    </p>
  </section>
);

const Tab = ({ widget, texts, label, focus }: ViewProps) => {
  const unread = widget.unread.value;
  const news = unread > 0 && texts.unreadCount(unread);
  return (
    <>
      <button
        type="button"
        class="tab"
        ref={focus.take}
        onClick={() => {
          widget.shown.value = true;
        }}
      >
        {label}{' '}
        {news && (
          <span class="unread" role="img" aria-label={news}>
            {unread}
          </span>
        )}
      </button>
      <p class="visually-hidden" role="status">
        {news}
      </p>
    </>
  );
};
