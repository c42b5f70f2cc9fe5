// How fast one person or address may ask: token buckets in the memory of one worker, so that no ask costs a write. Independent of any request.
import type { RateLimit } from '../domain/rate-limit.ts';

export interface Buckets {
  /** Takes one ask, made at `at` (milliseconds). @returns false when there were too many of this key. */
  take(key: string, at?: number): boolean;
}

/** Keys a worker remembers; the one that was quiet longest is forgotten, which gives it a full bucket. */
const MOST_KEYS = 10_000;

/** @param now milliseconds. */
export const createBuckets = ({ burst, perSecond }: RateLimit, now: () => number = Date.now): Buckets => {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(key, at = now()) {
      const known = buckets.get(key) ?? { left: burst, at };
      const left = Math.min(burst, known.left + (Math.max(0, at - known.at) / 1000) * perSecond);
      const isTaken = left >= 1;
      // Put back at the end: the map keeps the order in which keys were last heard of.
      buckets.delete(key);
      buckets.set(key, { left: isTaken ? left - 1 : left, at });
      const [oldest] = buckets.keys();
      if (buckets.size > MOST_KEYS && oldest !== undefined) buckets.delete(oldest);
      return isTaken;
    },
  };
};
