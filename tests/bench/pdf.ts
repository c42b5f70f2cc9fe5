// What the PDF of a short and of a very long chat weighs and takes, in Dutch and in many scripts, beside pdf-lib drawing the Dutch words with a standard font; and what the function carries for it.
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { fontFiles } from '../../functions/transcript/fonts.ts';
import { specs } from '../../infra/constructs/functions.ts';
import { printTable } from './format.ts';

const run = promisify(execFile);
const child = fileURLToPath(new URL('./pdf-child.ts', import.meta.url));
const Took = v.object({ ms: v.number(), bytes: v.number(), memory: v.number() });

/** The quickest of so many, each in a fresh process as a cold function is. */
const ROUNDS = 3;
const MB = 1024 * 1024;

type Kind = 'ours' | 'scripts' | 'plain';

export interface Pdfs {
  readonly chats: readonly {
    readonly messages: number;
    readonly kind: Exclude<Kind, 'plain'>;
    readonly ours: v.InferOutput<typeof Took>;
    /** Of as many messages in Dutch. */
    readonly plain: v.InferOutput<typeof Took>;
  }[];
  /** Bytes of the fonts beside the bundle. */
  readonly fonts: number;
}

const make = async (kind: Kind, messages: number) => {
  const all: v.InferOutput<typeof Took>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { stdout } = await run(process.execPath, [child, kind, String(messages)]);
    all.push(v.parse(v.pipe(v.string(), v.parseJson(), Took), stdout));
  }
  return all.reduce((best, one) => (one.ms < best.ms ? one : best));
};

export const measurePdf = async (): Promise<Pdfs> => {
  const chats: Pdfs['chats'][number][] = [];
  for (const [messages, kinds] of [
    [20, ['ours', 'scripts']],
    [100, ['ours', 'scripts']],
    [1000, ['ours']],
    [10_000, ['ours', 'scripts']],
  ] as const) {
    const plain = await make('plain', messages);
    for (const kind of kinds) chats.push({ messages, kind, ours: await make(kind, messages), plain });
  }
  const sizes = await Promise.all(
    Object.values(fontFiles).map(async (file) => (await stat(new URL(import.meta.resolve(file)))).size),
  );
  return { chats, fonts: sizes.reduce((sum, size) => sum + size, 0) };
};

export const printPdf = ({ chats, fonts }: Pdfs): string => {
  const table = printTable(
    ['PDF of messages', 'bytes', 'plain', 'ms here', 'x plain', 'MB resident', 'plain'],
    chats.map(({ messages, kind, ours, plain }) => [
      kind === 'ours' ? String(messages) : `${messages} in many scripts`,
      ours.bytes,
      plain.bytes,
      ours.ms.toFixed(0),
      (ours.ms / plain.ms).toFixed(2),
      (ours.memory / MB).toFixed(0),
      (plain.memory / MB).toFixed(0),
    ]),
  );
  const { memory } = specs.files;
  return `${table}\n\nThe function has ${memory} MB of memory and ${(fonts / MB).toFixed(1)} MB of fonts beside its bundle, of which a chat reads what it needs.`;
};
