// Counts what DynamoDB says a piece of work consumed, in its own units. Knows no item of the product.
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';

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

export interface CapacityMeter {
  /** Starts counting; call what it gives to read the total since then. */
  mark(): () => Spent;
}

const Consumed = v.object({ CapacityUnits: v.optional(v.number(), 0) });
const Output = v.object({ ConsumedCapacity: v.optional(v.union([v.array(Consumed), Consumed])) });

const readCommands = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);
const measured = new Set([
  ...readCommands,
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
]);

const unitsOf = (output: unknown): number => {
  const { ConsumedCapacity: consumed = [] } = v.parse(Output, output);
  return [consumed].flat().reduce((sum, { CapacityUnits: units }) => sum + units, 0);
};

/** Makes every call of `client` report its capacity, and adds it up. */
export const measureCapacity = (client: DynamoDBClient): CapacityMeter => {
  const calls: string[] = [];
  let read = 0;
  let write = 0;
  let refused = 0;

  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const name = commandName.replace(/Command$/, '');
        if (!measured.has(name)) return next(args);
        calls.push(name);
        Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        try {
          const result = await next(args);
          const units = unitsOf(result.output);
          if (readCommands.has(name)) read += units;
          else write += units;
          return result;
        } catch (error) {
          refused++;
          throw error;
        }
      },
    { step: 'initialize', name: 'measureCapacity' },
  );

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
  };
};
