// Every limit of infra/local/limits.ts that is a table's bites: at the limit it is taken, one beyond it is refused in DynamoDB's words.
import {
  BatchGetItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../../infra/local/limits.ts';
import { asScene } from '../../support/as-scene.ts';
import { startEngine } from '../../support/engine.ts';
import type { Bite, TableLimit } from './bites.ts';
import { startTestCloud, type TestCloud } from './fixture.ts';
import { INDEXED_TABLE } from './fixture-template.ts';

let cloud: TestCloud;
let table: DynamoDBClient;
beforeAll(async () => {
  cloud = await startTestCloud({ functions: {}, extra: { Table: INDEXED_TABLE } });
  const credentials = { accessKeyId: 'LOCAL.test.1', secretAccessKey: 'local' };
  table = new DynamoDBClient({ endpoint: cloud.dynamoEndpoint, region: 'eu-west-1', credentials });
});
afterAll(async () => {
  table.destroy();
  await cloud.stop();
});

const S = (text: string) => ({ S: text });
const put = (more: Record<string, string>, key: Record<string, string> = { pk: 'a', sk: 'a' }) =>
  table.send(
    new PutItemCommand({
      TableName: cloud.tableName,
      Item: Object.fromEntries(Object.entries({ ...key, ...more }).map(([name, value]) => [name, S(value)])),
    }),
  );
const query = (KeyConditionExpression: string, given: Record<string, string>, IndexName?: string) =>
  table.send(
    new QueryCommand({
      TableName: cloud.tableName,
      IndexName,
      KeyConditionExpression,
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(given).map(([name, value]) => [name, S(value)]),
      ),
    }),
  );
/** With a letter of two bytes, so that characters do not pass for bytes. */
const bytes = (count: number) => `é${'x'.repeat(count - 2)}`;
const invalid = (message: string) => ({
  name: 'ValidationException',
  message: expect.stringContaining(message),
});

