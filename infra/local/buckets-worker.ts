// The inside of the local S3: s3rver, in a thread of its own so that its time is the cloud's time. Independent of any bucket of the product.
import { MessageChannel, parentPort, workerData } from 'node:worker_threads';
import S3rver, { type Context } from '@20minutes/s3rver';
import accounts from '@20minutes/s3rver/lib/models/account.js';
import * as v from 'valibot';
import { findRefusal, Statement } from './access.ts';
import { needOfKnowing, needsOfRequest } from './bucket-needs.ts';
import { mendBucketSignature } from './bucket-signature.ts';
import { callerOf, isLocalKey, LOCAL_SECRET } from './caller-identity.ts';
import { installFakeDate } from './fake-date.ts';

const { port, directory, buckets, grants, clock } = v.parse(
  v.object({
    port: v.number(),
    directory: v.string(),
    buckets: v.array(v.object({ name: v.string(), cors: v.optional(v.string()) })),
    grants: v.map(v.string(), v.object({ user: v.string(), statements: v.array(Statement) })),
    clock: v.instance(SharedArrayBuffer),
  }),
  workerData,
);

installFakeDate(clock);
mendBucketSignature();

// Every worker of the local cloud signs with a key of its own; all have one secret.
const account = { accessKeys: { get: () => LOCAL_SECRET } };
accounts.registry.get = (accessKey) => (isLocalKey(accessKey) ? account : undefined);

const server = new S3rver({
  address: '127.0.0.1',
  port,
  directory,
  silent: true,
  vhostBuckets: false,
  configureBuckets: buckets.map(({ name, cors }) => ({ name, configs: cors === undefined ? [] : [cors] })),
});

server.middleware.unshift(async (context, next) => {
  // Without a Date the SDK does not correct its clock, which may have been moved.
  context.res.sendDate = false;
  // A browser asks whether it may ask: before anything is signed, and of no bucket without rules for it.
  if (context.method === 'OPTIONS') return next();
  // s3rver serves the unsigned; the buckets of the template are private.
  const isSigned = context.get('authorization') || context.query['X-Amz-Signature'];
  const caller = callerOf({ authorization: signatureOf(context) })?.function;
  if (!isSigned || (caller !== undefined && (await refuses(caller, context)))) return deny(context);
  try {
    await next();
  } catch (error) {
    if (!isMissing(error) || caller === undefined) throw error;
    if (!findRefusal(grants, caller, [needOfKnowing(context.path)])) throw error;
    deny(context);
  }
});

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'NoSuchKey';
}

/** Whoever has a presigned link has what its signer may, at the time it is followed. */
function signatureOf(context: Context): string {
  return context.get('authorization') || `Credential=${context.query['X-Amz-Credential'] ?? ''}`;
}

async function refuses(caller: string, { method, path, query }: Context): Promise<boolean> {
  const needs = needsOfRequest({ method, path: decodeURIComponent(path), query: Object.keys(query) });
  const refusal = needs
    ? findRefusal(grants, caller, needs)
    : `The local cloud does not know what ${method} ${path} needs of a role; see infra/local/bucket-needs.ts.`;
  if (refusal) await tell(refusal);
  return refusal !== undefined;
}

/** Resolves once the cloud has noted it, so that whoever was refused finds it there. */
async function tell(refused: string): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise((resolve) => port1.once('message', resolve));
  parentPort?.postMessage({ refused, noted: port2 }, [port2]);
  await answered;
  port1.close();
}

function deny(context: Context): void {
  context.status = 403;
  context.body =
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
}

try {
  const address = await server.run();
  parentPort?.postMessage({ port: address.port });
} catch (error) {
  parentPort?.postMessage({ failed: error instanceof Error ? error.message : String(error) });
}
