// The running product's table through the product's own store.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDb, type Db } from '../../functions/store/db.ts';
import { LOCAL_SECRET } from '../../infra/local/caller-identity.ts';
import type { Product } from './product.ts';

/** Of no function of the product, so that it may see and change all. */
export const ofNoFunction = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'LOCAL.test.0', secretAccessKey: LOCAL_SECRET },
} as const;

export const withDb = async <T>(product: Product, work: (db: Db) => Promise<T>): Promise<T> => {
  const { dynamoEndpoint, tableName } = product.cloud();
  const client = new DynamoDBClient({ ...ofNoFunction, endpoint: dynamoEndpoint });
  try {
    return await work(createDb({ client, table: tableName }));
  } finally {
    client.destroy();
  }
};
