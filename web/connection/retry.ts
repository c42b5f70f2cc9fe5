// How long to wait before trying again. The figures are the ones the storm test proves.
import type { Environment } from './environment.ts';

/**
 * API Gateway accepts 500 new connections a second per account. When it drops 5,000 sockets at once and all come back
 * within a second, 4,500 are refused and come again. So a connection that was closed by the other side while nobody
 * waited for anything comes back somewhere in these milliseconds (5,000 / 15 s = 333 a second). Nobody sits through
 * it: whoever asks for something, looks at the page or gets a network back connects at once.
 */
export const SPREAD_MS = 15_000;
/** A break that only this client has, or that keeps somebody waiting. */
export const BLIP_MS = 1_000;
const LONGEST_MS = 30_000;

/** Full jitter: anything between now and a limit that doubles with every failure, 2 s, 4 s … 30 s. */
export const backOff = (failures: number, random: number): number =>
  random * Math.min(LONGEST_MS, BLIP_MS * 2 ** failures);

/** Resolves when it is time to try again. */
export const waitAfter = (
  failures: number,
  environment: Pick<Environment, 'after' | 'random'>,
): Promise<void> =>
  new Promise((resolve) => environment.after(backOff(failures, environment.random()), resolve));
