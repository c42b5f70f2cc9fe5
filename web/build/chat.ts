// Builds what of the chat is its own on the portal's site: the loader, and the texts of the window. The window is built with the portal,
// whose code it shares. And builds all of the chat as it would stand alone, to be weighed.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type Plugin, transform } from 'esbuild';
import { type Bundled, bundle, importsOf, type Mode, oneFileAtOnce, outputOf, root } from './bundle.ts';
import type { Built } from './sizes.ts';

export const loader = 'web/widget/browser/loader.ts';
export const chatWindow = 'web/widget/browser/start.tsx';
export const chatTexts = ['web/widget/browser/texts-nl.ts', 'web/widget/browser/texts-en.ts'] as const;
export const embedScript = 'web/embed/embed.ts';
export const embedFrame = 'web/embed/frame.ts';
/** On our own portal the page has them. */
export const tokens = 'web/embed/tokens.ts';

/** The portal asks for it by this name, so it is the one script without a hash in its name. */
const LOADER_FILE = 'chat.js';

interface Where {
  /** The site with the chat's window in it. */
  readonly portal: Built;
  /** The script that every page of it has loaded. */
  readonly page: string;
  readonly siteDir: string;
  readonly mode?: Mode;
}

export const buildLoader = async ({ portal, page, siteDir, mode = 'release' }: Where): Promise<Bundled> => {
  const outdir = join(siteDir, 'assets');
  const steady = createSteadyHashes();
  const urlOf = (path: string) => steady.hide(`/${relative(siteDir, join(root, path))}`);
  const bundleAlone = (source: string, more: { plugins?: Plugin[]; define?: Record<string, string> } = {}) =>
    bundle([source], outdir, { mode, splitting: false, ...more });
  // Not with the portal: texts both have would be a file of their own, for which every page would wait.
  const texts = await Promise.all(chatTexts.map((source) => bundleAlone(source)));
  /** Lets the loader import the window by the addresses it was built to. */
  const addresses: Plugin = {
    name: 'addresses',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\./ }, ({ path, importer }) => {
        const source = relative(root, join(dirname(importer), path));
        const output = [portal, ...texts].map((built) => outputOf(built, source)).find(Boolean);
        return output ? { path: urlOf(output), external: true } : undefined;
      });
    },
  };
  const loaded = importsOf(portal, page);
  const needed = importsOf(portal, chatWindow).filter((path) => !loaded.includes(path));
  const hidden = await bundleAlone(loader, {
    plugins: [addresses],
    define: { WINDOW_FILES: JSON.stringify(needed.map(urlOf)) },
  });
  const show = ([path, contents]: readonly [string, Uint8Array]) => [path, steady.show(contents)] as const;
  const built = { ...hidden, contentsByPath: new Map([...hidden.contentsByPath].map(show)) };
  for (const { contentsByPath } of texts)
    for (const [path, contents] of contentsByPath) await writeFile(join(root, path), contents);
  for (const contents of built.contentsByPath.values()) await writeFile(join(siteDir, LOADER_FILE), contents);
  const named = new Map([...built.mapsByName.values()].map((map) => [`${LOADER_FILE}.map`, map]));
  return joined([{ ...built, mapsByName: named }, ...texts]);
};

/**
 * While the loader is minified, what stands for the hashes in the addresses it names, as long as they are: esbuild gives
 * the shortest names by how often each letter occurs, so other hashes would be other names, and a few bytes more or less.
 */
const createSteadyHashes = () => {
  const hashes: string[] = [];
  return {
    hide: (url: string): string =>
      url.replace(/(?<=-)[A-Z0-9]{8}(?=\.js$)/, (hash) => `WINDOW${10 + hashes.push(hash)}`),
    show: (contents: Uint8Array): Uint8Array =>
      Buffer.from(
        Buffer.from(contents)
          .toString()
          .replace(/(?<=-)WINDOW(\d\d)(?=\.js\b)/g, (_, count: string) => hashes[Number(count) - 11] ?? ''),
      ),
  };
};

