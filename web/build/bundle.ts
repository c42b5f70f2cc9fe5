// How the browser's code is bundled, whatever it is part of. Knows no site.
import { basename, join, relative } from 'node:path';
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
  more: Pick<BuildOptions, 'plugins' | 'splitting'> & { readonly mode: Mode },
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