const bites: Record<TableLimit, Bite> = {
  tablePartitionKey: {
    it: '2,048 bytes of partition key, in a write and in a query',
    async run() {
      const most = limits.tablePartitionKey.value;
      const message = 'Size of hashkey has exceeded the maximum size limit of2048 bytes';
      await put({}, { pk: bytes(most), sk: 'a' });
      expect((await query('pk = :pk', { ':pk': bytes(most) })).Count).toBe(1);
      const pk = bytes(most + 1);
      await expect(put({}, { pk, sk: 'a' })).rejects.toMatchObject(invalid(message));
      await expect(query('pk = :pk', { ':pk': pk })).rejects.toMatchObject(invalid(message));
      await expect(query('gpk = :pk', { ':pk': pk }, 'lists')).rejects.toMatchObject(invalid(message));
    },
  },
  tableSortKey: {
    it: '1,024 bytes of sort key, in a write and in every form of a query',
    async run() {
      const most = limits.tableSortKey.value;
      const message = 'Aggregated size of all range keys has exceeded the size limit of 1024 bytes';
      await put({}, { pk: 'long', sk: bytes(most) });
      const [fits, sk] = [bytes(most), bytes(most + 1)];
      await expect(put({}, { pk: 'long', sk })).rejects.toMatchObject(invalid(message));
      for (const [condition, more] of [
        ['sk = :sk', {}],
        ['sk>=:sk', {}],
        ['begins_with(sk, :sk)', {}],
        ['sk BETWEEN :from AND :sk', { ':from': 'a' }],
      ] as const) {
        const ask = (value: string) =>
          query(`pk = :pk AND ${condition}`, { ':pk': 'long', ':sk': value, ...more });
        expect((await ask(fits)).Count, condition).toBe(1);
        await expect(ask(sk), condition).rejects.toMatchObject(invalid(message));
      }
    },
  },
  indexPartitionKey: {
    it: '2,048 bytes of partition key of an index',
    async run() {
      const most = limits.indexPartitionKey.value;
      await put({ gpk: bytes(most), gsk: 'a' });
      await expect(put({ gpk: bytes(most + 1), gsk: 'a' })).rejects.toMatchObject(
        invalid(
          `Size limit exceeded for Index Key gpk Actual Size: ${most + 1} bytes Max Size: ${most} bytes`,
        ),
      );
    },
  },
  indexSortKey: {
    it: '1,024 bytes of sort key of an index, by whatever write',
    async run() {
      const [fits, gsk] = [bytes(limits.indexSortKey.value), bytes(limits.indexSortKey.value + 1)];
      const message = 'Size limit exceeded for Index Key gsk Actual Size: 1025 bytes';
      await put({ gpk: 'a', gsk: fits });
      await expect(put({ gpk: 'a', gsk })).rejects.toMatchObject(invalid(message));
      const update = (expression: string, value: string) => ({
        TableName: cloud.tableName,
        Key: { pk: S('a'), sk: S('a') },
        UpdateExpression: expression,
        ExpressionAttributeNames: { '#place': 'gsk' },
        ExpressionAttributeValues: { ':value': S(value), ':other': S('x') },
      });
      for (const expression of [
        'SET colour = :other, #place = :value',
        'SET #place = if_not_exists(#place, :value), colour = :other REMOVE note',
      ]) {
        await table.send(new UpdateItemCommand(update(expression, fits)));
        await expect(table.send(new UpdateItemCommand(update(expression, gsk)))).rejects.toMatchObject(
          invalid(message),
        );
        const transaction = new TransactWriteItemsCommand({
          TransactItems: [
            {
              Put: { TableName: cloud.tableName, Item: { pk: S('b'), sk: S('b') } },
            },
            { Update: update(expression, gsk) },
          ],
        });
        await expect(table.send(transaction)).rejects.toMatchObject({
          name: 'TransactionCanceledException',
          CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }],
        });
      }
      expect((await query('pk = :pk', { ':pk': 'b' })).Count).toBe(0);
    },
  },
  leastKey: {
    it: 'no empty string as a key, in a write and in a query',
    async run() {
      const message = 'cannot contain an empty string value';
      await expect(put({}, { pk: 'a', sk: '' })).rejects.toMatchObject(invalid(`${message}. Key: sk`));
      await expect(put({ gpk: 'a', gsk: '' })).rejects.toMatchObject(
        invalid(`${message}. IndexName: lists, IndexKey: gsk`),
      );
      await expect(query('pk = :pk', { ':pk': '' })).rejects.toMatchObject(invalid(`${message}. Key: pk`));
      for (const condition of ['gsk = :gsk', 'gsk > :gsk', 'begins_with(gsk, :gsk)'])
        await expect(
          query(`gpk = :gpk AND ${condition}`, { ':gpk': 'a', ':gsk': '' }, 'lists'),
        ).rejects.toMatchObject(invalid(`${message}. Key: gsk`));
      // Empty where it is no key, it is a value like any other.
      await put({ note: '' });
      await put({ gpk: 'a', gsk: 'x' });
    },
  },
  inOperands: {
    it: '100 operands of IN',
    async run() {
      const scan = (count: number) => {
        const names = Array.from({ length: count }, (_, n) => `:v${n}`);
        return table.send(
          new ScanCommand({
            TableName: cloud.tableName,
            FilterExpression: `note IN (${names.join(', ')})`,
            ExpressionAttributeValues: Object.fromEntries(names.map((name) => [name, S(name)])),
          }),
        );
      };
      await scan(limits.inOperands.value);
      await expect(scan(limits.inOperands.value + 1)).rejects.toMatchObject(
        invalid('Invalid FilterExpression'),
      );
    },
  },
  batchGetItems: {
    it: '100 keys in a batch, and each once',
    async run() {
      const get = (keys: readonly string[]) =>
        table.send(
          new BatchGetItemCommand({
            RequestItems: { [cloud.tableName]: { Keys: keys.map((sk) => ({ pk: S('batch'), sk: S(sk) })) } },
          }),
        );
      const keys = Array.from({ length: limits.batchGetItems.value }, (_, n) => String(n));
      await get(keys);
      await expect(get([...keys, 'more'])).rejects.toMatchObject({ name: 'ValidationException' });
      await expect(get(['1', '2', '1'])).rejects.toMatchObject(invalid('duplicates'));
    },
  },
};

describe('a limit of a table', () => {
  it.each(Object.values(bites).map((bite) => [bite.it, bite.run] as const))('is %s', (_, run) => run());
});

it('DynamoDB’s are those of the tests of the store too', async () => {
  const engine = await startEngine();
  const longer = bytes(limits.indexSortKey.value + 1);
  const key = { pk: 'a', sk: 'a' };
  await expect(engine.db.put({ ...key, gpk: 'a', gsk: longer }, asScene)).rejects.toMatchObject(
    invalid('Size limit exceeded for Index Key gsk'),
  );
  await expect(engine.db.query({ pk: 'a', from: '' })).rejects.toMatchObject(invalid('Key: sk'));
  await expect(
    engine.db.transact([{ put: { ...key, gpk: 'a', gsk: '' }, when: asScene }]),
  ).rejects.toMatchObject({ name: 'TransactionCanceledException' });
  expect(await engine.scan()).toEqual([]);
  await engine.stop();
});
