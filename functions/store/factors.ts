// Second factors, half sign-ins and challenges, all in the partition of their person. Storage only: no cookies, no cryptography but hashes of what nobody can guess.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { SignInRules } from '../../shared/factor-routes.ts';
import type { UserId } from '../../shared/model.ts';
import { Factors, NO_FACTORS } from '../domain/factors.ts';
import { type Db, unconditional, type Write } from './db.ts';
import { challengeKey, FACTORS, factorsKey, halfKey, signInRulesKey } from './keys.ts';
import { readAll } from './pages.ts';
import { isWritten } from './written.ts';

const strong = { consistent: true } as const;

export const readFactors = async (db: Db, user: string): Promise<Factors> => {
  const item = await db.get(factorsKey(user), strong);
  return item ? v.parse(Factors, item) : NO_FACTORS;
};

/** Writes what became of `before`, unless somebody was quicker; to go with whatever else the change is. */
export const factorsChanged = (user: string, before: Factors, after: Factors): Write => ({
  put: { ...factorsKey(user), ...after, rev: before.rev + 1 },
  when:
    before.rev === 0
      ? { condition: 'attribute_not_exists(pk)' }
      : { condition: 'rev = :rev', values: { ':rev': before.rev } },
});

/** Takes everything there is of them away: for an erasure. */
export const forgetFactors = async (db: Db, user: string): Promise<void> => {
  const range = { pk: factorsKey(user).pk, from: FACTORS, to: `${FACTORS}~`, consistent: true };
  for (const { pk, sk } of await readAll(db, range)) {
    await db.delete(
      { pk: String(pk), sk: String(sk) },
      unconditional('the person is being erased: it is to go whatever it says'),
    );
  }
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** A sign-in whose password was right and whose second step is to come. */
const Half = v.object({ epoch: v.number(), expiresAt: v.number() });

/** Long enough to fetch a phone. */
export const HALF_SECONDS = 5 * 60;
const USER_CHARACTERS = 22;

/** The token begins with whose it is, so that all there is of a person lies in one partition. */
export const halfToken = (user: UserId, newId: () => string): string => user + newId();
const halfOf = (token: string) => halfKey(token.slice(0, USER_CHARACTERS), hashOf(token));

/** @param epoch of the account when its password was checked. */
export const startHalf = async (
  db: Db,
  { token, epoch, now }: { readonly token: string; readonly epoch: number; readonly now: number },
): Promise<void> => {
  await db.put(
    { ...halfOf(token), epoch, expiresAt: Math.floor(now / 1000) + HALF_SECONDS },
    unconditional('its key is the hash of 128 bits made for it'),
  );
};

/** @param now milliseconds. */
export const readHalf = async (
  db: Db,
  token: string,
  now: number,
): Promise<{ readonly user: string; readonly epoch: number } | undefined> => {
  const half = v.safeParse(Half, await db.get(halfOf(token), strong));
  // DynamoDB takes expired items away within days, not at once.
  if (!half.success || half.output.expiresAt * 1000 <= now) return undefined;
  return { user: token.slice(0, USER_CHARACTERS), epoch: half.output.epoch };
};

/** Ends it; to be written with what it was good for, once. */
export const halfEnded = (token: string): Write => ({
  delete: halfOf(token),
  when: { condition: 'attribute_exists(pk)' },
});

/** What a passkey is asked to sign, or an app that is being set up. */
const Challenge = v.object({
  of: v.string(),
  purpose: v.string(),
  sealed: v.optional(v.string()),
  expiresAt: v.number(),
});
export type Purpose = 'sign-in' | 'proof' | 'passkey' | 'totp';

interface Asked {
  readonly user: string;
  /** In base64url: what is signed, or the id of the set-up. */
  readonly challenge: string;
  readonly purpose: Purpose;
  /** The session, or the half of one, that it was made for. */
  readonly of: string;
}

/** As long as a browser waits for a passkey, and as somebody needs for an app. */
const CHALLENGE_SECONDS = 10 * 60;

/** @param now milliseconds. */
export const startChallenge = async (
  db: Db,
  { user, challenge, purpose, of, sealed, now }: Asked & { readonly now: number; readonly sealed?: string },
): Promise<void> => {
  await db.put(
    {
      ...challengeKey(user, hashOf(challenge)),
      of: hashOf(of),
      purpose,
      sealed,
      expiresAt: Math.floor(now / 1000) + CHALLENGE_SECONDS,
    },
    unconditional('its key is the hash of 128 bits made for it'),
  );
};

/** @returns the challenge, if it was made for this and is not over; `sealed` with it where there is one. */
export const readChallenge = async (
  db: Db,
  { user, challenge, purpose, of }: Asked,
  now: number,
): Promise<{ readonly sealed?: string | undefined } | undefined> => {
  const item = v.safeParse(Challenge, await db.get(challengeKey(user, hashOf(challenge)), strong));
  if (!item.success) return undefined;
  const { expiresAt, ...made } = item.output;
  const isRight = made.of === hashOf(of) && made.purpose === purpose && expiresAt * 1000 > now;
  return isRight ? { sealed: made.sealed } : undefined;
};

/** Takes a challenge, once; the answer to it counts, or it does not. */
export const takeChallenge = async (db: Db, asked: Asked, now: number): Promise<boolean> => {
  if (!(await readChallenge(db, asked, now))) return false;
  const taken = await db.delete(challengeKey(asked.user, hashOf(asked.challenge)), {
    condition: 'attribute_exists(pk)',
  });
  return 'done' in taken;
};

/** To be written with what it was made for. */
export const challengeTaken = ({ user, challenge }: Pick<Asked, 'user' | 'challenge'>): Write => ({
  delete: challengeKey(user, hashOf(challenge)),
  when: { condition: 'attribute_exists(pk)' },
});

const STANDARD: SignInRules = { factorFor: 'nobody', rev: 0 };

export const readSignInRules = async (db: Db): Promise<SignInRules> =>
  v.parse(SignInRules, (await db.get(signInRulesKey, strong)) ?? STANDARD);

/** @returns undefined when somebody else saved since that version. */
export const writeSignInRules = async (
  db: Db,
  random: () => number,
  { factorFor, rev }: SignInRules,
  more: readonly Write[],
): Promise<SignInRules | undefined> => {
  const next = { factorFor, rev: rev + 1 };
  const put: Write = {
    put: { ...signInRulesKey, ...next },
    when: { condition: 'attribute_not_exists(rev) OR rev = :rev', values: { ':rev': rev } },
  };
  return (await isWritten(db, random, [put, ...more], next)) ? next : undefined;
};
