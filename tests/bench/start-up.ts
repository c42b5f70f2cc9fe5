// How long Lambda's first event waits for a bundle to load, as a ratio to an empty module on the same machine. Knows bundles by path.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { buildFunctions } from '../../functions/build.ts';
import { printTable } from './format.ts';
import { startSink } from './sink.ts';

const run = promisify(execFile);

const EMPTY = 'export const handler = async () => ({ statusCode: 200 });';

/** A process of its own for each, in turn, and the quickest of 15: what a noisy machine adds is never less than nothing. */
const ROUNDS = 15;

const MEASURE =
  'const start = performance.now(); await import(process.argv[1]); process.stdout.write(String(performance.now() - start)); process.exit();';

const environment = {
  TABLE_NAME: 'table',
  TRANSCRIPTS_BUCKET: 'bucket',
  EVENT_BUS: 'bus',
  ORIGIN_SECRETS: 'secret',
  METRICS_NAMESPACE: 'metrics',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'key',
  AWS_SECRET_ACCESS_KEY: 'secret',
};

/** @param url what a function asks while it loads is answered there at once. */
const importMs = async (file: string, url: string): Promise<number> => {
  const { stdout } = await run(
    process.execPath,
    ['--input-type=module', '-e', MEASURE, pathToFileURL(file).href],
    { env: { ...process.env, ...environment, CONNECTIONS_URL: url, AWS_ENDPOINT_URL_DYNAMODB: url } },
  );
  return Number(stdout);
};

export interface StartUp {
  readonly name: string;
  readonly bytes: number;
  /** The quickest import, in milliseconds; and as a ratio to the empty module's. */
  readonly ms: number;
  readonly ratio: number;
}

export const measureStartUp = async (rounds = ROUNDS): Promise<StartUp[]> => {
  const dir = await mkdtemp(join(tmpdir(), 'start-up-'));
  const sink = await startSink();
  try {
    const sizes = await buildFunctions({ outDir: dir });
    await writeFile(join(dir, 'empty.mjs'), EMPTY);
    const modules = [
      { name: 'empty', bytes: EMPTY.length, file: join(dir, 'empty.mjs') },
      ...sizes.map(({ name, bytes }) => ({ name, bytes, file: join(dir, 'functions', name, 'index.mjs') })),
    ];
    const quickest = new Map<string, number>();
    for (let round = 0; round < rounds; round++) {
      for (const { name, file } of modules) {
        quickest.set(
          name,
          Math.min(quickest.get(name) ?? Number.POSITIVE_INFINITY, await importMs(file, sink.url)),
        );
      }
    }
    const empty = quickest.get('empty') ?? 1;
    return modules.map(({ name, bytes }) => {
      const ms = quickest.get(name) ?? 0;
      return { name, bytes, ms, ratio: ms / empty };
    });
  } finally {
    sink.stop();
    await rm(dir, { recursive: true, force: true });
  }
};

export const printStartUp = (all: readonly StartUp[]): string =>
  printTable(
    ['import of a handler', 'bytes', 'ms here', 'x empty'],
    all.map(({ name, bytes, ms, ratio }) => [name, bytes, ms.toFixed(1), ratio.toFixed(1)]),
  );
