// Everything in the running product's table and bucket, for saying what is not there any more. Knows no item.
import { DynamoDBClient, ScanCommand, type ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { LOCAL_SECRET } from '../../infra/local/caller.ts';
import type { Product } from './product.ts';

/** Of no function of the product, so that it may see all. */
const credentials = { accessKeyId: 'LOCAL.test.0', secretAccessKey: LOCAL_SECRET };
const region = 'eu-west-1';

/** @returns the whole table and the names and bytes of all files, as one text. */
export const readEverything = async (product: Product, bucket: string): Promise<string> => {
  const { dynamoEndpoint, tableName, s3Endpoint } = product.cloud();
  const table = new DynamoDBClient({ endpoint: dynamoEndpoint, region, credentials });
  const files = new S3Client({ endpoint: s3Endpoint, region, credentials, forcePathStyle: true });
  try {
    const items: unknown[] = [];
    for (let from: ScanCommandOutput['LastEvaluatedKey']; ; ) {
      const page = await table.send(new ScanCommand({ TableName: tableName, ExclusiveStartKey: from }));
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
      if (!from) break;
    }
    const { Contents: contents = [] } = await files.send(new ListObjectsV2Command({ Bucket: bucket }));
    for (const { Key } of contents) {
      const { Body: body } = await files.send(new GetObjectCommand({ Bucket: bucket, Key }));
      items.push(Key, await body?.transformToString('latin1'));
    }
    return JSON.stringify(items);
  } finally {
    table.destroy();
    files.destroy();
  }
};
