// Counts attempts in fixed windows. Independent of what is attempted; stores no login or address, only their hash.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type Result, refuse } from '../../shared/errors.ts';
import type { Attempt } from '../domain/throttle.ts';
import { type Db, type Key, unconditional } from './db.ts';

const Window = v.object({ count: v.number(), expiresAt: v.number() });

/** Hashed: people type their password where the login belongs. */
const throttleKey = (subject: string): Key => ({
  pk: `THROTTLE#${createHash('sha256').update(subject).digest('base64url')}`,
  sk: 'THROTTLE',
});

/** Losing this often to others who try at the same moment is an attack by itself. */
const TRIES = 8;

/**
 * Takes one attempt before it is made, so that many at once cannot pass the limit together.
 * @param now milliseconds.
 */
export const takeAttempt = async (
  db: Db,
  { subject, limit }: Attempt,
  now: number,
): Promise<Result<null>> => {
  const key = throttleKey(subject);
  const seconds = Math.floor(now / 1000);
  for (let tries = 0; tries < TRIES; tries++) {
    const first = await db.put(
      { ...key, count: 1, expiresAt: seconds + limit.windowSeconds },
      { condition: 'attribute_not_exists(pk) OR expiresAt <= :now', values: { ':now': seconds } },
    );
    if ('done' in first) return { ok: null };
    const window = v.safeParse(Window, first.refused);
    if (!window.success) continue;
    const { count, expiresAt } = window.output;
    if (count >= limit.attempts) return tooMany(expiresAt - seconds);
    const counted = await db.update(key, {
      update: 'SET #count = #count + :one',
      condition: '#count < :limit AND expiresAt = :window',
      names: { '#count': 'count' },
      values: { ':one': 1, ':limit': limit.attempts, ':window': expiresAt },
    });
    if ('done' in counted) return { ok: null };
  }
  return tooMany(1);
};

const tooMany = (seconds: number) => refuse({ code: 'too_many_attempts', retryAfterSeconds: seconds });

/** Forgets all attempts of a subject. */
export const clearAttempts = async (db: Db, { subject }: Attempt): Promise<void> => {
  await db.delete(throttleKey(subject), unconditional('forgotten, however many they were'));
};

/** Gives one attempt back, when there is one to give. */
export const returnAttempt = async (db: Db, { subject }: Attempt): Promise<void> => {
  await db.update(throttleKey(subject), {
    update: 'SET #count = #count - :one',
    condition: '#count > :none',
    names: { '#count': 'count' },
    values: { ':one': 1, ':none': 0 },
  });
};
