// Whoever waits longest, named above the list and one key away: the list has the newest on top (S54).
import { Button } from '../../ui/Button.tsx';
import { ariaShortcut } from '../shell/shortcuts.ts';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { WaitingTime } from '../shell/WaitingTime.tsx';
import { findLongestWaiting, waitingSinceOf } from '../state/selectors.ts';

/** `hurdleId` names the reason why this agent cannot join now. */
export const LongestWaiting = ({ hurdleId }: { hurdleId: string | undefined }) => {
  const {
    consoleTexts: { list },
  } = useTexts();
  const desk = useDesk();
  const chat = findLongestWaiting(desk.state.value);
  if (!chat) return null;
  return (
    <p class="longest">
      <span class="longest__who">
        <span>{list.longest}</span> <bdi>{chat.nickname}</bdi>
      </span>
      <WaitingTime since={waitingSinceOf(chat)} words={list.longestTime} />
      <Button
        small
        kind="primary"
        disabled={hurdleId !== undefined}
        busy={desk.busy.value.has(chat.id)}
        aria-describedby={hurdleId}
        aria-label={list.longestName(chat.nickname)}
        aria-keyshortcuts={ariaShortcut('W')}
        onClick={() => void desk.chats.join(chat.id, false)}
      >
        {list.join}
      </Button>
    </p>
  );
};
