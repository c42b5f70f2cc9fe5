// The tests' own way to the engine (support/table-client.ts) gives the store what the SDK gives it, refusals included.
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDb, type Db } from '../../../functions/store/db.ts';
import { asScene } from '../../support/as-scene.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
let sdk: DynamoDBClient;
beforeAll(async () => {
  engine = await startEngine();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  sdk = new DynamoDBClient({ endpoint: engine.endpoint, region: 'eu-west-1', credentials });
});
afterAll(async () => {
  sdk.destroy();
  await engine.stop();
});

const of = (pk: string, sk = '1') => ({ pk, sk });
const isNew = { condition: 'attribute_not_exists(pk)' };
const bump = (condition: string | typeof asScene) => ({
  update: 'SET #n = #n + :one',
  condition,
  names: { '#n': 'n' },
  values: { ':one': 1 },
});

/** Everything the store can be told, one after another. */
const pushesTo = async (db: Db): Promise<unknown[]> => {
  const first = { ...of('a'), gpk: 'list', gsk: '1', n: 1, deep: { list: ['é', 2.5, null, true] } };
  const calls: (() => Promise<unknown>)[] = [
    () => db.put(first, isNew),
    () => db.put({ ...first, n: 2 }, isNew),
    () => db.get(of('a'), { consistent: true }),
    () => db.get(of('nobody')),
    () => db.update(of('a'), bump(asScene)),
    () => db.update(of('a'), bump('#n > :one AND attribute_not_exists(pk)')),
    () => db.update(of('nobody'), bump('attribute_exists(pk)')),
    () => db.update(of('a'), { ...bump(asScene), update: 'SET nonsense' }),
    () => db.put({ ...of('a', '2'), gone: undefined }, asScene),
    () => db.query({ pk: 'a', limit: 1 }),
    () => db.query({ pk: 'a', from: '1', to: '2', backwards: true }),
    () => db.query({ pk: 'list', index: 'lists' }),
    () => db.getAll([of('a'), of('a', '2'), of('nobody')]),
    () =>
      db.transact([
        { put: of('b'), when: isNew },
        { update: of('a'), by: bump(asScene) },
      ]),
    () =>
      db.transact([
        { put: of('c'), when: isNew },
        { put: of('b'), when: isNew },
      ]),
    () =>
      db.transact([
        { delete: of('c'), when: asScene },
        { check: of('c'), when: { condition: 'attribute_exists(pk)' } },
      ]),
    () => db.put({ pk: '', sk: '1' }, asScene),
    () => db.delete(of('a'), { condition: 'attribute_not_exists(pk)' }),
    () => db.delete(of('a'), asScene),
    () => db.delete(of('a'), asScene),
  ];
  const told: unknown[] = [];
  for (const call of calls)
    told.push(
      await call().catch((error: Error) => [error.name, Object.getPrototypeOf(error).constructor.name]),
    );
  return told;
};

it('answers and refuses alike', async () => {
  const own = await pushesTo(engine.db);
  await engine.clear();
  const theirs = await pushesTo(createDb({ client: sdk, table: engine.table }));
  expect(own).toEqual(theirs);
});

it('says what was consumed alike', async () => {
  const Item = { pk: { S: 'a' }, sk: { S: '1' }, text: { S: 'x'.repeat(3_000) } };
  const Key = { pk: { S: 'a' }, sk: { S: '1' } };
  const common = { TableName: engine.table, ReturnConsumedCapacity: 'INDEXES' } as const;
  const consume = async ({ client }: { client: DynamoDBClient }) => [
    (await client.send(new PutItemCommand({ ...common, Item }))).ConsumedCapacity,
    (await client.send(new GetItemCommand({ ...common, Key }))).ConsumedCapacity,
  ];
  expect(await consume(engine)).toEqual(await consume({ client: sdk }));
});
