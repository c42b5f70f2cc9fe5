// An engine that refuses what DynamoDB refuses when two transactions meet on an item: this one does one thing after the other.
import { setTimeout as sleep } from 'node:timers/promises';
import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { createOverlaps } from '../../infra/local/overlaps.ts';
import type { Engine } from './engine.ts';

export interface Conflicts {
  /** Transactions and writes that met another one. */
  count(): number;
  /** Write units that AWS bills for them: 1, in a transaction 2 for each of its items. */
  units(): number;
}

/** Milliseconds a transaction is under way at least: as long as one takes within a Region. */
const UNDER_WAY_MS = 10;

export const refuseOverlaps = (engine: Engine): Conflicts => {
  const overlaps = createOverlaps();
  let count = 0;
  let units = 0;
  engine.around(async ({ name, input }, next) => {
    const { conflicts, end } = overlaps.begin(name, input);
    if (conflicts.includes(true)) {
      count++;
      const given = { message: 'Transaction is ongoing for the item', $metadata: {} };
      if (name !== 'TransactWriteItems') {
        units++;
        throw new TransactionConflictException(given);
      }
      units += 2 * conflicts.length;
      throw new TransactionCanceledException({
        ...given,
        CancellationReasons: conflicts.map((isMet) => ({ Code: isMet ? 'TransactionConflict' : 'None' })),
      });
    }
    try {
      if (name === 'TransactWriteItems') await sleep(UNDER_WAY_MS);
      return await next();
    } finally {
      end();
    }
  });
  return { count: () => count, units: () => units };
};
