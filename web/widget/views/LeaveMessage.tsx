// The way to the page where a question can be left, when there is nobody to chat with. What was typed goes along.
import type { View } from '../view.ts';
import type { Parts } from './parts.ts';

export const hasNoRoom = ({ trouble }: View): boolean =>
  trouble !== undefined && 'error' in trouble && trouble.error.code === 'no_room';

export const LeaveMessage = ({ widget, texts }: Pick<Parts, 'widget' | 'texts'>) => (
  <a href="/bericht" onClick={widget.leaveMessage}>
    {texts.leaveMessage}
  </a>
);
