// The way to the page where a question can be left, when there is nobody to chat with. What was typed goes along.
import type { View } from '../model/view.ts';
import type { SideProps } from './props.ts';

export const hasNoRoom = ({ failure }: View): boolean =>
  failure !== undefined && 'error' in failure && failure.error.code === 'no_room';

export const LeaveMessage = ({ widget, texts }: Pick<SideProps, 'widget' | 'texts'>) => (
  <a href="/bericht" onClick={widget.leaveMessage}>
    {texts.leaveMessage}
  </a>
);
