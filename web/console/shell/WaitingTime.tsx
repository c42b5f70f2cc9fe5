// How long a customer waits for an answer, more urgent the longer it lasts: in words, not by the colour alone (S27).
import { findUrgency, formatDuration, type Urgency } from '../state/selectors.ts';
import { useServerNow } from './use-server-now.ts';
import { useDesk } from './uses.tsx';

interface Props {
  /** Milliseconds since 1970, by the server's clock. */
  since: number;
  words: Readonly<Record<Urgency, (time: string) => string>>;
}

export const WaitingTime = ({ since, words }: Props) => {
  const waiting = useServerNow() - since;
  const { settings } = useDesk().state.value;
  const urgency = findUrgency(waiting, settings && settings.timeoutMinutes * 60_000);
  return (
    <time class={`waiting waiting--${urgency}`} role="timer" aria-live="off">
      {words[urgency](formatDuration(waiting))}
    </time>
  );
};
