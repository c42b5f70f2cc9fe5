// The product's table, on its own for one test file, on the engine of the worker that runs the file. Knows the table's keys, not what is in it.
import { type DynamoDBClient, ScanCommand, type ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import { inject } from 'vitest';
import { createDb, type Db } from '../../functions/store/db.ts';
import { createEngineClient } from '../../infra/local/engine-client.ts';
import { keysOfTable, type TableKeys } from '../../infra/local/table-limits.ts';
import { ensureTable } from '../../infra/local/tables.ts';
import { type CapacityMeter, measureCapacity } from './capacity.ts';
import type { Engines } from './engines.ts';
import { type Around, createTableClient } from './table-client.ts';

export interface Engine {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  readonly db: Db;
  /** The table's name. */
  readonly table: string;
  readonly keys: TableKeys;
  readonly capacity: CapacityMeter;
  /** Does something around every call of `db` and `client` from now on. */
  around(does: Around): void;
  /** Everything in the table: for saying what is not in it. */
  scan(): Promise<unknown[]>;
  /** Starts over with an empty table. */
  clear(): Promise<void>;
  /** The table goes. */
  stop(): Promise<void>;
}

let made = 0;

/** @param engines outside Vitest, which has its own. */
export const startEngine = async (engines: Engines = inject('engines')): Promise<Engine> => {
  const { endpoints, table: properties } = engines;
  const endpoint = endpoints[Number(process.env.VITEST_POOL_ID ?? 0) % endpoints.length] ?? '';
  const keys = keysOfTable(properties);
  const { client, around, destroy } = createTableClient(endpoint, keys);
  const call = createEngineClient(endpoint);
  const table = `test-${process.pid}-${++made}`;
  await ensureTable(call, table, properties);
  return {
    endpoint,
    client,
    db: createDb({ client, table }),
    table,
    keys,
    capacity: measureCapacity(around),
    around,
    async scan() {
      const items: unknown[] = [];
      for (let from: ScanCommandOutput['LastEvaluatedKey']; ; ) {
        const page = await client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: from }));
        items.push(...(page.Items ?? []));
        from = page.LastEvaluatedKey;
        if (!from) return items;
      }
    },
    async clear() {
      await call('DeleteTable', { TableName: table });
      await ensureTable(call, table, properties);
    },
    async stop() {
      await call('DeleteTable', { TableName: table });
      destroy();
    },
  };
};
