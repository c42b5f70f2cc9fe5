// Who is signed in: opaque tokens, of which only the hash is kept. Storage only: no cookies, no accounts.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { Role, UserId } from '../../shared/model.ts';
import { Ending } from '../../shared/sign-in.ts';
import { type Db, type Item, type Key, unconditional, type Write } from './db.ts';
import { sessionsOf } from './keys.ts';

export interface StoredSession {
  /** Names the session in logs and on its connections; the token cannot be told from it. */
  readonly id: string;
  readonly userId: UserId;
  readonly role: Role;
  /** That of the account when its password was checked; see docs/decisions/015. */
  readonly epoch: number;
  /** A second factor is obligatory for its person and still to be set up (S127). */
  readonly factorDue?: boolean | undefined;
  /** When its person last showed who it is, with a password or a second factor; milliseconds since 1970. */
  readonly provenAt?: number | undefined;
  /** A company's provider stands for it, and how its end is learned there (S125). */
  readonly provider?: Ending | undefined;
  /** When it ends, used or not; milliseconds since 1970. */
  readonly endsAt: number;
  /** When a page of it was last loaded, to the hour; milliseconds since 1970. */
  readonly seenAt?: number | undefined;
}

/** What browser a session was started in, as people call it. */
export interface SessionBrowser {
  readonly browser?: string | undefined;
  readonly system?: string | undefined;
}

export interface ListedSession extends StoredSession, SessionBrowser {
  readonly startedAt?: number | undefined;
}

const SessionItem = v.object({
  userId: UserId,
  role: Role,
  epoch: v.optional(v.number(), 0),
  factorDue: v.optional(v.boolean()),
  provenAt: v.optional(v.number()),
  provider: v.optional(Ending),
  expiresAt: v.number(),
  ended: v.optional(v.boolean(), false),
  startedAt: v.optional(v.number()),
  seenAt: v.optional(v.number()),
  browser: v.optional(v.string()),
  system: v.optional(v.string()),
});

const KeyOf = v.object({ pk: v.string(), sk: v.string() });
const PREFIX = 'SESSION#';
/** 128 of the 256 bits. */
const ID_LENGTH = 22;

/** What a session is known by to those who have seen its token. */
export const sessionHash = (token: string): string => hashOf(token);
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
const keyOfHash = (hash: string): Key => ({ pk: `${PREFIX}${hash}`, sk: 'SESSION' });
const sessionKey = (token: string): Key => keyOfHash(hashOf(token));
const sessionId = (token: string): string => hashOf(token).slice(0, ID_LENGTH);

export type Starting = Omit<StoredSession, 'id' | 'endsAt' | 'seenAt' | 'provenAt'> &
  SessionBrowser & {
    readonly token: string;
    /** Milliseconds. */
    readonly now: number;
    /** How long the session lasts, used or not. */
    readonly seconds: number;
  };

/** To be written with what belongs to it. */
export const sessionStarted = ({ token, now, seconds, ...session }: Starting): PutWrite => ({
  put: {
    ...sessionKey(token),
    gpk: sessionsOf(session.userId),
    gsk: hashOf(token),
    ...session,
    provenAt: now,
    expiresAt: Math.floor(now / 1000) + seconds,
    startedAt: now,
  },
  when: unconditional('its key is the hash of 256 bits made for it'),
});
type PutWrite = Extract<Write, { put: Item }>;

export const startSession = async (db: Db, starting: Starting): Promise<void> => {
  const { put, when } = sessionStarted(starting);
  await db.put(put, when);
};

/** Read strongly: the page after the login is there within milliseconds. */
export const readSession = async (db: Db, token: string, now: number): Promise<ListedSession | undefined> => {
  const item = await db.get(sessionKey(token), { consistent: true });
  if (!item) return undefined;
  return toSession(item, sessionId(token), now);
};

const toSession = (item: Item, id: string, now: number): ListedSession | undefined => {
  const { ended, expiresAt, ...session } = v.parse(SessionItem, item);
  // DynamoDB takes expired items away within days, not at once.
  const endsAt = expiresAt * 1000;
  return ended || endsAt <= now ? undefined : { ...session, id, endsAt };
};

/** A page is loaded oftener than anybody wants to know: written once in so many milliseconds. */
const SEEN_MS = 60 * 60_000;

