// Builds the two static sites and the chat for the browser, and refuses what is larger than its budget. Knows no cloud.
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { type Built, formatSizes, measure, type Size } from './build/sizes.ts';
import { ui as en } from './text/en/ui.ts';
import { ui as nl } from './text/nl/ui.ts';

const root = join(import.meta.dirname, '..');

/** The oldest browsers that know light-dark() and Intl.Segmenter, which the sites use. */
const target = ['chrome123', 'edge123', 'firefox125', 'safari17.5'];

const sites = {
  portal: { page: 'web/portal/index.html', script: 'web/portal/main.tsx', style: 'web/portal/portal.css' },
  console: {
    page: 'web/console/index.html',
    script: 'web/console/main.tsx',
    style: 'web/console/console.css',
  },
} as const;
type Site = (typeof sites)[keyof typeof sites];

/** The portal asks for it by this name, so it is the one script without a hash in its name. */
const chat = { script: 'web/widget/loader.ts', file: 'chat.js' } as const;

const KB = 1024;

/** Builds both sites into `outDir` and gives the sizes of what a browser loads; throws when one is over its budget. */
export const buildWeb = async ({ outDir }: { outDir: string }): Promise<readonly Size[]> => {
  const portal = await buildSite(sites.portal, join(outDir, 'portal'), [chat.script]);
  const console = await buildSite(sites.console, join(outDir, 'console'), []);
  const partsOf = ({ script, style }: Site) => [script, style];
  const sizes = [
    measure({ name: 'portal, a page', built: portal, sources: partsOf(sites.portal) }),
    measure({
      name: 'chat, on a page without one',
      built: portal,
      sources: [chat.script],
      budget: KB,
      atOnce: true,
    }),
    measure({ name: 'chat, opened', built: portal, sources: [chat.script], budget: 30 * KB }),
    measure({ name: 'console', built: console, sources: partsOf(sites.console), budget: 45 * KB }),
  ];
  if (sizes.some(isOverBudget)) throw new Error(`Larger than its budget:\n${formatSizes(sizes)}`);
  return sizes;
};

const isOverBudget = ({ brotli, budget }: Size): boolean => budget !== undefined && brotli > budget;

const buildSite = async (site: Site, siteDir: string, others: readonly string[]): Promise<Built> => {
  await rm(siteDir, { recursive: true, force: true });
  await mkdir(join(siteDir, 'assets'), { recursive: true });
  const sources = [site.script, site.style, ...others].filter(isThere);
  const built = await bundle(sources, join(siteDir, 'assets'));
  if (!sources.includes(site.script)) return built;
  const urlsBySource = new Map<string, string>();
  for (const [path, contents] of built.contentsByPath) {
    const source = built.metafile.outputs[path]?.entryPoint;
    const file = source === chat.script ? chat.file : relative(siteDir, join(root, path));
    await writeFile(join(siteDir, file), contents);
    if (source) urlsBySource.set(source, `/${file}`);
  }
  await writeFile(join(siteDir, 'index.html'), await fillPage(site.page, urlsBySource));
  await copyFile(join(root, 'web/ui/favicon.svg'), join(siteDir, 'favicon.svg'));
  return built;
};

const isThere = (source: string): boolean => {
  const there = existsSync(join(root, source));
  if (!there) process.stderr.write(`${source} is missing: built without it\n`);
  return there;
};

const bundle = async (sources: readonly string[], outdir: string): Promise<Built> => {
  const { metafile, outputFiles } = await build({ ...options, entryPoints: [...sources], outdir });
  return {
    metafile,
    contentsByPath: new Map(outputFiles.map(({ path, contents }) => [relative(root, path), contents])),
  };
};

/** A style sheet as minified text, for a shadow root: `import css from './chat.css?inline'`. */
const inlineStyle: Plugin = {
  name: 'inline-style',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.slice(0, -'?inline'.length)),
      namespace: 'inline-style',
    }));
    onLoad({ filter: /.*/, namespace: 'inline-style' }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [path],
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
  splitting: true,
  minify: true,
  metafile: true,
  write: false,
  legalComments: 'none',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  target,
  // Absolute, so the chat's loader finds its parts from the root of the site.
  publicPath: '/assets',
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  plugins: [inlineStyle],
  logLevel: 'warning',
} satisfies BuildOptions;

/** Puts in the texts, and for every source file the page names the file that was built from it. */
const fillPage = async (page: string, urlsBySource: ReadonlyMap<string, string>): Promise<string> => {
  const html = await readFile(join(root, page), 'utf8');
  return html
    .replaceAll('{{product}}', nl.product)
    .replaceAll('{{noScript.nl}}', nl.noScript)
    .replaceAll('{{noScript.en}}', en.noScript)
    .replace(/(src|href)="([^"/]+)"/g, (_, attribute: string, file: string) => {
      const url = urlsBySource.get(`${dirname(page)}/${file}`);
      if (!url) throw new Error(`${page} names ${file}, which was not built`);
      return `${attribute}="${url}"`;
    });
};

if (import.meta.main) {
  const sizes = await buildWeb({ outDir: join(root, '.build/web') });
  process.stdout.write(`${formatSizes(sizes)}\n`);
}
