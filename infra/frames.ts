// npm run stack: turns the frames of a log line, or of an error in a browser, into files and lines, by the maps that each build leaves. Independent of any bundle.
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';

const root = join(import.meta.dirname, '..');

/** Where `npm run deploy` keeps the maps of every release; and those of the last build. */
const KEPT = join(root, '.maps');
const BUILT = [join(root, '.build/maps/functions'), join(root, '.build/maps/web')];

/** `index-4KX2QZ7A.mjs:1:48211`, whatever address stands before it. */
const FRAME = /([\w.-]+\.m?js):(\d+):(\d+)/g;

const Payload = v.looseObject({
  version: v.literal(3),
  sources: v.array(v.string()),
  names: v.array(v.string()),
  mappings: v.string(),
});

export interface Frame {
  /** As it stands in the text. */
  readonly given: string;
  /** `functions/store/log.ts:41:9`; undefined without a map. */
  readonly source: string | undefined;
}

/**
 * @param mapOf the map of a file, by its name, as JSON.
 * @returns every frame in the text that is of a bundle, in order.
 */
export const readFrames = async (
  line: string,
  mapOf: (file: string) => Promise<string | undefined>,
): Promise<Frame[]> => {
  const mapsByFile = new Map<string, SourceMap | undefined>();
  const frames: Frame[] = [];
  for (const [given, file = '', row, column] of line.matchAll(FRAME)) {
    if (!mapsByFile.has(file)) mapsByFile.set(file, parse(await mapOf(file)));
    // A stack counts from one, a map from zero.
    const entry = mapsByFile.get(file)?.findEntry(Number(row) - 1, Number(column) - 1);
    frames.push({
      given,
      source:
        entry && 'originalSource' in entry
          ? `${withoutWay(entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
          : undefined,
    });
  }
  return frames;
};

const parse = (map: string | undefined): SourceMap | undefined =>
  map === undefined
    ? undefined
    : new SourceMap({ file: '', sourceRoot: '', sourcesContent: [], ...v.parse(Payload, JSON.parse(map)) });

/** The map names its sources from where the bundle was written. */
const withoutWay = (source: string): string => source.replace(/^(\.\.\/)+/, '');

const findMap =
  (folders: readonly string[]) =>
  async (file: string): Promise<string | undefined> => {
    for (const folder of folders) {
      const map = await readFile(join(folder, `${file}.map`), 'utf8').catch(() => undefined);
      if (map !== undefined) return map;
    }
    return undefined;
  };

/** Their names have what is in the bundle, so those of all releases lie side by side. */
const keep = async (): Promise<number> => {
  await mkdir(KEPT, { recursive: true });
  let count = 0;
  for (const folder of BUILT) {
    for (const name of await readdir(folder)) {
      await copyFile(join(folder, name), join(KEPT, name));
      count += 1;
    }
  }
  return count;
};

const USAGE =
  'Usage: npm run stack -- "<a log line, or frames>"   or   … | npm run stack\nMaps are looked for in the folder that MAPS names, in .maps and in .build/maps.';

/** @returns the exit code: 0 all found, 1 not all, 2 nothing to look for. */
export const main = async (args: readonly string[]): Promise<number> => {
  if (args[0] === '--keep') {
    process.stdout.write(`${await keep()} source maps are kept in .maps\n`);
    return 0;
  }
  const line = args.length > 0 ? args.join(' ') : process.stdin.isTTY ? '' : await text(process.stdin);
  const frames = await readFrames(
    line,
    findMap([...(process.env.MAPS ? [process.env.MAPS] : []), KEPT, ...BUILT]),
  );
  if (frames.length === 0) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  for (const { given, source } of frames)
    process.stdout.write(`${source ?? `${given}  (no map of this release)`}\n`);
  return frames.every(({ source }) => source !== undefined) ? 0 : 1;
};

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
