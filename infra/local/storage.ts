// The engine with its tables and the buckets, in one folder that outlives a run. Independent of any item or object.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Access } from './access.ts';
import { toCors } from './bucket-cors.ts';
import { type Buckets, startBuckets } from './buckets.ts';
import type { CallerIdentity } from './caller-identity.ts';
import type { Clock } from './clock.ts';
import { startEngine } from './engine.ts';
import { createEngineClient } from './engine-client.ts';
import { startExpiry } from './expiry.ts';
import type { FaultBook } from './faults.ts';
import { createGsiLag } from './gsi-lag.ts';
import { createItemHistory } from './item-history.ts';
import type { RunningResources } from './running-resources.ts';
import { keysOfTable } from './table-limits.ts';
import { startTableProxy } from './table-proxy.ts';
import { ensureTable } from './tables.ts';
import type { UsageMeter } from './usage-meter.ts';

export interface StorageOptions {
  readonly running: Pick<RunningResources, 'tables' | 'buckets'>;
  readonly access: Access;
  readonly dataDir: string;
  /** An engine that is already there. */
  readonly dynamoEndpoint: string | undefined;
  readonly clock: Clock;
  readonly usage: UsageMeter;
  readonly faults: FaultBook;
  readonly kill: (caller: CallerIdentity) => void;
  readonly log: (line: string) => void;
  readonly onCrash: (reason: Error) => void;
  /** Told of everything that was started, in order. */
  readonly onStarted: (stop: () => Promise<void>) => void;
}

export const startStorage = async (options: StorageOptions) => {
  const { running, access, dataDir, dynamoEndpoint, clock, usage, faults, kill, log, onCrash, onStarted } =
    options;
  await mkdir(dataDir, { recursive: true });
  const engine = await startEngine({ file: join(dataDir, 'table.db'), endpoint: dynamoEndpoint, onCrash });
  onStarted(engine.stop);
  const call = createEngineClient(engine.endpoint);
  const keysByTable = new Map(running.tables.map(({ ref, value }) => [ref, keysOfTable(value)]));
  const tableKeys = new Set<string>();
  const indexKeys = new Set<string>();
  for (const { ref: table, value } of running.tables) {
    for (const { AttributeName } of value.KeySchema) tableKeys.add(AttributeName);
    for (const { KeySchema } of value.GlobalSecondaryIndexes)
      for (const { AttributeName } of KeySchema) indexKeys.add(AttributeName);
    await ensureTable(call, table, value);
    const { AttributeName: attribute, Enabled: expires } = value.TimeToLiveSpecification ?? {};
    const keys = value.KeySchema.map(({ AttributeName }) => AttributeName);
    if (attribute && expires) startExpiry({ call, clock, table, attribute, keys, faults, log });
  }

  const lag = createGsiLag({
    now: clock.now,
    tableKeys: [...tableKeys],
    indexKeys: [...indexKeys].filter((key) => !tableKeys.has(key)),
  });
  const proxy = await startTableProxy({
    engine: engine.endpoint,
    port: 0,
    access,
    arnOf: (name) => running.tables.find(({ ref }) => ref === name)?.attribute('Arn') ?? name,
    keysOf: (name) => keysByTable.get(name),
    usage,
    faults,
    kill,
    lag,
    history: createItemHistory({
      now: clock.now,
      keysOf: (name) => keysByTable.get(name),
      chances: faults.chances,
    }),
  });
  onStarted(proxy.close);
  const buckets: Buckets = await startBuckets({
    directory: join(dataDir, 'buckets'),
    buckets: running.buckets.map(({ ref, value }) => ({ name: ref, cors: toCors(value) })),
    port: 0,
    access,
    clock,
    log,
  });
  onStarted(buckets.stop);
  return {
    dynamoEndpoint: `http://127.0.0.1:${proxy.port}`,
    s3Endpoint: buckets.endpoint,
    /** Their names, in the order of the template. */
    buckets: running.buckets.map(({ ref }) => ref),
    killEngine: engine.kill,
  };
};
