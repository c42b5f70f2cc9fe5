// A real S3 for one test file: a server with one bucket, and a client as the local deployment has it.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { mendBucketSignature } from '../../infra/local/bucket-signature.ts';

/** The package has no types; this is what is used of it. */
interface Server {
  configureBuckets(): Promise<unknown>;
  callback(): RequestListener;
}
const S3rver: new (options: {
  directory: string;
  silent: boolean;
  configureBuckets: { name: string }[];
}) => Server = createRequire(import.meta.url)('@20minutes/s3rver');

export interface Bucket {
  readonly client: S3Client;
  readonly name: string;
  /** The keys in it. */
  keys(): Promise<string[]>;
  stop(): Promise<void>;
}

export const startBucket = async (): Promise<Bucket> => {
  mendBucketSignature();
  const name = 'transcripts';
  const directory = await mkdtemp(join(tmpdir(), 'bucket-'));
  const s3 = new S3rver({ directory, silent: true, configureBuckets: [{ name }] });
  await s3.configureBuckets();
  const server = createServer(s3.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const endpoint = `http://127.0.0.1:${address.port}`;
  const client = new S3Client({
    endpoint,
    region: 'eu-west-1',
    // The only key pair s3rver knows.
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return {
    client,
    name,
    async keys() {
      // It lets anyone list, which the bucket of a deployment does not.
      const list = await (await fetch(`${endpoint}/${name}?list-type=2`)).text();
      return Array.from(list.matchAll(/<Key>([^<]*)<\/Key>/g), ([, key = '']) => key);
    },
    async stop() {
      client.destroy();
      server.closeAllConnections();
      server.close();
      await rm(directory, { recursive: true });
    },
  };
};