/** Notes that a page of a session was loaded; nothing is written within the hour. @param now milliseconds. */
export const noteSeen = async (
  db: Db,
  token: string,
  { startedAt, seenAt = startedAt ?? 0 }: Pick<ListedSession, 'startedAt' | 'seenAt'>,
  now: number,
): Promise<void> => {
  if (now - seenAt < SEEN_MS) return;
  await db.update(sessionKey(token), {
    update: 'SET seenAt = :now',
    condition: 'attribute_exists(pk) AND attribute_not_exists(ended)',
    values: { ':now': now },
  });
};

/** Sessions looked at for a list: a person who signs in oftener has those of before ended together. */
const LOOK = 200;

/** The sessions of a person that run, in no order. `more`: there may be others. */
export const listSessions = async (
  db: Db,
  user: UserId,
  now: number,
): Promise<{ readonly sessions: readonly ListedSession[]; readonly more: boolean }> => {
  const { items: keys, more } = await db.query({ pk: sessionsOf(user), index: 'lists', limit: LOOK });
  const items = await db.getAll(keys.map((key) => v.parse(KeyOf, key)));
  const sessions = items.flatMap(
    (item) => toSession(item, String(item.pk).slice(PREFIX.length, PREFIX.length + ID_LENGTH), now) ?? [],
  );
  return { sessions, more };
};

/** The key of a session by its id, for whoever it is of. Its person alone looks for it: under that person it lies. */
export const findOwnSession = async (db: Db, user: UserId, id: string): Promise<Key | undefined> => {
  // Every character of a hash sorts before the tilde.
  const { items } = await db.query({
    pk: sessionsOf(user),
    index: 'lists',
    from: id,
    to: `${id}~`,
    limit: 1,
  });
  return items[0] && v.parse(KeyOf, items[0]);
};

/** What a session of a person was started in, by its id. @param now milliseconds. */
export const readOwnSession = async (
  db: Db,
  user: UserId,
  id: string,
  now: number,
): Promise<ListedSession | undefined> => {
  const key = await findOwnSession(db, user, id);
  const item = key && (await db.get(key));
  return item && toSession(item, id, now);
};

/** Whose session a token stands for, or stood for until it was ended: whoever ends it twice finds the same. */
export const findSession = async (
  db: Db,
  token: string,
): Promise<
  (Pick<StoredSession, 'id' | 'userId' | 'provider'> & { readonly isEnded: boolean }) | undefined
> => {
  const item = await db.get(sessionKey(token), { consistent: true });
  if (!item) return undefined;
  const { userId, provider, ended: isEnded } = v.parse(SessionItem, item);
  return { id: sessionId(token), userId, provider, isEnded };
};

/** The id of a session by its hash, and the way to it. */
export const sessionOf = (hash: string): { readonly id: string; readonly key: Key } => ({
  id: hash.slice(0, ID_LENGTH),
  key: keyOfHash(hash),
});

/** Whether a session still runs, by its hash. @param now milliseconds. */
export const isRunning = async (db: Db, hash: string, now: number): Promise<boolean> => {
  const item = await db.get(keyOfHash(hash), { consistent: true });
  return item !== undefined && toSession(item, sessionOf(hash).id, now) !== undefined;
};

/** An ended session is remembered so long, for whoever ends it again; then it goes by itself. */
const REMEMBERED_SECONDS = 24 * 60 * 60;

/** Ends a session; to be written with the work that follows. @param now milliseconds. */
export const sessionEnded = (token: string, now: number): Write => sessionEndedBy(sessionKey(token), now);

/** As `sessionEnded`, by its key. */
export const sessionEndedBy = (key: Key, now: number): Write => ({
  update: key,
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
    const keys = page.items.map((item) => v.parse(KeyOf, item));
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

/** Takes the session in which a person set up the first second factor into the epoch that this began: it is as good as one signed in with it. */
export const keepWithFactor = (token: string, epoch: number): Write => ({
  update: sessionKey(token),
  by: {
    update: 'SET epoch = :epoch REMOVE factorDue',
    condition: 'attribute_exists(pk) AND attribute_not_exists(ended)',
    values: { ':epoch': epoch },
  },
});

/** To be written with the proof that its person sits there. @param now milliseconds. */
export const sessionProven = (token: string, now: number): Write => ({
  update: sessionKey(token),
  by: {
    update: 'SET provenAt = :now',
    condition: 'attribute_exists(pk) AND attribute_not_exists(ended)',
    values: { ':now': now },
  },
});
