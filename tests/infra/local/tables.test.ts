// The local table: its data between runs, time to live, the units that are counted, the faults that strike.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CALL_DYNAMODB, startTestCloud, type TestCloud } from './fixture.ts';

/** Does what the event says with the table and gives back what the engine said. */
const WORK = `${CALL_DYNAMODB}
export const handler = async ({ operation, input }) => call(operation, input);`;
const put = (sk: string, more: Record<string, unknown> = {}) => ({
  operation: 'PutItem',
  input: { Item: { pk: { S: 'a' }, sk: { S: sk } }, ...more },
});

let cloud: TestCloud;
let client: DynamoDBClient;
const clientOf = (endpoint: string) =>
  new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
beforeAll(async () => {
  cloud = await startTestCloud({ functions: { Work: WORK } });
  client = clientOf(cloud.dynamoEndpoint);
});
afterAll(() => cloud.stop());
afterEach(() => cloud.faults.clear());

const find = async (sk: string, from = client) =>
  (
    await from.send(
      new GetItemCommand({ TableName: cloud.tableName, Key: { pk: { S: 'a' }, sk: { S: sk } } }),
    )
  ).Item;

describe('the table', () => {
  it('is the one of the template, and keeps its data between runs', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'local-cloud-data-'));
    const first = await startTestCloud({ functions: { Work: WORK } }, { dataDir });
    await first.invoke('work', put('kept'));
    await first.stop();
    const second = await startTestCloud({ functions: { Work: WORK } }, { dataDir });
    expect(await find('kept', clientOf(second.dynamoEndpoint))).toEqual({
      pk: { S: 'a' },
      sk: { S: 'kept' },
    });
    await second.stop();
    await rm(dataDir, { recursive: true });
  });

  it('says in one line that the data is of another template', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'local-cloud-data-'));
    await (await startTestCloud({}, { dataDir })).stop();
    const other = {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      },
    };
    await expect(startTestCloud({ extra: { Table: other } }, { dataDir })).rejects.toMatchObject({
      name: 'UserError',
      message:
        'The data of the last run has other keys or indexes than the template (local-Table); start once with --fresh.',
    });
    await rm(dataDir, { recursive: true });
  });
});

describe('time to live', () => {
  it('takes out what has expired by the time of the clock, within an hour and not at once', async () => {
    const at = (ms: number) => ({ N: String(Math.floor((cloud.clock.now() + ms) / 1000)) });
    const timed = (sk: string, expiresAt: unknown) =>
      put(sk, { Item: { pk: { S: 'a' }, sk: { S: sk }, expiresAt } });
    await cloud.invoke('work', timed('soon', at(60_000)));
    await cloud.invoke('work', timed('later', at(3 * 3_600_000)));
    await cloud.clock.advance(120_000);
    expect(await find('soon')).toBeDefined();
    await cloud.clock.advance(3_600_000);
    expect(await find('soon')).toBeUndefined();
    expect(await find('later')).toBeDefined();
  });
});

describe('the ledger', () => {
  it('counts capacity units and calls per function, and the function does not see it', async () => {
    cloud.usage.reset();
    const answer = await cloud.invoke('work', put('counted'));
    expect(answer).toEqual({ result: {} });
    await cloud.invoke('work', {
      operation: 'GetItem',
      input: { Key: { pk: { S: 'a' }, sk: { S: 'counted' } } },
    });
    await cloud.invoke('work', put('counted', { ConditionExpression: 'attribute_not_exists(pk)' }));
    await client.send(
      new PutItemCommand({ TableName: cloud.tableName, Item: { pk: { S: 'a' }, sk: { S: 'x' } } }),
    );
    expect(cloud.usage.snapshot().functions.work).toMatchObject({
      writes: 1,
      reads: 0.5,
      refusedWrites: 1,
      operations: { PutItem: 2, GetItem: 1 },
    });
    expect(cloud.usage.snapshot().functions['-']).toMatchObject({ writes: 1 });
  });

  it('leaves the capacity in the answer when the function asks for it', async () => {
    const answer = await cloud.invoke('work', put('asked', { ReturnConsumedCapacity: 'TOTAL' }));
    expect(answer).toEqual({
      result: { ConsumedCapacity: { TableName: cloud.tableName, CapacityUnits: 1 } },
    });
  });
});

describe('a fault', () => {
  it('kills the worker after the engine did the work and before the function knows', async () => {
    const kill = cloud.faults.killAfter({ function: 'work', operation: 'PutItem' });
    const answer = await cloud.invoke('work', put('killed'));
    await kill.hit;
    expect(answer).toMatchObject({ error: { errorType: 'Runtime.ExitError' } });
    expect(await find('killed')).toBeDefined();
    expect(await cloud.invoke('work', put('after'))).toEqual({ result: {} });
    expect(kill.hits).toBe(1);
  });

  it('kills the worker before the engine sees the work', async () => {
    cloud.faults.killBefore({ function: 'work', operation: 'PutItem' });
    expect(await cloud.invoke('work', put('never'))).toMatchObject({
      error: { errorType: 'Runtime.ExitError' },
    });
    expect(await find('never')).toBeUndefined();
  });

  it('strikes only the function and the operation it names', async () => {
    const kill = cloud.faults.killAfter({ function: 'other' });
    cloud.faults.killAfter({ function: 'work', operation: 'DeleteItem' });
    expect(await cloud.invoke('work', put('spared'))).toEqual({ result: {} });
    expect(kill.hits).toBe(0);
  });

  it('throttles and conflicts in the words of DynamoDB', async () => {
    cloud.faults.throttle({ function: 'work' });
    expect(await cloud.invoke('work', put('t'))).toMatchObject({
      result: { __type: expect.stringMatching(/#ProvisionedThroughputExceededException$/) },
    });
    cloud.faults.conflict({ function: 'work' });
    const transaction = { operation: 'TransactWriteItems', input: { TransactItems: [{}, {}] } };
    expect(await cloud.invoke('work', transaction)).toMatchObject({
      result: {
        __type: expect.stringMatching(/#TransactionCanceledException$/),
        CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'TransactionConflict' }],
      },
    });
  });

  it('loses the reply of work that was done', async () => {
    cloud.faults.loseReply({ operation: 'PutItem' });
    const lost = client.send(
      new PutItemCommand({ TableName: cloud.tableName, Item: { pk: { S: 'a' }, sk: { S: 'lost' } } }),
    );
    await expect(lost).rejects.toThrow();
    expect(await find('lost')).toBeDefined();
  });

  it('strikes by chance, the same for the same seed', async () => {
    const struck = async () => {
      const one = await startTestCloud({ functions: { Work: WORK } }, { randomSeed: 7 });
      one.faults.throttle({ share: 0.5, times: Number.POSITIVE_INFINITY });
      const answers = [];
      for (let n = 0; n < 12; n += 1)
        answers.push(
          '__type' in Object(((await one.invoke('work', put(`${n}`))) as { result?: object }).result),
        );
      await one.stop();
      return answers;
    };
    const [first, second] = await Promise.all([struck(), struck()]);
    expect(first).toEqual(second);
    expect(new Set(first).size).toBe(2);
  });
});
