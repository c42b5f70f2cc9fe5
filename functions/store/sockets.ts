// Which sockets a person has open, whatever was asked on them: by this they are found when that person may no longer be there. Knows no right.
import * as v from 'valibot';
import type { UserId } from '../../shared/model.ts';
import { type Db, type Key, unconditional } from './db.ts';
import { socketsOf } from './keys.ts';

export interface OpenSocket {
  readonly connection: string;
  /** The sign-in it was opened with. */
  readonly sessionId: string;
}

/**
 * API Gateway ends a connection after 2 hours: a row older than that is of one long gone, and goes by itself. One that
 * closed sooner is not taken off, which would cost as much as noting it; closing it once more does no harm.
 */
const CONNECTION_SECONDS = 2 * 60 * 60 + 600;

const Row = v.object({ sk: v.string(), sessionId: v.string(), expiresAt: v.number() });

const keyOf = (user: UserId, connection: string): Key => ({ pk: socketsOf(user), sk: connection });

/** @param now milliseconds. */
export const noteSocket = async (
  db: Db,
  { user, connection, sessionId, now }: OpenSocket & { readonly user: UserId; readonly now: number },
): Promise<void> => {
  const expiresAt = Math.floor(now / 1000) + CONNECTION_SECONDS;
  await db.put(
    { ...keyOf(user, connection), sessionId, expiresAt },
    unconditional('API Gateway gives an id once'),
  );
};

/** Every socket of a person that may be open. */
export const listSockets = async (db: Db, user: UserId, now: number): Promise<OpenSocket[]> => {
  const found: OpenSocket[] = [];
  for (let from = '\u0000'; ; ) {
    const page = await db.query({ pk: socketsOf(user), from, consistent: true });
    for (const item of page.items) {
      const { sk, sessionId, expiresAt } = v.parse(Row, item);
      from = `${sk}\u0000`;
      // DynamoDB takes expired items away within days, not at once.
      if (expiresAt * 1000 > now) found.push({ connection: sk, sessionId });
    }
    if (!page.more) return found;
  }
};

/** Forgets the sockets of a person, closed or not. */
export const forgetSockets = async (db: Db, user: UserId): Promise<void> => {
  for (let more = true; more; ) {
    const page = await db.query({ pk: socketsOf(user), consistent: true });
    await Promise.all(
      page.items.map(({ pk, sk }) =>
        db.delete({ pk: String(pk), sk: String(sk) }, unconditional('forgotten, whatever it says')),
      ),
    );
    more = page.more;
  }
};
