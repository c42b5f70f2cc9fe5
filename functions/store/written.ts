// Writing something under its version together with what goes with it. Independent of what is written.
import { type Db, has, type Item, type Write } from './db.ts';
import { RETRY, retryUntilSettled } from './retry.ts';

/**
 * Writes all or none, whatever other writes are under way.
 * @param writes the one under its version first.
 * @param wanted the fields that one leaves: found there after a try whose answer was lost, it is done.
 * @returns false when somebody else wrote since that version.
 */
export const isWritten = async (
  db: Db,
  random: () => number,
  writes: readonly Write[],
  wanted: Item,
): Promise<boolean> => {
  const result = await retryUntilSettled<boolean>(random, async () => {
    const written = await db.transact(writes);
    if ('done' in written) return { ok: true };
    if ('conflict' in written) return RETRY;
    const [first] = written.refused;
    return { ok: first !== undefined && has(first, wanted) };
  });
  return 'ok' in result && result.ok;
};
