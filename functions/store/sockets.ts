// Which sockets a person has open, at most eight, whatever was asked on them: by this they are found when that person may no longer be there. No permission checks.
import * as v from 'valibot';
import type { UserId } from '../../shared/model.ts';
import { MOST_SOCKETS, makeRoom, type RecordedSocket, SOCKET_MS } from '../domain/sockets.ts';
import { type Db, type Updating, unconditional } from './db.ts';
import { socketsKey } from './keys.ts';
import { RETRY, retryUntilSettled } from './retry.ts';
import { armed, type WorkOf } from './timers.ts';

const SocketsItem = v.object({
  sockets: v.record(
    v.string(),
    v.object({
      session: v.string(),
      rights: v.optional(v.string()),
      tab: v.optional(v.string()),
      speaks: v.optional(v.number()),
      at: v.number(),
    }),
  ),
});

const read = async (db: Db, user: UserId, consistent: boolean): Promise<RecordedSocket[] | undefined> => {
  const item = await db.get(socketsKey(user), { consistent });
  if (!item) return undefined;
  const { sockets } = v.parse(SocketsItem, item);
  return Object.entries(sockets).map(([connection, socket]) => ({ connection, ...socket }));
};

export interface Noting {
  readonly user: UserId;
  readonly socket: RecordedSocket;
  /** When the sweep closes those that give way, should the caller not come to it; milliseconds. */
  readonly again: number;
}

/**
 * Notes a socket, and takes off those that give way to it, so that there never are more than MOST_SOCKETS. With
 * them goes the work of closing them.
 * @returns those that gave way; refused as `busy` while others of this person are quicker.
 */
export const recordSocket = (db: Db, random: () => number, { user, socket, again }: Noting) => {
  const { connection, ...fields } = socket;
  const expiresAt = Math.ceil((socket.at + SOCKET_MS) / 1000);
  // The first look is cheap: the write is locked on it.
  let consistent = false;
  return retryUntilSettled<readonly RecordedSocket[]>(random, async () => {
    const noted = await read(db, user, consistent);
    consistent = true;
    if (!noted) {
      const first = { ...socketsKey(user), sockets: { [connection]: fields }, expiresAt };
      const result = await db.put(first, { condition: 'attribute_not_exists(pk)' });
      return 'done' in result ? { ok: [] } : RETRY;
    }
    // Done by a try whose answer was lost; those that gave way are the sweep's.
    if (noted.some((other) => other.connection === connection)) return { ok: [] };
    const { expired, replaced } = makeRoom(noted, socket);
    const dropped = [...expired, ...replaced].map((other) => other.connection);
    const result = await db.transact([
      { update: socketsKey(user), by: exchange({ connection, fields, expiresAt, dropped }) },
      ...replaced.map((other) => armed(closingOf(other), again)),
    ]);
    return 'done' in result ? { ok: replaced } : RETRY;
  });
};

export const closingOf = ({ connection }: Pick<RecordedSocket, 'connection'>): WorkOf<'hang-up'> => ({
  kind: 'hang-up',
  id: connection,
});

/** One in, and who gives way out: done only while all of those are there, and no more than were seen. */
const exchange = ({
  connection,
  fields,
  expiresAt,
  dropped,
}: {
  connection: string;
  fields: object;
  expiresAt: number;
  dropped: readonly string[];
}): Updating => {
  const places = dropped.map((_, index) => `sockets.#drop${index}`);
  return {
    update: [
      'SET sockets.#new = :socket, expiresAt = :expiresAt',
      ...(places.length > 0 ? [`REMOVE ${places.join(', ')}`] : []),
    ].join(' '),
    condition: ['size(sockets) <= :most', ...places.map((place) => `attribute_exists(${place})`)].join(
      ' AND ',
    ),
    names: {
      '#new': connection,
      ...Object.fromEntries(dropped.map((name, index) => [`#drop${index}`, name])),
    },
    values: { ':socket': fields, ':expiresAt': expiresAt, ':most': MOST_SOCKETS - 1 + dropped.length },
  };
};

/** Takes off a socket that closed. */
export const takeOffSocket = async (db: Db, user: UserId, connection: string): Promise<void> => {
  await db.update(socketsKey(user), {
    update: 'REMOVE sockets.#gone',
    condition: 'attribute_exists(sockets.#gone)',
    names: { '#gone': connection },
  });
};

/** Every socket of a person that may be open, the newest first. */
export const listSockets = async (db: Db, user: UserId, now: number): Promise<RecordedSocket[]> => {
  const noted = (await read(db, user, true)) ?? [];
  return noted.filter(({ at }) => at + SOCKET_MS > now).sort((a, b) => b.at - a.at);
};

/** Forgets the sockets of a person, closed or not. */
export const forgetSockets = async (db: Db, user: UserId): Promise<void> => {
  await db.delete(socketsKey(user), unconditional('forgotten, whatever it says'));
};
