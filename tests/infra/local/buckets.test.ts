// The local S3: links that expire by the clock, and the answers S3 gives.
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestCloud, type TestCloud } from './fixture.ts';

let cloud: TestCloud;
let s3: S3Client;
beforeAll(async () => {
  cloud = await startTestCloud();
  s3 = new S3Client({
    endpoint: cloud.s3Endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'LOCAL.transcript.1', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  await s3.send(
    new PutObjectCommand({
      Bucket: 'local-files',
      Key: 'a/b.pdf',
      Body: 'some pdf',
      ContentType: 'application/pdf',
    }),
  );
});
afterAll(async () => {
  s3.destroy();
  await cloud.stop();
});

const link = (expiresIn = 300) =>
  getSignedUrl(
    s3,
    new GetObjectCommand({
      Bucket: 'local-files',
      Key: 'a/b.pdf',
      ResponseContentDisposition: 'attachment; filename="gesprek één.pdf"',
    }),
    { expiresIn },
  );

describe('a bucket', () => {
  it('gives an object by a presigned link, as a download', async () => {
    const answer = await fetch(await link());
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'application/pdf',
      'some pdf',
    ]);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
  });

  it.each([
    [
      'changed signature',
      (url: string) =>
        url.replace(/X-Amz-Signature=./, (text) =>
          text.endsWith('0') ? 'X-Amz-Signature=1' : 'X-Amz-Signature=0',
        ),
    ],
    ['changed key', (url: string) => url.replace('b.pdf', 'c.pdf')],
    ['longer life', (url: string) => url.replace('X-Amz-Expires=300', 'X-Amz-Expires=3000')],
    ['changed file name', (url: string) => url.replace('gesprek', 'andere')],
    ['foreign access key', (url: string) => url.replace('LOCAL.transcript.1', 'OTHER')],
    ['no signature at all', (url: string) => url.replace(/\?.*/, '')],
  ])('refuses a link with a %s', async (_name, change) => {
    expect((await fetch(change(await link()))).status).toBe(403);
  });

  it('[A14] refuses a link that has expired by the time of the clock, and takes the calls of workers at that time', async () => {
    const url = await link(300);
    await cloud.clock.advance(301_000);
    expect((await fetch(url)).status).toBe(403);
    await cloud.clock.advance(3_600_000);
    vi.useFakeTimers({ toFake: ['Date'], now: cloud.clock.now() });
    try {
      await s3.send(new HeadObjectCommand({ Bucket: 'local-files', Key: 'a/b.pdf' }));
      await s3.send(new HeadObjectCommand({ Bucket: 'local-files', Key: 'a/b.pdf' }));
    } finally {
      vi.useRealTimers();
    }
  });

  it('[A14] answers 404 to an object that is not there', async () => {
    const missing = s3.send(new HeadObjectCommand({ Bucket: 'local-files', Key: 'nothing' }));
    await expect(missing).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });
});
