// Builds the chat into the portal's site: the loader, and per language one file with everything of the chat window in it.
// It shares no file with the portal's pages, so neither loads what only the other needs.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Plugin } from 'esbuild';
import { type Bundled, bundle, type Mode, root } from './bundle.ts';
import type { Built } from './sizes.ts';

export const loader = 'web/widget/loader.ts';
const windows = ['web/widget/start-nl.ts', 'web/widget/start-en.ts'];

/** The portal asks for it by this name, so it is the one script without a hash in its name. */
const LOADER_FILE = 'chat.js';

/** What the chat has instead of a package that its views and the connection name; why: docs/decisions/009-chat-ui-size.md. */
const standIns = new Map([
  ['preact/jsx-runtime', 'web/widget/light/jsx-runtime.ts'],
  ['@preact/signals', 'web/widget/light/signals.ts'],
]);

const light: Plugin = {
  name: 'light',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point') return undefined;
      const standIn = standIns.get(path);
      return standIn
        ? { path: join(root, standIn) }
        : { errors: [{ text: `${path} is too heavy for the chat` }] };
    });
  },
};

export const buildChat = async (siteDir: string, mode: Mode = 'release'): Promise<Bundled> => {
  const outdir = join(siteDir, 'assets');
  await mkdir(outdir, { recursive: true });
  const urlsBySource = new Map<string, string>();

  /** Lets the loader import the windows by the addresses they were built to. */
  const addresses: Plugin = {
    name: 'addresses',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\./ }, ({ path, importer }) => {
        const url = urlsBySource.get(join(dirname(importer), path));
        return url ? { path: url, external: true } : undefined;
      });
    },
  };

  const outputs: Built['metafile']['outputs'] = {};
  const contentsByPath = new Map<string, Uint8Array>();
  const mapsByName = new Map<string, Uint8Array>();
  for (const source of [...windows, loader]) {
    const built = await bundle([source], outdir, {
      mode,
      splitting: false,
      plugins: [light, addresses],
    });
    for (const [path, contents] of built.contentsByPath) {
      const file = source === loader ? join(siteDir, LOADER_FILE) : join(root, path);
      await writeFile(file, contents);
      urlsBySource.set(join(root, source), `/${relative(siteDir, file)}`);
      contentsByPath.set(path, contents);
    }
    for (const [name, map] of built.mapsByName)
      mapsByName.set(source === loader ? `${LOADER_FILE}.map` : name, map);
    Object.assign(outputs, built.metafile.outputs);
  }
  return { metafile: { inputs: {}, outputs: withPaths(outputs, siteDir) }, contentsByPath, mapsByName };
};

/** What is imported by its address is one of the files too. */
const withPaths = (outputs: Built['metafile']['outputs'], siteDir: string): Built['metafile']['outputs'] =>
  Object.fromEntries(
    Object.entries(outputs).map(([path, output]) => [
      path,
      {
        ...output,
        imports: output.imports.map(({ path: url, kind }) => ({
          path: relative(root, join(siteDir, url)),
          kind,
        })),
      },
    ]),
  );
