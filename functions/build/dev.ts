// Bundles the functions again and again while somebody works on them: only what changed is written, and named. Independent of what they do.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openBundle } from './bundle.ts';
import { copyBesides, entries, sourceOf, sourceOfTool } from './entries.ts';

/** Builds once more. @returns which are other ones now. @throws esbuild's failure, which it has shown already. */
export type Rebuild = () => Promise<string[]>;

/** Into `<outDir>/functions/<name>/index.mjs` and `<outDir>/tools/<seed>.mjs`, with nothing measured. */
export const openFunctions = async (outDir: string): Promise<Rebuild> => {
  await copyBesides(outDir);
  const wanted = [
    ...entries.map((name) => ({
      name,
      entry: sourceOf(name),
      outdir: join(outDir, 'functions', name),
      file: 'index',
      isTool: false,
    })),
    ...(['seed-demo', 'seed-content'] as const).map((name) => ({
      name,
      entry: sourceOfTool(name),
      outdir: join(outDir, 'tools'),
      file: name,
      isTool: true,
    })),
  ];
  const opened = await Promise.all(
    wanted.map(async ({ name, entry, outdir, file, isTool }) => {
      await mkdir(outdir, { recursive: true });
      const bundle = await openBundle({ entry, outdir, name: file, isTool });
      return { name, bundle, hash: '' };
    }),
  );
  /** Also of a build in which another failed. */
  const changed = new Set<string>();
  const rebuildOne = async (each: (typeof opened)[number]): Promise<void> => {
    const [code] = (await each.bundle.rebuild()).outputFiles;
    if (!code || code.hash === each.hash) return;
    await writeFile(code.path, code.contents);
    each.hash = code.hash;
    changed.add(each.name);
  };
  return async () => {
    // All to their end: a bundle that is asked for again while it is being built gives what it was asked for before.
    const built = await Promise.allSettled(opened.map(rebuildOne));
    for (const each of built) if (each.status === 'rejected') throw each.reason;
    const names = [...changed];
    changed.clear();
    return names;
  };
};
