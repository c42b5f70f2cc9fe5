// What would meet on one item takes turns within one function: DynamoDB refuses two transactions on it at once, and bills for both. Pure of any item but the desk's counts.
import type { UserId } from '../../shared/model.ts';
import type { Db, Write } from '../store/db.ts';
import { countsKey } from '../store/keys.ts';

/**
 * Runs work when all that was asked for under any of these names before is over, and says whether there was any. Names of
 * one call are taken together, so nobody waits in a ring.
 */
export type InTurn = <T>(
  names: readonly string[],
  work: (turn: { readonly hasWaited: boolean }) => Promise<T>,
) => Promise<T>;

export const createTurns = (): InTurn => {
  const last = new Map<string, Promise<unknown>>();
  return (names, work) => {
    const before = names.flatMap((name) => last.get(name) ?? []);
    const mine = Promise.allSettled(before).then(() => work({ hasWaited: before.length > 0 }));
    const over = mine.catch(() => {});
    for (const name of names) last.set(name, over);
    // Nobody waits for it any more: the names of a day would pile up.
    void over.then(() => {
      for (const name of names) if (last.get(name) === over) last.delete(name);
    });
    return mine;
  };
};

/** The name of what changes an agent's duty or load. */
export const turnOfAgent = ({ id }: { readonly id: UserId }): string => `agent ${id}`;

const touchesCounts = (write: Write): boolean =>
  'update' in write && write.update.pk === countsKey.pk && write.update.sk === countsKey.sk;

/** The same table, with which transactions on the counts of the desk take turns: every start, end and leaving moves them. */
export const countInTurn = (db: Db, inTurn: InTurn): Db => ({
  ...db,
  transact: (writes) =>
    writes.some(touchesCounts) ? inTurn(['counts'], () => db.transact(writes)) : db.transact(writes),
});
