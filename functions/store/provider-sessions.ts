// Sessions that a company's provider stands for: how each is found when the provider ends it, and with what it is renewed. Storage only: no tokens are opened here.
//
// USER#id / PROVIDER#session in the partition of the person, so that an erasure finds them; PROVIDERSID#hash / session for
// those of one session at the provider, and there ENDED once that was ended: a sign-in that comes after it begins nothing.
import * as v from 'valibot';
import { UserId } from '../../shared/model.ts';
import { type Db, has, unconditional, type Write } from './db.ts';
import { BY_PROVIDER, byProviderKey, sidPk } from './keys.ts';
import { readAll } from './pages.ts';
import { RETRY, retryUntilSettled } from './retry.ts';
import { type Starting, sessionHash, sessionStarted } from './sessions.ts';
import { armed } from './timers.ts';

const absent = { condition: 'attribute_not_exists(pk)' } as const;
const FORGOTTEN = unconditional('a session that ended is forgotten, whatever it says');

const ByProvider = v.object({
  sk: v.pipe(
    v.string(),
    v.transform((sk) => sk.slice(BY_PROVIDER.length)),
  ),
  issuer: v.string(),
  sid: v.optional(v.string()),
  /** The refresh token, encrypted. */
  refresh: v.optional(v.string()),
  /** When it is to be tried next; milliseconds since 1970. */
  renewAt: v.optional(v.number()),
  expiresAt: v.number(),
});

export interface ProviderSession {
  /** The hash of its token. */
  readonly session: string;
  readonly issuer: string;
  readonly sid?: string | undefined;
  readonly refresh?: string | undefined;
  readonly renewAt?: number | undefined;
}

const toProviderSession = (item: unknown): ProviderSession => {
  const { sk: session, ...rest } = v.parse(ByProvider, item);
  return { session, ...rest };
};

export interface Beginning {
  readonly starting: Starting;
  readonly issuer: string;
  readonly sid: string | undefined;
  readonly refresh: string | undefined;
  readonly renewAt: number | undefined;
}

const ENDED = 'ENDED';

/**
 * Begins a session together with what finds and renews it.
 * @returns false when the provider has ended its own session by now: then nothing is begun.
 */
export const beginByProvider = async (
  db: Db,
  random: () => number,
  { starting, issuer, sid, refresh, renewAt }: Beginning,
): Promise<boolean> => {
  const { token, userId, now, seconds } = starting;
  const session = sessionHash(token);
  const expiresAt = Math.floor(now / 1000) + seconds;
  const own = { ...byProviderKey(userId, session), issuer, sid, refresh, renewAt, expiresAt };
  const writes: Write[] = [
    { put: own, when: absent },
    sessionStarted(starting),
    ...(sid === undefined ? [] : sidWrites({ issuer, sid, session, userId, expiresAt, now })),
    ...(renewAt === undefined ? [] : [armed({ kind: 'renewal', id: session, user: userId }, renewAt)]),
  ];
  const begun = await retryUntilSettled<boolean>(random, async () => {
    const result = await db.transact(writes);
    if ('conflict' in result) return RETRY;
    // Refused for what it had done itself, before its answer was lost.
    return {
      ok:
        'done' in result ||
        (result.refused[0] !== undefined && has(result.refused[0], { issuer, expiresAt })),
    };
  });
  return 'ok' in begun && begun.ok;
};

const sidWrites = (of: {
  issuer: string;
  sid: string;
  session: string;
  userId: UserId;
  expiresAt: number;
  now: number;
}): Write[] => {
  const { issuer, sid, session, userId, expiresAt, now } = of;
  const pk = sidPk(issuer, sid);
  return [
    {
      check: { pk, sk: ENDED },
      when: {
        condition: 'attribute_not_exists(pk) OR expiresAt < :now',
        values: { ':now': Math.floor(now / 1000) },
      },
    },
    { put: { pk, sk: session, userId, expiresAt }, when: absent },
  ];
};

/** As long as a sign-in that was under way may take to come. */
const ENDED_SECONDS = 24 * 60 * 60;

const OfSid = v.object({ sk: v.string(), userId: UserId });

/**
 * Notes that a session at a provider was ended; nothing begins by it any more.
 * @returns the sessions that had begun by it.
 */
export const endSid = async (
  db: Db,
  issuer: string,
  sid: string,
  now: number,
): Promise<readonly { readonly session: string; readonly user: UserId }[]> => {
  const pk = sidPk(issuer, sid);
  await db.put(
    { pk, sk: ENDED, expiresAt: Math.floor(now / 1000) + ENDED_SECONDS },
    unconditional('what the provider ended stays so, however often it says it'),
  );
  // Few: a browser has one, and who signs out of it is taken off.
  const begun = (await readAll(db, { pk, consistent: true })).filter(({ sk }) => sk !== ENDED);
  return begun.map((item) => {
    const { sk: session, userId: user } = v.parse(OfSid, item);
    return { session, user };
  });
};

export const readProviderSession = async (
  db: Db,
  user: UserId,
  session: string,
): Promise<ProviderSession | undefined> => {
  const item = await db.get(byProviderKey(user, session), { consistent: true });
  return item && toProviderSession(item);
};

/** To be written together: it is this caller's to renew, and will be due again. @returns false when another has it. */
export const claimRenewal = async (
  db: Db,
  { user, session, now, next }: { user: UserId; session: string; now: number; next: number },
): Promise<boolean> => {
  const result = await db.transact([
    {
      update: byProviderKey(user, session),
      by: {
        update: 'SET renewAt = :next',
        condition: 'renewAt <= :now',
        values: { ':next': next, ':now': now },
      },
    },
    armed({ kind: 'renewal', id: session, user }, next),
  ]);
  return 'done' in result;
};

/** The provider gave another refresh token in the place of the one before. */
export const renewed = async (db: Db, user: UserId, session: string, refresh: string): Promise<void> => {
  await db.update(byProviderKey(user, session), {
    update: 'SET refresh = :refresh',
    condition: 'attribute_exists(pk)',
    values: { ':refresh': refresh },
  });
};

/** Forgets what belongs to a session that ended. */
export const forgetProviderSession = async (db: Db, user: UserId, session: string): Promise<void> => {
  const known = await readProviderSession(db, user, session);
  if (known) await forget(db, user, known);
};

const forget = async (db: Db, user: UserId, { session, issuer, sid }: ProviderSession): Promise<void> => {
  if (sid !== undefined) await db.delete({ pk: sidPk(issuer, sid), sk: session }, FORGOTTEN);
  await db.delete(byProviderKey(user, session), FORGOTTEN);
};

/** Forgets all of a person's: for an erasure. */
export const forgetProviderSessions = async (db: Db, user: UserId): Promise<void> => {
  const { pk } = byProviderKey(user, '');
  const range = { pk, from: BY_PROVIDER, to: `${BY_PROVIDER}~`, consistent: true };
  for (const item of await readAll(db, range)) await forget(db, user, toProviderSession(item));
};
