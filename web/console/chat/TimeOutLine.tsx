// The countdown to the time-out of a chat in which nothing is said (S10).

import { useServerNow } from '../shell/use-server-now.ts';
import { useDesk, useTexts } from '../shell/uses.tsx';
import type { ChatWindow } from '../state/chat-window.ts';
import { findTimeOut, formatDuration } from '../state/selectors.ts';

export const TimeOutLine = ({ window }: { window: ChatWindow }) => {
  const desk = useDesk();
  const last = window.conversation.entries.value.at(-1)?.seq ?? 0;
  const endsAt = findTimeOut(desk.state.value, window.chatId, last);
  return endsAt === undefined ? null : <Countdown endsAt={endsAt} />;
};

/** Said aloud once, when it appears. */
const Countdown = ({ endsAt }: { endsAt: number }) => {
  const {
    consoleTexts: { timeOut: texts },
  } = useTexts();
  const now = useServerNow();
  return (
    <p class="time-out">
      <span role="status">{texts.soon}</span>{' '}
      <b role="timer" aria-live="off">
        {texts.within(formatDuration(endsAt - now))}
      </b>
    </p>
  );
};
