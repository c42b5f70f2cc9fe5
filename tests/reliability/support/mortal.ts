// A table whose user dies at a given write: the write is done, and nobody is told; nothing that was under way goes on. Independent of any item.
import type { Db } from '../../../functions/store/db.ts';

export interface Mortal {
  readonly db: Db;
  /** Writes done since the last call of `dieAfter`. */
  writes(): number;
  /** From now on whoever uses the table dies of the write with this number, from 1. Resolves when that happened. */
  dieAfter(number: number): Promise<'died'>;
  /** Somebody else uses the table; who died stays dead. */
  revive(): void;
}

const never = new Promise<never>(() => {});

export const createMortal = (db: Db): Mortal => {
  let done = 0;
  let fatal = Number.POSITIVE_INFINITY;
  let life = {};
  let isDead = false;
  let tell: (how: 'died') => void = () => {};
  const living = async <T>(run: () => Promise<T>, isWrite: boolean): Promise<T> => {
    const own = life;
    if (isDead) return never;
    const result = await run();
    // Of somebody who died meanwhile.
    if (own !== life || isDead) return never;
    const wasDone = isWrite && typeof result === 'object' && result !== null && 'done' in result;
    if (wasDone && ++done >= fatal) {
      isDead = true;
      tell('died');
      return never;
    }
    return result;
  };
  return {
    db: {
      get: (...given) => living(() => db.get(...given), false),
      getAll: (...given) => living(() => db.getAll(...given), false),
      query: (...given) => living(() => db.query(...given), false),
      put: (...given) => living(() => db.put(...given), true),
      update: (...given) => living(() => db.update(...given), true),
      delete: (...given) => living(() => db.delete(...given), true),
      transact: (...given) => living(() => db.transact(...given), true),
    },
    writes: () => done,
    dieAfter(number) {
      done = 0;
      fatal = number;
      return new Promise((resolve) => {
        tell = resolve;
      });
    },
    revive() {
      life = {};
      isDead = false;
      fatal = Number.POSITIVE_INFINITY;
    },
  };
};
