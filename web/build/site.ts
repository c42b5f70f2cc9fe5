// Builds one static site: its page, its script and its style sheet. Knows nothing of the chat.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { ui as en } from '../text/en/ui.ts';
import { ui as nl } from '../text/nl/ui.ts';
import { bundle, root } from './bundle.ts';
import type { Built } from './sizes.ts';

/** Source files, relative to the repository. */
export interface Site {
  readonly page: string;
  readonly script: string;
  readonly style: string;
}

/** What was in `siteDir` goes. */
export const buildSite = async (site: Site, siteDir: string): Promise<Built> => {
  const built = await bundle([site.script, site.style], join(siteDir, 'assets'));
  await rm(siteDir, { recursive: true, force: true });
  await mkdir(join(siteDir, 'assets'), { recursive: true });
  const urlsBySource = new Map<string, string>();
  for (const [path, contents] of built.contentsByPath) {
    const source = built.metafile.outputs[path]?.entryPoint;
    await writeFile(join(root, path), contents);
    if (source) urlsBySource.set(source, `/${relative(siteDir, join(root, path))}`);
  }
  await writeFile(join(siteDir, 'index.html'), await fillPage(site.page, urlsBySource));
  await copyFile(join(root, 'web/ui/favicon.svg'), join(siteDir, 'favicon.svg'));
  return built;
};

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
