// Bundles every Lambda entry and tool, and refuses a hot path over its budget. Independent of what they do.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Metafile } from 'esbuild';
import { type Bundled, bundle, root } from './build/bundle.ts';
import { copyBesides, entries, sourceOf, sourceOfTool, tools } from './build/entries.ts';
import { codecFiles } from './inspect/codecs.ts';
import { fontFiles } from './transcript/fonts.ts';

/**
 * What a message waits for on a cold start: no other client than it needs and no pdf-lib in it. The bytes are a few per
 * cent above what is there, so that they trip on a dependency and not on an action; never above 260 KB.
 */
const HOT_PATH = {
  entry: 'conversation',
  bytes: 260 * 1024,
  without: ['client-s3', 'pdf-lib', 'client-eventbridge'],
} as const;

const MAPS = 'maps/functions';

export interface BundleSize {
  readonly name: string;
  /** The bundle itself. */
  readonly file: string;
  readonly bytes: number;
  readonly budget: number | undefined;
}

/**
 * Bundles into `<outDir>/functions/<name>/` and `<outDir>/tools/<name>.mjs`, over what is there: others may be reading it.
 * The maps go to `<outDir>/maps/functions/`, which is never deployed.
 * @throws when the hot path is over its budget, after all is written.
 */
export const buildFunctions = async ({ outDir }: { outDir: string }): Promise<readonly BundleSize[]> => {
  await rm(join(outDir, MAPS), { recursive: true, force: true });
  await mkdir(join(outDir, MAPS), { recursive: true });
  const [built] = await Promise.all([
    Promise.all(entries.map((name) => buildFunction(name, outDir))),
    Promise.all(tools.map((name) => buildTool(name, outDir))),
    copyBesides(outDir),
  ]);
  await recordParts(
    built.map(({ metafile }) => metafile),
    outDir,
  );
  const sizes = built.map(({ name, code }) => ({
    name,
    file: code.path,
    bytes: code.contents.byteLength,
    budget: name === HOT_PATH.entry ? HOT_PATH.bytes : undefined,
  }));
  for (const { name, metafile } of built) if (name === HOT_PATH.entry) refuseStrangers(metafile);
  if (sizes.some(({ bytes, budget = Number.POSITIVE_INFINITY }) => bytes > budget)) {
    throw new Error(`Larger than its budget:\n${formatSizes(sizes)}`);
  }
  return sizes;
};

/**
 * Lambda asks for `index`; the bundle behind it is named for the function and what is in it, so that every frame of a
 * stack says which map it is to be read with: infra/frames.ts.
 */
const buildFunction = async (name: (typeof entries)[number], outDir: string) => {
  const outdir = join(outDir, 'functions', name);
  const built = await bundle({ entry: sourceOf(name), outdir, name: `${name}-[hash]` });
  const file = basename(built.code.path);
  await write(built, outDir);
  await writeFile(join(outdir, 'index.mjs'), `export * from "./${file}";\n`);
  const kept = [file, 'index.mjs'];
  for (const old of await readdir(outdir))
    if (old.endsWith('.mjs') && !kept.includes(old)) await rm(join(outdir, old), { force: true });
  return { name, ...built };
};

const buildTool = async (name: (typeof tools)[number], outDir: string): Promise<void> => {
  const bundling = { entry: sourceOfTool(name), outdir: join(outDir, 'tools'), name, isTool: true };
  await write(await bundle(bundling), outDir);
};

const write = async ({ code, map }: Bundled, outDir: string): Promise<void> => {
  await mkdir(join(code.path, '..'), { recursive: true });
  await writeFile(code.path, code.contents);
  await writeFile(join(outDir, MAPS, basename(map.path)), map.contents);
};

const refuseStrangers = ({ inputs }: Metafile): void => {
  for (const name of HOT_PATH.without) {
    const found = Object.keys(inputs).find((input) => input.includes(`/${name}/`));
    if (found) throw new Error(`${HOT_PATH.entry} must not contain ${name}, and has ${found}`);
  }
};

/** What of other people's is in the bundles, for infra/shipped.ts. */
const recordParts = async (metafiles: readonly Metafile[], outDir: string): Promise<void> => {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs: each }) => Object.keys(each)),
  );
  const parts = new Set(
    [
      ...inputs,
      ...[...Object.values(fontFiles), ...Object.values(codecFiles)].map((file) => `node_modules/${file}`),
    ].filter((path) => /node_modules\//.test(path)),
  );
  await writeFile(join(outDir, 'functions/parts.json'), JSON.stringify([...parts].sort()));
};

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1).padStart(8)} KB`;

const formatSizes = (sizes: readonly BundleSize[]): string =>
  sizes
    .map(({ name, bytes, budget }) => {
      const row = `${name.padEnd(14)}${kilobytes(bytes)}`;
      return budget === undefined ? row : `${row}  of${kilobytes(budget)}`;
    })
    .join('\n');

if (import.meta.main) {
  try {
    process.stdout.write(`${formatSizes(await buildFunctions({ outDir: join(root, '.build') }))}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
