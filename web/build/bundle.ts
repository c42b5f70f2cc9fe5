// How the browser's code is bundled, whatever it is part of. Independent of any site.
import { readFile } from 'node:fs/promises';
import { basename, extname, join, relative } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import type { Built } from './sizes.ts';

export const root = join(import.meta.dirname, '../..');

/** The oldest browsers that know light-dark() and Intl.Segmenter, which the sites use. */
const target = ['chrome123', 'edge123', 'firefox125', 'safari17.5'];

/**
 * A style sheet as minified text, for a shadow root: `import css from './chat.css?inline'`. Its path counts from the root:
 * esbuild makes the paths of files relative before it hashes them into names, not those of a namespace.
 */
const inlineStyle: Plugin = {
  name: 'inline-style',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({
      path: relative(root, join(resolveDir, path.slice(0, -'?inline'.length))),
      namespace: 'inline-style',
    }));
    onLoad({ filter: /.*/, namespace: 'inline-style' }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [join(root, path)],
        bundle: true,
        minify: true,
        write: false,
        target,
      });
      return { contents: outputFiles[0]?.text.trim() ?? '', loader: 'text' };
    });
  },
};

const options = {
  absWorkingDir: root,
  tsconfigRaw: {},
  bundle: true,
  format: 'esm',
  minify: true,
  legalComments: 'none',
  // Modules are read as UTF-8 whatever the server says.
  charset: 'utf8',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  target,
  // For `npm run stack`; not named in the file, and not deployed.
  sourcemap: 'external',
  sourcesContent: false,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  logLevel: 'warning',
} satisfies BuildOptions;

/** What ships; or, while somebody works on it, what a person can read in the browser, each file with its own map in it. */
export type Mode = 'release' | 'dev';

const optionsOf: Readonly<Record<Mode, BuildOptions>> = {
  release: {},
  dev: { minify: false, sourcemap: 'inline', sourcesContent: true },
};

export interface Bundled extends Built {
  /** Source maps, by the name of the file each is of and `.map`: no browser gets them. */
  readonly mapsByName: ReadonlyMap<string, Uint8Array>;
}

export const bundle = async (
  sources: readonly string[],
  outdir: string,
  more: Pick<BuildOptions, 'plugins' | 'splitting' | 'define' | 'format'> & { readonly mode: Mode },
): Promise<Bundled> => {
  const { plugins = [], mode, ...rest } = more;
  const { metafile, outputFiles } = await build({
    ...options,
    ...optionsOf[mode],
    metafile: true,
    write: false,
    entryPoints: [...sources],
    outdir,
    splitting: true,
    ...rest,
    plugins: [inlineStyle, ...plugins],
  });
  const isMap = (path: string) => path.endsWith('.map');
  const outputs = Object.entries(metafile.outputs).filter(([path]) => !isMap(path));
  const files = outputFiles.filter(({ path }) => !isMap(path));
  return {
    metafile: { ...metafile, outputs: Object.fromEntries(outputs) },
    contentsByPath: new Map(files.map(({ path, contents }) => [relative(root, path), contents])),
    mapsByName: new Map(
      outputFiles.filter(({ path }) => isMap(path)).map(({ path, contents }) => [basename(path), contents]),
    ),
  };
};

/** The file that an entry point was built to. */
export const outputOf = ({ metafile }: Built, source: string): string | undefined =>
  Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === source)?.[0];

/** The files that an entry point's own imports at once. */
export const importsOf = (built: Built, source: string): readonly string[] =>
  (built.metafile.outputs[outputOf(built, source) ?? '']?.imports ?? [])
    .filter(({ kind }) => kind === 'import-statement')
    .map(({ path }) => path);

/**
 * Everything a script loads at once in one file. By itself esbuild makes a file of each set of modules that the same parts
 * share: a dozen requests, each compressed by itself. So every part that is fetched later is told that it needs the
 * whole of the script of its folder, which is there already when it comes; texts need nothing.
 * @param base what a script needs that is added to pages of another one: the whole of what those pages have loaded.
 */
export const oneFileAtOnce = (
  scripts: readonly string[],
  base: Readonly<Record<string, string>> = {},
): Plugin => ({
  name: 'one-file-at-once',
  setup: ({ onResolve, onLoad }) => {
    const needsByFile = new Map(Object.entries(base));
    onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
      const file = relative(root, join(resolveDir, path));
      const script = scripts.find((one) => folderOf(one) === folderOf(file));
      if (kind === 'dynamic-import' && script && !TEXTS.test(file)) needsByFile.set(file, script);
      return undefined;
    });
    onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const needs = needsByFile.get(relative(root, path));
      if (!needs) return undefined;
      const source = await readFile(path, 'utf8');
      return {
        contents: `${source}\nimport ${JSON.stringify(join(root, needs))};`,
        loader: extname(path) === '.tsx' ? 'tsx' : 'ts',
      };
    });
  },
});

/** `web/console` of `web/console/desk/Desk.tsx`. */
const folderOf = (file: string): string => file.split('/').slice(0, 2).join('/');

/** All texts of a page, or of a part of it, in one language. */
const TEXTS = /texts-[\w-]+\.ts$/;
