// What only AWS answers: transactions that meet another write, and reads that come back in part.

import {
  BatchGetItemCommand,
  DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { createDb, type Write } from '../../../functions/store/db.ts';
import { asScene } from '../../support/as-scene.ts';

const client = mockClient(DynamoDBClient);
beforeEach(() => client.reset());

const db = createDb({ client: new DynamoDBClient({ region: 'eu-west-1' }), table: 'table' });
const writes: Write[] = [
  { put: { pk: 'a', sk: '1' }, when: asScene },
  { put: { pk: 'b', sk: '1' }, when: asScene },
];
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: '',
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

it('tells a conflict, which may be tried again, from a condition that does not hold', async () => {
  client.on(TransactWriteItemsCommand).rejects(cancelled('None', 'TransactionConflict'));
  expect(await db.transact(writes)).toEqual({ conflict: true });
  client.on(TransactWriteItemsCommand).rejects(cancelled('ConditionalCheckFailed', 'TransactionConflict'));
  expect(await db.transact(writes)).toEqual({ refused: [{}, undefined] });
});

it('throws what is neither: a bug or an outage is not a refusal', async () => {
  client.on(TransactWriteItemsCommand).rejects(cancelled('ValidationError', 'None'));
  await expect(db.transact(writes)).rejects.toThrow(TransactionCanceledException);
});

it('asks again for the keys a batch could not take', async () => {
  const key = (pk: string) => ({ pk: { S: pk }, sk: { S: '1' } });
  client
    .on(BatchGetItemCommand)
    .resolvesOnce({ Responses: { table: [key('a')] }, UnprocessedKeys: { table: { Keys: [key('b')] } } })
    .resolvesOnce({ Responses: { table: [key('b')] } });
  const found = await db.getAll([
    { pk: 'a', sk: '1' },
    { pk: 'b', sk: '1' },
  ]);
  expect(found).toEqual([
    { pk: 'a', sk: '1' },
    { pk: 'b', sk: '1' },
  ]);
});
