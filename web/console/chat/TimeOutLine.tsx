// The countdown to the time-out of a chat in which nothing is said (S10): by the customer, or by the helpdesk, whose chat becomes a ticket then.

import { useServerNow } from '../shell/use-server-now.ts';
import { useDesk } from '../shell/uses.tsx';
import type { ChatWindow } from '../state/chat-window.ts';
import { findTimeOut, formatDuration } from '../state/selectors.ts';
import { besideTexts } from './beside-texts.ts';

export const TimeOutLine = ({ window }: { window: ChatWindow }) => {
  const desk = useDesk();
  const entries = window.conversation.entries.value;
  const endsAt = findTimeOut(desk.state.value, window.chatId, entries.at(-1)?.seq ?? 0);
  const lastMessage = entries.findLast((entry) => entry.kind === 'message');
  return endsAt === undefined ? null : (
    <Countdown endsAt={endsAt} isUnanswered={lastMessage?.author.role === 'customer'} />
  );
};

/** Said aloud once, when it appears. At the end it does not stand at zero: the sweep, which comes by once a minute, is about to. */
const Countdown = ({ endsAt, isUnanswered }: { endsAt: number; isUnanswered: boolean }) => {
  const { timeOut: texts } = besideTexts.use();
  const left = endsAt - useServerNow();
  if (left < 1000)
    return (
      <p class="time-out" role="status">
        {isUnanswered ? texts.unansweredNow : texts.now}
      </p>
    );
  return (
    <p class={`time-out${isUnanswered ? ' time-out--late' : ''}`}>
      <span role="status">{isUnanswered ? texts.unanswered : texts.soon}</span>{' '}
      <b role="timer" aria-live="off">
        {texts.within(formatDuration(left))}
      </b>
    </p>
  );
};
