// What of the chat is on the page: nothing, the tab, the window, or that it is in a window of its own. Knows the widget, not the server.
import { ChatWindow } from './ChatWindow.tsx';
import { useFocus } from './focus.ts';
import type { ViewProps } from './props.ts';
import { SideView } from './SideView.tsx';

export const Frame = (props: ViewProps) => {
  const { view, placement, shown } = props.widget;
  useFocus(props.focus);
  if (view.value.kind === 'closed' || placement.isElsewhere.value === undefined) return null;
  if (placement.isElsewhere.value) return <SideView {...props} view="PoppedOutNotice" instead={null} />;
  return shown.value ? <ChatWindow {...props} /> : <SideView {...props} view="Tab" instead={null} />;
};
