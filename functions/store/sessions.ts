// Who is signed in: opaque tokens, of which only the hash is kept. Storage only: no cookies, no accounts.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { Role, UserId } from '../../shared/model.ts';
import { type Db, type Key, unconditional, type Write } from './db.ts';
import { sessionsOf } from './keys.ts';

export interface StoredSession {
  /** Names the session in logs and on its connections; the token cannot be told from it. */
  readonly id: string;
  readonly userId: UserId;
  readonly role: Role;
  /** That of the account when its password was checked; see docs/decisions/015. */
  readonly epoch: number;
  /** When it ends, used or not; milliseconds since 1970. */
  readonly endsAt: number;
}

const SessionItem = v.object({
  userId: UserId,
  role: Role,
  epoch: v.optional(v.number(), 0),
  expiresAt: v.number(),
  ended: v.optional(v.boolean(), false),
});

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
const sessionKey = (token: string): Key => ({ pk: `SESSION#${hashOf(token)}`, sk: 'SESSION' });
/** 128 of the 256 bits. */
const sessionId = (token: string): string => hashOf(token).slice(0, 22);

/** @param now milliseconds; @param seconds how long the session lasts, used or not. */
export const startSession = async (
  db: Db,
  {
    token,
    userId,
    role,
    epoch,
    now,
    seconds,
  }: Omit<StoredSession, 'id' | 'endsAt'> & { token: string; now: number; seconds: number },
): Promise<void> => {
  const expiresAt = Math.floor(now / 1000) + seconds;
  const place = { gpk: sessionsOf(userId), gsk: hashOf(token) };
  await db.put(
    { ...sessionKey(token), ...place, userId, role, epoch, expiresAt },
    unconditional('its key is the hash of 256 bits made for it'),
  );
};

/** Read strongly: the page after the login is there within milliseconds. */
export const readSession = async (db: Db, token: string, now: number): Promise<StoredSession | undefined> => {
  const item = await db.get(sessionKey(token), { consistent: true });
  if (!item) return undefined;
  const { userId, role, epoch, expiresAt, ended } = v.parse(SessionItem, item);
  if (ended) return undefined;
  // DynamoDB takes expired items away within days, not at once.
  const endsAt = expiresAt * 1000;
  return endsAt > now ? { id: sessionId(token), userId, role, epoch, endsAt } : undefined;
};

/** Whose session a token stands for, or stood for until it was ended: whoever ends it twice finds the same. */
export const findSession = async (
  db: Db,
  token: string,
): Promise<(Pick<StoredSession, 'id' | 'userId'> & { readonly isEnded: boolean }) | undefined> => {
  const item = await db.get(sessionKey(token), { consistent: true });
  if (!item) return undefined;
  const { userId, ended: isEnded } = v.parse(SessionItem, item);
  return { id: sessionId(token), userId, isEnded };
};

/** An ended session is remembered so long, for whoever ends it again; then it goes by itself. */
const REMEMBERED_SECONDS = 24 * 60 * 60;

/** Ends a session; to be written with the work that follows. @param now milliseconds. */
export const sessionEnded = (token: string, now: number): Write => ({
  update: sessionKey(token),
  by: {
    update: 'SET ended = :yes, expiresAt = :soon',
    condition: 'attribute_exists(pk) AND attribute_not_exists(ended)',
    values: { ':yes': true, ':soon': Math.floor(now / 1000) + REMEMBERED_SECONDS },
  },
});

/** Removes every session of a person. */
export const endSessionsOf = async (db: Db, user: UserId): Promise<void> => {
  for (let more = true; more; ) {
    const page = await db.query({ pk: sessionsOf(user), index: 'lists' });
    const keys = page.items.map((item) => v.parse(v.object({ pk: v.string(), sk: v.string() }), item));
    await Promise.all(
      keys.map((key) => db.delete(key, unconditional('a session ends however often that is asked'))),
    );
    more = page.more;
  }
};

/** Takes the one session along into a new epoch of its account; to be written with the account. */
export const keepSession = (token: string, epoch: number): Write => ({
  update: sessionKey(token),
  by: {
    update: 'SET epoch = :epoch',
    condition: 'attribute_exists(pk) AND attribute_not_exists(ended)',
    values: { ':epoch': epoch },
  },
});
