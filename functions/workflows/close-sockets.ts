// Closing a person's sockets, and seeing to it that they are closed. Independent of the reason.
import type { UserId } from '../../shared/model.ts';
import type { CloseConnections } from '../adapters/close-connections.ts';
import type { Context } from '../adapters/context.ts';
import type { RecordedSocket } from '../domain/sockets.ts';
import { listSockets } from '../store/sockets.ts';

export interface ClosingContext extends Pick<Context, 'db' | 'now'> {
  readonly closeConnections: CloseConnections;
}

/** From when a socket is noted until its handshake is over API Gateway answers 410 for it; it waits 29 s for `$connect`. */
const OPENING_MS = 30_000;

/**
 * Closes the sockets of a person that `isOver` says, the newest first.
 * @returns false when one of them may be opening still: then it is to be done again. See docs/decisions/015.
 */
export const closeSockets = async (
  context: ClosingContext,
  person: UserId,
  isOver: (socket: RecordedSocket) => boolean,
): Promise<boolean> => {
  const { db, now } = context;
  return close(context, (await listSockets(db, person, now())).filter(isOver));
};

/** @returns as `closeSockets`. */
export const close = async (
  { now, closeConnections }: Pick<ClosingContext, 'now' | 'closeConnections'>,
  sockets: readonly RecordedSocket[],
): Promise<boolean> => {
  if (sockets.length === 0) return true;
  const unknown = await closeConnections(sockets.map(({ connection }) => connection));
  return sockets.every(({ connection, at }) => !unknown.has(connection) || now() - at >= OPENING_MS);
};
