// How the browser's code is bundled, whatever it is part of. Knows no site.
import { join, relative } from 'node:path';
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
  metafile: true,
  write: false,
  legalComments: 'none',
  // Modules are read as UTF-8 whatever the server says.
  charset: 'utf8',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  target,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  logLevel: 'warning',
} satisfies BuildOptions;

export const bundle = async (
  sources: readonly string[],
  outdir: string,
  more: Pick<BuildOptions, 'plugins' | 'splitting'> = {},
): Promise<Built> => {
  const { plugins = [], ...rest } = more;
  const { metafile, outputFiles } = await build({
    ...options,
    entryPoints: [...sources],
    outdir,
    splitting: true,
    ...rest,
    plugins: [inlineStyle, ...plugins],
  });
  return {
    metafile,
    contentsByPath: new Map(outputFiles.map(({ path, contents }) => [relative(root, path), contents])),
  };
};
