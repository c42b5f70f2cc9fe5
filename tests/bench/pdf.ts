// What the PDF of a short and of a very long chat weighs and takes, beside pdf-lib drawing the same words with a standard font.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { printTable } from './format.ts';

const run = promisify(execFile);
const child = fileURLToPath(new URL('./pdf-child.ts', import.meta.url));
const Took = v.object({ ms: v.number(), bytes: v.number(), memory: v.number() });

/** The quickest of so many, each in a fresh process as a cold function is. */
const ROUNDS = 3;
const MB = 1024 * 1024;

export interface Pdf {
  readonly messages: number;
  readonly ours: v.InferOutput<typeof Took>;
  readonly plain: v.InferOutput<typeof Took>;
}

const make = async (how: 'ours' | 'plain', messages: number) => {
  const all: v.InferOutput<typeof Took>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { stdout } = await run(process.execPath, [child, how, String(messages)]);
    all.push(v.parse(v.pipe(v.string(), v.parseJson(), Took), stdout));
  }
  return all.reduce((best, one) => (one.ms < best.ms ? one : best));
};

export const measurePdf = async (): Promise<Pdf[]> => {
  const made: Pdf[] = [];
  for (const messages of [20, 10_000]) {
    made.push({ messages, ours: await make('ours', messages), plain: await make('plain', messages) });
  }
  return made;
};

export const printPdf = (all: readonly Pdf[]): string =>
  printTable(
    ['PDF of messages', 'bytes', 'plain', 'ms here', 'x plain', 'MB resident', 'plain'],
    all.map(({ messages, ours, plain }) => [
      String(messages),
      ours.bytes,
      plain.bytes,
      ours.ms.toFixed(0),
      (ours.ms / plain.ms).toFixed(2),
      (ours.memory / MB).toFixed(0),
      (plain.memory / MB).toFixed(0),
    ]),
  );