const joined = (all: readonly Bundled[]): Bundled => ({
  metafile: {
    inputs: {},
    outputs: Object.fromEntries(all.flatMap(({ metafile }) => Object.entries(metafile.outputs))),
  },
  contentsByPath: new Map(all.flatMap(({ contentsByPath }) => [...contentsByPath])),
  mapsByName: new Map(all.flatMap(({ mapsByName }) => [...mapsByName])),
});

/** The window with all it needs, for a frame that has nothing of it. */
const buildAlone = (outdir: string, mode: Mode): Promise<Bundled> =>
  bundle([chatWindow, ...chatTexts, tokens, 'web/embed/apart.ts'], outdir, {
    mode,
    plugins: [oneFileAtOnce([chatWindow])],
  });

/** The design tokens that one style sheet uses, as one of their own. */
const tokensOf = async (sheet: string): Promise<string> => {
  const used = await readFile(join(root, sheet), 'utf8');
  const { code } = await transform(await readFile(join(root, 'web/ui/tokens.css'), 'utf8'), {
    loader: 'css',
    minify: true,
  });
  const all = [...code.matchAll(/(--[\w-]+):([^;}]+)/g)].filter(([, name]) => used.includes(`var(${name})`));
  return `:root{color-scheme:light dark;${all.map(([declaration]) => declaration).join(';')}}`;
};

/** What other companies' pages load: the script they name, the frame's own, and the chat as it stands alone. */
export interface Embedded {
  readonly script: Bundled;
  readonly frame: Bundled;
  readonly alone: Bundled;
}

export const buildEmbedded = async ({
  siteDir,
  mode = 'release',
}: Pick<Where, 'siteDir' | 'mode'>): Promise<Embedded> => {
  const outdir = join(siteDir, 'assets');
  const alone = await buildAlone(outdir, mode);
  const steady = createSteadyHashes();
  const urlOf = (path: string) => `/${relative(siteDir, join(root, path))}`;
  const addressOf = (source: string) => steady.hide(urlOf(outputOf(alone, source) ?? ''));
  const addresses: Plugin = {
    name: 'addresses',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\./ }, ({ path, importer, kind }) => {
        const source = relative(root, join(dirname(importer), path));
        const isBuilt = kind === 'dynamic-import' && outputOf(alone, source);
        return isBuilt ? { path: addressOf(source), external: true } : undefined;
      });
    },
  };
  const hidden = await bundle([embedFrame], outdir, {
    mode,
    splitting: false,
    plugins: [addresses],
    define: {
      WINDOW_FILES: JSON.stringify([
        ...importsOf(alone, chatWindow).map((path) => steady.hide(urlOf(path))),
        addressOf(tokens),
      ]),
      TAB_TOKENS: JSON.stringify(await tokensOf('web/widget/browser/tab.css')),
    },
  });
  const show = ([path, contents]: readonly [string, Uint8Array]) => [path, steady.show(contents)] as const;
  const frame = { ...hidden, contentsByPath: new Map([...hidden.contentsByPath].map(show)) };
  // A classic script: those who name it need no permission of ours to read it.
  const script = await bundle([embedScript], outdir, { mode, splitting: false, format: 'iife' });
  for (const [path, contents] of alone.contentsByPath) await writeFile(join(root, path), contents);
  for (const [name, built] of Object.entries({ 'frame.js': frame, 'embed.js': script }))
    for (const contents of built.contentsByPath.values()) await writeFile(join(siteDir, name), contents);
  const named = (built: Bundled, name: string): Bundled => ({
    ...built,
    mapsByName: new Map([...built.mapsByName.values()].map((map) => [`${name}.map`, map])),
  });
  return { alone, frame: named(frame, 'frame.js'), script: named(script, 'embed.js') };
};
