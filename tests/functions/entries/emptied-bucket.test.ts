// A bucket that goes with the stack is empty by then; one that is made or changed keeps what is in it.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { handler } from '../../../functions/entries/origin-secret.ts';
import { type Bucket, startBucket } from '../../support/bucket.ts';

let bucket: Bucket;
let server: Server;
const answers: unknown[] = [];

beforeAll(async () => {
  bucket = await startBucket();
  server = createServer(async (request, response) => {
    answers.push(JSON.parse(await text(request)));
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const s3 = await bucket.client.config.endpoint?.();
  vi.stubEnv('AWS_ENDPOINT_URL_S3', `http://127.0.0.1:${s3?.port}`);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER');
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await bucket.stop();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const ask = async (RequestType: string, Bucket: string) => {
  await handler({
    RequestType,
    ResourceType: 'Custom::EmptiedBucket',
    ResponseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Emptied',
    ...(RequestType !== 'Create' && { PhysicalResourceId: `emptied ${Bucket}` }),
    ResourceProperties: { ServiceToken: 'arn', Bucket },
  });
  return answers.at(-1);
};

test('a bucket is emptied as it goes, and at no other time; again does no harm [S165]', async () => {
  const put = (key: string) =>
    bucket.client.send(new PutObjectCommand({ Bucket: bucket.name, Key: key, Body: 'x' }));
  await Promise.all(Array.from({ length: 40 }, (_, n) => put(`page-${n}.js`)));
  const said = { Status: 'SUCCESS', PhysicalResourceId: `emptied ${bucket.name}` };
  for (const before of ['Create', 'Update']) {
    expect(await ask(before, bucket.name)).toMatchObject(said);
    expect(await bucket.keys()).toHaveLength(40);
  }
  for (const _ of [1, 2]) {
    expect(await ask('Delete', bucket.name)).toMatchObject(said);
    expect(await bucket.keys()).toEqual([]);
  }
});

test('what cannot be emptied is told to CloudFormation, which tries again at the next removal [S165]', async () => {
  expect(await ask('Delete', 'nobodys')).toMatchObject({ Status: 'FAILED' });
});
