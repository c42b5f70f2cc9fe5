// Starts a real DynamoDB-compatible engine with the product's table for one test file. Knows the table's keys, not what is in it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DynamoDBClient,
  DynamoDBServiceException,
  ScanCommand,
  type ScanCommandOutput,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { createDb, type Db } from '../../functions/store/db.ts';
import { refuseCall, type TableKeys } from '../../infra/local/table-limits.ts';
import { type CapacityMeter, measureCapacity } from './capacity.ts';
import { STEP_MS } from './patience.ts';

export interface Engine {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  readonly db: Db;
  /** The table's name. */
  readonly table: string;
  readonly capacity: CapacityMeter;
  /** Everything in the table: for saying what is not in it. */
  scan(): Promise<unknown[]>;
  /** Starts over with an empty table. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** A process of its own, in memory; `DYNAMODB_ENDPOINT` names an engine to use instead, which then gets a table of its own. */
export const startEngine = async (): Promise<Engine> => {
  const shared = process.env.DYNAMODB_ENDPOINT;
  const { endpoint, stop } = shared ? { endpoint: shared, stop: async () => {} } : await startProcess();
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  refuseAsDynamoDbDoes(client);
  const table = `test-${process.pid}-${Date.now()}`;
  await createTable(client, table);
  return {
    endpoint,
    client,
    db: createDb({ client, table }),
    table,
    capacity: measureCapacity(client),
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
      await client.send(new DeleteTableCommand({ TableName: table }));
      await createTable(client, table);
    },
    async stop() {
      client.destroy();
      await stop();
    },
  };
};

/** The engine takes what DynamoDB refuses (infra/local/limits.ts); the local cloud's proxy does the same before it. */
const refuseAsDynamoDbDoes = (client: DynamoDBClient): void => {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const operation = commandName.replace(/Command$/, '');
        const refusal = refuseCall(operation, JSON.stringify(args.input), () => TABLE_KEYS);
        if (!refusal) return next(args);
        const message = 'message' in refusal ? refusal.message : refusal.reasons.find(Boolean);
        throw new DynamoDBServiceException({
          name: 'message' in refusal ? 'ValidationException' : 'TransactionCanceledException',
          $fault: 'client',
          $metadata: { httpStatusCode: 400 },
          message: message ?? '',
        });
      },
    { step: 'initialize', name: 'refuseAsDynamoDbDoes' },
  );
};

const startProcess = async (attempts = 5): Promise<{ endpoint: string; stop(): Promise<void> }> => {
  const port = await freePort();
  const binary = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  const child = spawn(binary, ['serve', '--port', String(port)], { stdio: ['ignore', 'ignore', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    kill();
    await exited;
  };
  if (await isListening(child)) return { endpoint: `http://127.0.0.1:${port}`, stop };
  await stop();
  // Another process may have taken the port between asking for it and using it.
  if (attempts <= 1) throw new Error('the engine does not start');
  return startProcess(attempts - 1);
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
};

/** It says so on its standard error; when it cannot, it ends. */
const isListening = async (child: ChildProcess): Promise<boolean> => {
  const { stderr } = child;
  if (!stderr) return false;
  const listening = new Promise<boolean>((resolve) => {
    createInterface({ input: stderr }).on('line', (line) => line.includes('listening on') && resolve(true));
  });
  const ended = once(child, 'exit').then(
    () => false,
    () => false,
  );
  return Promise.race([listening, ended]);
};

/** The keys of the product's table. */
export const TABLE_KEYS: TableKeys = {
  hash: 'pk',
  range: 'sk',
  indexes: new Map([['lists', { hash: 'gpk', range: 'gsk' }]]),
};

const createTable = async (client: DynamoDBClient, table: string): Promise<void> => {
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' }) as const;
  const schema = ({
    hash,
    range,
  }: Pick<TableKeys, 'hash' | 'range'>): CreateTableCommandInput['KeySchema'] => [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ];
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'gpk', 'gsk'].map(text),
      KeySchema: schema(TABLE_KEYS),
      GlobalSecondaryIndexes: [...TABLE_KEYS.indexes].map(([IndexName, keys]) => ({
        IndexName,
        KeySchema: schema(keys),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: STEP_MS / 1000, minDelay: 1 }, { TableName: table });
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: table,
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    }),
  );
};
