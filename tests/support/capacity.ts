// Counts what DynamoDB says a piece of work consumed, in its own units. Independent of any item of the product.
import * as v from 'valibot';
import type { Around } from './table-client.ts';

export interface Spent {
  /** Read request units, as DynamoDB reports them. */
  readonly read: number;
  /** Write request units; a write that its condition refused is not reported, so not in here: see `refused`. */
  readonly write: number;
  /** Names of the commands sent, in order, e.g. `Query`. */
  readonly calls: readonly string[];
  /** Commands that ended in an error, a refused condition included. */
  readonly refused: number;
}

/** One command as it was sent and what it took. */
export interface Call {
  readonly name: string;
  readonly kind: 'read' | 'write';
  /** As given to the SDK's command, in DynamoDB's own form of values. */
  readonly input: unknown;
  /** Units on the table and on its index. */
  readonly table: number;
  readonly index: number;
  /** Write units AWS bills for a refused write and does not report: 1, in a transaction 2 for each of its items. */
  readonly refused: number;
}

export interface CapacityMeter {
  /** Starts counting; call what it gives to read the total since then. */
  mark(): () => Spent;
  /** Tells of every command, until what it gives is called. */
  onCall(hear: (call: Call) => void): () => void;
}

const Units = v.object({ CapacityUnits: v.optional(v.number(), 0) });
const Consumed = v.object({
  ...Units.entries,
  GlobalSecondaryIndexes: v.optional(v.record(v.string(), Units), {}),
});
const Output = v.object({ ConsumedCapacity: v.optional(v.union([v.array(Consumed), Consumed])) });
const Transaction = v.object({ TransactItems: v.array(v.unknown()) });

const readCommands = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);
const measured = new Set([
  ...readCommands,
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
]);

const sum = (units: readonly v.InferOutput<typeof Units>[]): number =>
  units.reduce((total, { CapacityUnits }) => total + CapacityUnits, 0);

const unitsOf = (output: unknown): { table: number; index: number } => {
  const consumed = [v.parse(Output, output).ConsumedCapacity ?? []].flat();
  const index = sum(consumed.flatMap(({ GlobalSecondaryIndexes }) => Object.values(GlobalSecondaryIndexes)));
  return { table: sum(consumed) - index, index };
};

const refusedUnits = (input: unknown): number => {
  const transaction = v.safeParse(Transaction, input);
  return transaction.success ? 2 * transaction.output.TransactItems.length : 1;
};

/** Makes every call report its capacity, and adds it up. */
export const measureCapacity = (around: (does: Around) => void): CapacityMeter => {
  const calls: string[] = [];
  const listeners = new Set<(call: Call) => void>();
  let read = 0;
  let write = 0;
  let refused = 0;

  around(async ({ name, input }, next) => {
    if (!measured.has(name)) return next();
    const kind = readCommands.has(name) ? 'read' : 'write';
    const tell = (units: Pick<Call, 'table' | 'index' | 'refused'>) => {
      for (const hear of listeners) hear({ name, kind, input, ...units });
    };
    calls.push(name);
    input.ReturnConsumedCapacity = 'INDEXES';
    try {
      const output = await next();
      const { table, index } = unitsOf(output);
      if (kind === 'read') read += table + index;
      else write += table + index;
      tell({ table, index, refused: 0 });
      return output;
    } catch (error) {
      refused++;
      tell({ table: 0, index: 0, refused: kind === 'write' ? refusedUnits(input) : 0 });
      throw error;
    }
  });

  return {
    mark() {
      const start = { read, write, refused, calls: calls.length };
      return () => ({
        read: read - start.read,
        write: write - start.write,
        refused: refused - start.refused,
        calls: calls.slice(start.calls),
      });
    },
    onCall(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
  };
};
