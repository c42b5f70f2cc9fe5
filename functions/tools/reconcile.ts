// Puts an agent's load and the room of the desk right after a restore, while the desk is open: npm run reconcile -- --table NAME [--apply]
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { createDb } from '../store/db.ts';
import { type Drift, reconcile } from '../store/reconcile.ts';

const Options = v.strictObject({
  table: v.pipe(v.string(), v.minLength(1)),
  apply: v.optional(v.boolean(), false),
});
const USAGE = 'Usage: npm run reconcile -- --table NAME [--apply]';

/** Longer than an index was ever seen to lag behind its table. */
const SETTLE_MS = 5000;

const describe = ({ loads, room }: Drift, apply: boolean): string => {
  const lines = loads.map(({ name, kept, counted }) => `Load of ${name}: ${kept} is kept, ${counted} it is.`);
  if (room.kept !== room.counted) lines.push(`Room: ${room.kept} is kept, ${room.counted} it is.`);
  if (lines.length === 0) return 'Everything kept is as it is counted.';
  return [...lines, apply ? 'Put right.' : 'Nothing was changed; --apply puts it right.'].join('\n');
};

/** @returns the exit code: 0 as it should be or put right, 1 not, 2 not understood. */
export const main = async (args: readonly string[], settleMs = SETTLE_MS): Promise<number> => {
  const { values } = parseArgs({
    args: [...args],
    options: { table: { type: 'string', default: '' }, apply: { type: 'boolean' } },
    strict: false,
  });
  const options = v.safeParse(Options, { ...values });
  if (!options.success) return say(USAGE, 2);
  const { table, apply } = options.output;
  try {
    const db = createDb({ client: new DynamoDBClient({}), table });
    const drift = await reconcile(db, { apply, wait: () => sleep(settleMs) });
    if (!drift) return say('The desk never stood still; try again at a quieter moment.', 1);
    const isRight = drift.loads.length === 0 && drift.room.kept === drift.room.counted;
    return say(describe(drift, apply), isRight || apply ? 0 : 1);
  } catch (error) {
    return say(`Table ${table} cannot be used: ${error instanceof Error ? error.message : error}`, 1);
  }
};

const say = (text: string, code: number): number => {
  process.stderr.write(`${text}\n`);
  return code;
};

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
