// Trying a contended change again. Independent of what is tried.
import { type Result, refuse } from '../../shared/errors.ts';

/** What an attempt gives when others were quicker and a fresh look may help. */
export const RETRY = Symbol('retry');

const TRIES = 10;
const FIRST_WAIT_MS = 15;
const LONGEST_WAIT_MS = 600;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Runs `attempt` until it settles, with full jitter between tries; refused as `busy` after about 3 seconds. */
export const retryUntilSettled = async <T>(
  random: () => number,
  attempt: () => Promise<Result<T> | typeof RETRY>,
): Promise<Result<T>> => {
  for (let tries = 0; tries < TRIES; tries++) {
    const result = await attempt();
    if (result !== RETRY) return result;
    await sleep(random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries));
  }
  return refuse({ code: 'busy' });
};
