// The way to the page where a question can be left, when there is nobody to chat with. What was typed goes along.
import { MESSAGE_PATH } from '../../ui/paths.ts';
import { leaveMessage } from '../model/beside.ts';
import type { View } from '../model/view.ts';
import type { SideProps } from './props.ts';

export const hasNoRoom = ({ failure }: View): boolean =>
  failure !== undefined && 'error' in failure && failure.error.code === 'no_room';

/** When it opens, where the last start was refused by the opening hours (S149). */
export const opensAtOf = ({ failure }: View): number | undefined =>
  failure && 'error' in failure && failure.error.code === 'no_room' ? failure.error.opensAt : undefined;

interface Props extends Pick<SideProps, 'widget' | 'texts'> {
  /** The one thing that can be done now, rather than one of several. */
  primary?: boolean;
}

export const LeaveMessage = ({ widget, texts, primary }: Props) => (
  <a class={primary ? 'button button--primary' : ''} href={MESSAGE_PATH} onClick={() => leaveMessage(widget)}>
    {texts.leaveMessage}
  </a>
);
