// What a browser loads from an entry point on, in bytes and as brotli sends them; no milliseconds, so it is the same everywhere.
import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';

/** One site as it was built: esbuild's account of it, and every file's contents by the path used there. */
export interface Built {
  readonly metafile: Metafile;
  readonly contentsByPath: ReadonlyMap<string, Uint8Array>;
}

/** A number of files, in bytes and as they are sent. */
export interface Weight {
  readonly files: number;
  readonly bytes: number;
  readonly gzip: number;
  readonly brotli: number;
}

export interface Size extends Weight {
  readonly name: string;
  /** Most bytes it may take with brotli; none: only told. */
  readonly budget?: number;
}

export interface Measured {
  readonly built: Built;
  /** Source paths of the entry points. */
  readonly sources: readonly string[];
  /** Only what is loaded at once, without the parts that are imported later. */
  readonly atOnce?: boolean;
  /** The file of texts in `shared/text/<language>/` that is asked for at once, though it is imported when its language is known. */
  readonly texts?: string;
  /** Entry points of a page that is there before, with its texts. */
  readonly besides?: readonly string[];
  /** Parts that are imported later, and told of by themselves. */
  readonly without?: readonly string[];
}

const languages = ['nl', 'en'] as const;

/** Texts are counted in one language, the larger one: nobody loads both. */
export const measure = (measured: Measured): Weight =>
  largest(languages.map((language) => weigh(measured.built, loadedIn(measured, language))));

/** The largest single file that is fetched when it is used. */
export const measureLargestLater = (measured: Measured): Weight => {
  const files = languages.flatMap((language) => {
    const atOnce = loadedIn({ ...measured, atOnce: true }, language);
    return [...loadedIn(measured, language)].filter((path) => !atOnce.has(path));
  });
  return largest(files.map((path) => weigh(measured.built, [path])));
};

/** Some that share no file. */
export const together = (...weights: readonly Weight[]): Weight => {
  const sum = (of: keyof Weight) => weights.reduce((total, weight) => total + weight[of], 0);
  return { files: sum('files'), bytes: sum('bytes'), gzip: sum('gzip'), brotli: sum('brotli') };
};

const largest = (weights: readonly Weight[]): Weight =>
  weights.reduce((a, b) => (b.brotli > a.brotli ? b : a));

const weigh = ({ contentsByPath }: Built, paths: Iterable<string>): Weight => {
  const contents = [...paths].flatMap((path) => contentsByPath.get(path) ?? []).map(withSteadyHashes);
  const sum = (count: (file: Uint8Array) => number) =>
    contents.reduce((total, file) => total + count(file), 0);
  return {
    files: contents.length,
    bytes: sum((file) => file.byteLength),
    gzip: sum((file) => gzipSync(file, { level: 9 }).byteLength),
    brotli: sum((file) => brotliCompressSync(file).byteLength),
  };
};

/**
 * Hashes in the names of files are other ones at the least change anywhere, and how well they compress is luck: up to 30
 * bytes in a small file. So that a size says something of the code alone, each stands for one that depends on its place.
 */
const withSteadyHashes = (file: Uint8Array): Uint8Array => {
  const steady = new Map<string, string>();
  const text = Buffer.from(file)
    .toString()
    .replace(/(?<=-)[A-Z0-9]{8}(?=\.(?:js|css)\b)/g, (hash) => {
      const found =
        steady.get(hash) ??
        createHash('sha256').update(`${steady.size}`).digest('base64url').replace(/\W|_/g, '').slice(0, 8);
      steady.set(hash, found);
      return found.toUpperCase();
    });
  return Buffer.from(text);
};

const loadedIn = (measured: Measured, language: string): ReadonlySet<string> => {
  const { built, sources, atOnce = false, texts, besides, without = [] } = measured;
  const entries = Object.entries(built.metafile.outputs)
    .filter(([, output]) => output.entryPoint && sources.includes(output.entryPoint))
    .filter(([, output]) => !isOtherLanguage(output, language))
    .map(([path]) => path);
  const found = reachable(built.metafile, entries, { language, atOnce, texts, without });
  if (!besides) return found;
  const there = loadedIn({ built, sources: besides, without }, language);
  return new Set([...found].filter((path) => !there.has(path)));
};

const reachable = (
  { outputs }: Metafile,
  entries: readonly string[],
  {
    language,
    atOnce,
    texts,
    without,
  }: { language: string; atOnce: boolean; texts: string | undefined; without: readonly string[] },
): ReadonlySet<string> => {
  const found = new Set(entries);
  const isAsked = (path: string) => outputs[path]?.entryPoint === `shared/text/${language}/${texts}`;
  const isLeftOut = (path: string) => without.includes(outputs[path]?.entryPoint ?? '');
  for (const path of found) {
    for (const { path: next, kind, external } of outputs[path]?.imports ?? []) {
      if (external || isLeftOut(next) || (atOnce && kind === 'dynamic-import' && !isAsked(next))) continue;
      if (!isOtherLanguage(outputs[next], language)) found.add(next);
    }
  }
  return found;
};

const isOtherLanguage = (output: Metafile['outputs'][string] | undefined, language: string): boolean => {
  const texts = Object.keys(output?.inputs ?? {}).filter((path) => /^shared\/text\/\w+\//.test(path));
  return texts.length > 0 && !texts.some((path) => path.startsWith(`shared/text/${language}/`));
};

/** A table to read: what, files, bytes, brotli, budget. */
export const formatSizes = (sizes: readonly Size[]): string => {
  const rows = sizes.map(({ name, files, bytes, brotli, budget }) => [
    name,
    String(files),
    String(bytes),
    String(brotli),
    budget === undefined ? '' : String(budget),
    budget !== undefined && brotli > budget ? '  OVER BUDGET' : '',
  ]);
  return [['', 'files', 'bytes', 'brotli', 'budget', ''], ...rows]
    .map(
      ([name = '', ...numbers]) => name.padEnd(30) + numbers.map((text) => ` ${text}`.padStart(9)).join(''),
    )
    .map((row) => row.trimEnd())
    .join('\n');
};
