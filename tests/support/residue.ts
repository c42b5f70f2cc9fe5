// Everything in the running product's table and bucket, for saying what is not there any more, and a deleted chat made older.

import { DynamoDBClient, ScanCommand, type ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { binKey, metaKey } from '../../functions/store/keys.ts';
import { readChat } from '../../functions/store/log.ts';
import type { ChatId } from '../../shared/model.ts';
import { asScene } from './as-scene.ts';
import type { Product } from './product.ts';
import { ofNoFunction, withDb } from './product-db.ts';

/** A deleted chat as it would be, had it been deleted so many milliseconds before: a day of sweeps takes minutes here. */
export const deletedEarlier = (product: Product, chatId: ChatId, ms: number): Promise<void> =>
  withDb(product, async (db) => {
    const chat = await readChat(db, chatId, { consistent: true });
    if (!chat?.closed) throw new Error('the chat is not deleted');
    const at = chat.closed.at - ms;
    await db.delete(binKey(chat.closed.at, chatId), asScene);
    await db.put({ ...binKey(at, chatId) }, asScene);
    await db.update(metaKey(chatId), {
      condition: asScene,
      update: 'SET closed = :closed',
      values: { ':closed': { at } },
    });
  });

/** @returns the whole table and the names and bytes of all files of all buckets, as one text. */
export const readEverything = async (product: Product): Promise<string> => {
  const { dynamoEndpoint, tableName, s3Endpoint } = product.cloud();
  const table = new DynamoDBClient({ ...ofNoFunction, endpoint: dynamoEndpoint });
  const files = new S3Client({ ...ofNoFunction, endpoint: s3Endpoint, forcePathStyle: true });
  try {
    const items: unknown[] = [];
    for (let from: ScanCommandOutput['LastEvaluatedKey']; ; ) {
      const page = await table.send(new ScanCommand({ TableName: tableName, ExclusiveStartKey: from }));
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
      if (!from) break;
    }
    const { Buckets: buckets = [] } = await files.send(new ListBucketsCommand({}));
    for (const { Name: Bucket } of buckets) {
      const { Contents: contents = [] } = await files.send(new ListObjectsV2Command({ Bucket }));
      for (const { Key } of contents) {
        const { Body: body } = await files.send(new GetObjectCommand({ Bucket, Key }));
        items.push(Key, await body?.transformToString('latin1'));
      }
    }
    return JSON.stringify(items);
  } finally {
    table.destroy();
    files.destroy();
  }
};
