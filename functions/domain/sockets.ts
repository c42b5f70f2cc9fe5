// How many sockets one person has, and which of them gives way to one more. Pure.
import type { Permission, Role } from '../../shared/model.ts';

/** A socket as it is noted under its person. */
export interface RecordedSocket {
  readonly connection: string;
  /** The sign-in it was opened with. */
  readonly session: string;
  /** What it may, as its authorizer said; of an agent's alone. */
  readonly rights?: string | undefined;
  /** The browser's tab; the same after a reload, and for the next connection before the old one closes. */
  readonly tab?: string | undefined;
  /** What its page understands (shared/terms.ts), as its handshake said. */
  readonly speaks?: number | undefined;
  /** When it was noted; milliseconds since 1970. */
  readonly at: number;
}

/** What a socket may is noted of an agent's alone: a customer's right is asked of the table whenever it counts. */
export const rightsOf = (role: Role, permissions: Iterable<Permission>): string | undefined =>
  role === 'agent' ? [...new Set(permissions)].sort().join(' ') : undefined;

/** Of one person at once: what a person has open on a desk and a telephone, with some to spare. */
export const MOST_SOCKETS = 8;

/** API Gateway ends a connection after 2 hours: one noted longer ago is gone. */
export const SOCKET_MS = 130 * 60_000;

export interface Room {
  /** Noted so long ago that nothing of it is left. */
  readonly expired: readonly RecordedSocket[];
  /** They give way: first of all those whose tab has a newer one, then the oldest. */
  readonly replaced: readonly RecordedSocket[];
}

/** What goes for one more socket of the same person. */
export const makeRoom = (noted: readonly RecordedSocket[], next: RecordedSocket): Room => {
  const expired = noted.filter(({ at }) => at + SOCKET_MS <= next.at);
  const live = noted.filter((socket) => !expired.includes(socket)).sort((a, b) => a.at - b.at);
  const isOutdated = ({ tab }: RecordedSocket, index: number) =>
    tab !== undefined && (tab === next.tab || live.slice(index + 1).some((other) => other.tab === tab));
  const outdated = live.filter(isOutdated);
  const inOrder = [...outdated, ...live.filter((socket) => !outdated.includes(socket))];
  return { expired, replaced: inOrder.slice(0, Math.max(0, live.length - MOST_SOCKETS + 1)) };
};
