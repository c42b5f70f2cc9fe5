// Sign-ins under way at a provider, each to be come back from once. Keeps nothing by which anybody could come back: that has the browser that began.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { UserId } from '../../shared/model.ts';
import { SIGN_IN_MINUTES } from '../../shared/sign-in.ts';
import { Site } from '../domain/account.ts';
import { type Db, type Key, unconditional } from './db.ts';

const keyOf = (state: string): Key => ({
  pk: `SIGNIN#${createHash('sha256').update(state).digest('base64url')}`,
  sk: 'SIGNIN',
});

const UnderWay = v.object({
  site: Site,
  issuer: v.string(),
  clientId: v.string(),
  /** The page to come back to. */
  back: v.string(),
  /** The session that this browser had; its cookie does not come along from another site. */
  before: v.optional(v.object({ user: UserId, session: v.string() })),
  expiresAt: v.number(),
});
export type UnderWay = Omit<v.InferOutput<typeof UnderWay>, 'expiresAt'>;

export const SIGN_IN_SECONDS = SIGN_IN_MINUTES * 60;

/** @param now milliseconds. */
export const beginSignIn = async (
  db: Db,
  { state, now, ...underWay }: UnderWay & { readonly state: string; readonly now: number },
): Promise<void> => {
  await db.put(
    { ...keyOf(state), ...underWay, expiresAt: Math.floor(now / 1000) + SIGN_IN_SECONDS },
    unconditional('its key is the hash of 256 bits made for it'),
  );
};

/** Takes a sign-in up, once. @param now milliseconds. */
export const takeSignIn = async (db: Db, state: string, now: number): Promise<UnderWay | undefined> => {
  const taken = await db.delete(keyOf(state), {
    condition: 'expiresAt > :now',
    values: { ':now': Math.floor(now / 1000) },
  });
  if (!('done' in taken) || !taken.item) return undefined;
  const { expiresAt: _expiresAt, ...underWay } = v.parse(UnderWay, taken.item);
  return underWay;
};
