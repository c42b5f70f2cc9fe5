// Time to live: takes expired items out of a table, late and for free, as DynamoDB does. Independent of any item.
import * as v from 'valibot';
import type { Clock } from './clock.ts';
import type { CallEngine } from './engine-client.ts';
import type { FaultBook } from './faults.ts';

export interface ExpiryOptions {
  readonly call: CallEngine;
  readonly clock: Clock;
  readonly table: string;
  /** The attribute with the time, in seconds. */
  readonly attribute: string;
  /** The names of the key attributes. */
  readonly keys: readonly string[];
  readonly faults: Pick<FaultBook, 'keepsExpired'>;
  readonly log: (line: string) => void;
}

/** AWS takes up to two days; an hour keeps the table of a day's work small, and still shows who relies on it. */
const EVERY_MS = 60 * 60_000;

const Page = v.object({
  Items: v.optional(v.array(v.record(v.string(), v.unknown())), []),
  LastEvaluatedKey: v.optional(v.record(v.string(), v.unknown())),
});

export const startExpiry = ({ call, clock, table, attribute, keys, faults, log }: ExpiryOptions): void => {
  const expired = () => ({
    TableName: table,
    ExpressionAttributeNames: { '#expires': attribute },
    ExpressionAttributeValues: { ':now': { N: String(Math.floor(clock.now() / 1000)) } },
  });

  const sweep = async () => {
    if (faults.keepsExpired()) return;
    let from: Record<string, unknown> | undefined;
    do {
      const query = { ...expired(), FilterExpression: '#expires < :now', ExclusiveStartKey: from };
      const page = v.parse(Page, await call('Scan', query));
      for (const item of page.Items) {
        const Key = Object.fromEntries(keys.map((name) => [name, item[name]]));
        await call('DeleteItem', { ...expired(), Key, ConditionExpression: '#expires < :now' }).catch(
          unlessRenewed,
        );
      }
      from = page.LastEvaluatedKey;
    } while (from);
  };

  const arm = () => {
    clock.after(EVERY_MS, () => {
      arm();
      return sweep().catch((error) => log(`time to live: ${error instanceof Error ? error.message : error}`));
    });
  };
  arm();
};

const unlessRenewed = (error: unknown) => {
  if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error;
};
