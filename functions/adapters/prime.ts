// What a function does once while it is loaded, so that the first person after that does not wait for it.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from './context.ts';
import type { Post } from './deliver.ts';

/** Nothing stands there. */
const NOWHERE = { pk: 'PRIME', sk: 'PRIME' } as const;
/** As long as API Gateway's own, and nobody's. */
const NOBODY = 'AAAAAAAAAAAAAAA=';

/** Milliseconds; Lambda ends what takes 10 s to load. */
const PATIENCE_MS = 2_000;

/**
 * Asks the table and API Gateway for what is not there. While it loads, a function has a whole processor, whatever its
 * memory; in its share of one, opening the connections and running the SDK's code for the first time takes half a second.
 * Costs 1 RRU and a post at each start, which are some in a thousand invocations.
 * @returns when it is done or takes too long. Never throws: a function that could not prime works all the same.
 */
export const prime = async ({ db }: Pick<Context, 'db'>, post: Post): Promise<void> => {
  const asked = Promise.allSettled([
    db.get(NOWHERE),
    db.query({ pk: NOWHERE.pk, limit: 1 }),
    post(NOBODY, '{}'),
  ]);
  await Promise.race([asked, sleep(PATIENCE_MS, undefined, { ref: false })]);
};
