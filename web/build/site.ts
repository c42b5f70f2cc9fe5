// Builds one static site: its page, its script and its style sheet. Knows nothing of the chat.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import type { Plugin } from 'esbuild';
import { ui as en } from '../../shared/text/en/ui.ts';
import { ui as nl } from '../../shared/text/nl/ui.ts';
import { type Bundled, bundle, type Mode, root } from './bundle.ts';

/** Source files, relative to the repository. */
export interface Site {
  readonly page: string;
  readonly script: string;
  readonly style: string;
}

/** What was in `siteDir` goes. */
export const buildSite = async (site: Site, siteDir: string, mode: Mode = 'release'): Promise<Bundled> => {
  const built = await bundle([site.script, site.style], join(siteDir, 'assets'), {
    mode,
    plugins: [oneFileAtOnce(join(root, site.script))],
  });
  await rm(siteDir, { recursive: true, force: true });
  await mkdir(join(siteDir, 'assets'), { recursive: true });
  const urlsBySource = new Map<string, string>();
  for (const [path, contents] of built.contentsByPath) {
    const source = built.metafile.outputs[path]?.entryPoint;
    await writeFile(join(root, path), contents);
    if (source) urlsBySource.set(source, `/${relative(siteDir, join(root, path))}`);
  }
  const [script] = Object.values(built.metafile.outputs).filter(
    ({ entryPoint }) => entryPoint === site.script,
  );
  const needed = (script?.imports ?? [])
    .filter(({ kind }) => kind === 'import-statement')
    .map(({ path }) => `/${relative(siteDir, join(root, path))}`);
  await writeFile(join(siteDir, 'index.html'), await fillPage(site.page, urlsBySource, needed));
  await copyFile(join(root, 'web/ui/favicon.svg'), join(siteDir, 'favicon.svg'));
  return built;
};

/**
 * Everything that is loaded at once in one file. By itself esbuild makes a file of each set of modules that the same pages
 * share: a dozen requests, each compressed by itself. So every part that is fetched later is told that it needs the
 * whole of `script`, which is there already when it comes; texts need nothing.
 */
const oneFileAtOnce = (script: string): Plugin => ({
  name: 'one-file-at-once',
  setup: ({ onResolve, onLoad }) => {
    const later = new Set<string>();
    onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
      const file = join(resolveDir, path);
      if (kind === 'dynamic-import' && !file.startsWith(join(root, 'shared/text/'))) later.add(file);
      return undefined;
    });
    onLoad({ filter: /\.tsx?$/ }, async ({ path }) =>
      later.has(path)
        ? {
            contents: `${await readFile(path, 'utf8')}\nimport ${JSON.stringify(script)};`,
            loader: extname(path) === '.tsx' ? 'tsx' : 'ts',
          }
        : undefined,
    );
  },
});

/**
 * Puts in the texts, and for every source file the page names the file that was built from it.
 * @param needed what the script imports, to be fetched together with it.
 */
const fillPage = async (
  page: string,
  urlsBySource: ReadonlyMap<string, string>,
  needed: readonly string[],
): Promise<string> => {
  const html = await readFile(join(root, page), 'utf8');
  return html
    .replace(/ *<\/head>/, (end) =>
      [...needed.map((url) => `    <link rel="modulepreload" href="${url}">`), end].join('\n'),
    )
    .replaceAll('{{product}}', nl.product)
    .replaceAll('{{noScript.nl}}', nl.noScript)
    .replaceAll('{{noScript.en}}', en.noScript)
    .replace(/(src|href)="([^"/]+)"/g, (_, attribute: string, file: string) => {
      const url = urlsBySource.get(`${dirname(page)}/${file}`);
      if (!url) throw new Error(`${page} names ${file}, which was not built`);
      return `${attribute}="${url}"`;
    });
};
