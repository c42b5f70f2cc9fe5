// The inside of the local S3: s3rver, in a thread of its own so that its time is the cloud's time. Knows no bucket of the product.
import { parentPort, workerData } from 'node:worker_threads';
import S3rver from '@20minutes/s3rver';
import accounts from '@20minutes/s3rver/lib/models/account.js';
import * as v from 'valibot';
import { isLocalKey, LOCAL_SECRET } from './caller.ts';
import { moveDate } from './moved-date.ts';

const { port, directory, buckets, clock } = v.parse(
  v.object({
    port: v.number(),
    directory: v.string(),
    buckets: v.array(v.string()),
    clock: v.instance(SharedArrayBuffer),
  }),
  workerData,
);

moveDate(clock);

// Every worker of the local cloud signs with a key of its own; all have one secret.
const account = { accessKeys: { get: () => LOCAL_SECRET } };
accounts.registry.get = (accessKey) => (isLocalKey(accessKey) ? account : undefined);

const server = new S3rver({
  address: '127.0.0.1',
  port,
  directory,
  silent: true,
  vhostBuckets: false,
  configureBuckets: buckets.map((name) => ({ name, configs: [] })),
});

server.middleware.unshift(async (context, next) => {
  // Without a Date the SDK does not correct its clock, which may have been moved.
  context.res.sendDate = false;
  // s3rver serves the unsigned; the buckets of the template are private.
  if (context.get('authorization') || context.query['X-Amz-Signature']) return next();
  context.status = 403;
  context.body =
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
});

try {
  const address = await server.run();
  parentPort?.postMessage({ port: address.port });
} catch (error) {
  parentPort?.postMessage({ failed: error instanceof Error ? error.message : String(error) });
}
