// Whether the customer has the chat open (S13, S72): here, gone since when, back.
import { useEffect, useState } from 'preact/hooks';
import type { ChatSummary } from '../../../shared/model.ts';
import { formatTime } from '../../ui/time.ts';
import { useDesk, useTexts } from './uses.tsx';

/** How long it is said that the customer is back (milliseconds). */
const BACK_MS = 30_000;

/** `isAnnounced`: changes are read aloud, for a chat one takes part in. */
export const Presence = ({
  chat: { goneSince },
  isAnnounced = false,
}: {
  chat: ChatSummary;
  isAnnounced?: boolean;
}) => {
  const {
    consoleTexts: { list: texts },
    common,
  } = useTexts();
  const desk = useDesk();
  const isPresent = goneSince === undefined;
  const isBack = useIsBack(isPresent);
  const isLive = desk.state.value.settings?.realtimeOnline !== false;
  return (
    <span class={`presence${isPresent ? ' presence--here' : ''}`} role={isAnnounced ? 'status' : undefined}>
      {isPresent ? (isBack ? texts.back : texts.present) : texts.gone(formatTime(goneSince, common.locale))}
      {!isLive && ` (${texts.lastKnown})`}
    </span>
  );
};

const useIsBack = (isPresent: boolean): boolean => {
  const [wasGone, setWasGone] = useState(!isPresent);
  useEffect(() => {
    if (!isPresent) return setWasGone(true);
    const timer = setTimeout(() => setWasGone(false), BACK_MS);
    return () => clearTimeout(timer);
  }, [isPresent]);
  return isPresent && wasGone;
};
