// How often the tests of reliability repeat themselves: a taste of it in every run, all of it with `npm run test:deep`.
import { TEST_MS } from './patience.ts';

export const isDeep = process.env.DEEP !== undefined;

/** So many now, or so many in the deep run. */
export const scaled = (fast: number, deep: number): number => (isDeep ? deep : fast);

/** Milliseconds a repeated test may take: the deep run has hours, but not for ever. */
export const PATIENCE_MS = isDeep ? 3 * 60 * 60_000 : TEST_MS;

/** Random numbers of one seed, so that what failed can be looked at again. */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
