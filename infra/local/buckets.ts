// The local S3: starts it with the buckets of the template and keeps their objects in a folder. Independent of any object.
import { mkdir } from 'node:fs/promises';
import { MessagePort, Worker } from 'node:worker_threads';
import * as v from 'valibot';
import type { Access } from './access.ts';
import type { Clock } from './clock.ts';
import { userError } from './user-error.ts';

export interface BucketOptions {
  readonly name: string;
  /** Its rules for pages of other origins, as S3 takes them. */
  readonly cors?: string | undefined;
}

export interface Buckets {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const Started = v.union([v.object({ port: v.number() }), v.object({ failed: v.string() })]);
const Refused = v.object({ refused: v.string(), noted: v.instance(MessagePort) });

export const startBuckets = async (options: {
  readonly directory: string;
  readonly buckets: readonly BucketOptions[];
  readonly port: number;
  readonly access: Access;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}): Promise<Buckets> => {
  const { directory, buckets, port, access, clock, log } = options;
  await mkdir(directory, { recursive: true });
  const worker = new Worker(new URL('./buckets-worker.ts', import.meta.url), {
    name: 'S3',
    workerData: { port, directory, buckets, grants: access.grants, clock: clock.shared },
    execArgv: [],
  });
  const started = await new Promise<v.InferOutput<typeof Started>>((resolve, reject) => {
    worker.once('message', (message: unknown) => resolve(v.parse(Started, message)));
    worker.once('error', reject);
  });
  if ('failed' in started) throw userError(`The local S3 did not start: ${started.failed}.`);
  worker.on('message', (message: unknown) => {
    const { refused, noted } = v.parse(Refused, message);
    access.note(refused);
    noted.postMessage('noted');
  });
  worker.on('error', (error: unknown) => log(error instanceof Error ? error.message : String(error)));
  return {
    endpoint: `http://127.0.0.1:${started.port}`,
    async stop() {
      await worker.terminate();
    },
  };
};
