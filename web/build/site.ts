// Builds one static site: its page, its script and its style sheet. Independent of the chat.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { noScript as noScriptEn } from '../../shared/text/en/no-script.ts';
import { ui as en } from '../../shared/text/en/ui.ts';
import { noScript as noScriptNl } from '../../shared/text/nl/no-script.ts';
import { ui as nl } from '../../shared/text/nl/ui.ts';
import { type Bundled, bundle, importsOf, type Mode, oneFileAtOnce, root } from './bundle.ts';

/** Source files, relative to the repository. */
export interface Site {
  readonly page: string;
  readonly script: string;
  readonly style: string;
  /** A script that is added to these pages when it is needed, and what of theirs it builds on. */
  readonly added?: { readonly script: string; readonly base: string };
}

/** What was in `siteDir` goes. */
export const buildSite = async (site: Site, siteDir: string, mode: Mode = 'release'): Promise<Bundled> => {
  const { script, style, added } = site;
  const scripts = added ? [script, added.script] : [script];
  const built = await bundle([...scripts, style], join(siteDir, 'assets'), {
    mode,
    plugins: [oneFileAtOnce(scripts, added && { [added.script]: added.base })],
  });
  await rm(siteDir, { recursive: true, force: true });
  await mkdir(join(siteDir, 'assets'), { recursive: true });
  const urlsBySource = new Map<string, string>();
  for (const [path, contents] of built.contentsByPath) {
    const source = built.metafile.outputs[path]?.entryPoint;
    await writeFile(join(root, path), contents);
    if (source) urlsBySource.set(source, `/${relative(siteDir, join(root, path))}`);
  }
  const needed = importsOf(built, script).map((path) => `/${relative(siteDir, join(root, path))}`);
  await writeFile(join(siteDir, 'index.html'), await fillPage(site.page, urlsBySource, needed));
  await copyFile(join(root, 'web/ui/favicon.svg'), join(siteDir, 'favicon.svg'));
  return built;
};

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
    .replaceAll('{{loading.nl}}', nl.loading)
    .replaceAll('{{loading.en}}', en.loading)
    .replaceAll('{{noScript.nl}}', noScriptNl)
    .replaceAll('{{noScript.en}}', noScriptEn)
    .replace(/(src|href)="([^"/]+)"/g, (_, attribute: string, file: string) => {
      const url = urlsBySource.get(`${dirname(page)}/${file}`);
      if (!url) throw new Error(`${page} names ${file}, which was not built`);
      return `${attribute}="${url}"`;
    });
};
