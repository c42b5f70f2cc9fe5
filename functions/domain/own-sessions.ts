// The list of one's own sessions, as its person reads it (S129). Pure.
import type { OwnSession } from '../../shared/session-routes.ts';
import type { RecordedSocket } from './sockets.ts';

type Noted = Pick<OwnSession, 'id' | 'browser' | 'system' | 'startedAt' | 'seenAt'>;

interface Known {
  /** The one that asks. */
  readonly own: Noted;
  readonly others: readonly Noted[];
  /** The person's, of whatever session. */
  readonly sockets: readonly RecordedSocket[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The own one first, then the one seen last. A page that is open is seen now. */
export const seenLast = ({ own, others, sockets, now }: Known): OwnSession[] => {
  const connected = new Set(sockets.map(({ session }) => session));
  const row = ({ id, browser, system, startedAt, seenAt }: Noted): OwnSession => {
    const isThis = id === own.id;
    const isConnected = connected.has(id);
    const lastSeen = isThis || isConnected ? now : (seenAt ?? startedAt);
    return { id, browser, system, startedAt, seenAt: lastSeen, isConnected, isThis };
  };
  const order = ({ seenAt = 0 }: OwnSession) => -seenAt;
  return [row(own), ...others.map(row).sort((a, b) => order(a) - order(b))];
};
