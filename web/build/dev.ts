// Builds both sites while somebody works on them: readable, unmeasured, and reloaded by what the page is told. No AWS.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildEmbedded, buildLoader } from './chat.ts';
import { buildSite } from './site.ts';
import { sites } from './sites.ts';

/**
 * Loads the page anew when another build is there than the one it is of; infra/local/live-reload.ts answers. A page that
 * is not looked at gives its connection back: a browser opens six to one host.
 */
const SCRIPT = `let shown;
let events;
const listen = () => {
  events?.close();
  if (document.hidden) return;
  events = new EventSource('/live-reload');
  events.addEventListener('message', ({ data }) => {
    shown ??= data;
    if (data !== shown) location.reload();
  });
};
document.addEventListener('visibilitychange', listen);
listen();
`;

/** Into `<outDir>/portal` and `<outDir>/console`. @throws esbuild's failure, which it has shown already. */
export const buildDevWeb = async (outDir: string): Promise<void> => {
  const siteDir = join(outDir, 'portal');
  const portal = await buildSite(sites.portal, siteDir, 'dev');
  await buildLoader({ portal, page: sites.portal.script, siteDir, mode: 'dev' });
  await buildEmbedded({ siteDir, mode: 'dev' });
  await buildSite(sites.console, join(outDir, 'console'), 'dev');
  for (const site of Object.keys(sites)) await addReload(join(outDir, site));
};

/** As a file: the content security policy of the sites holds here too, and allows no script within a page. */
const addReload = async (siteDir: string): Promise<void> => {
  const page = join(siteDir, 'index.html');
  const html = await readFile(page, 'utf8');
  await writeFile(join(siteDir, 'live-reload.js'), SCRIPT);
  await writeFile(
    page,
    html.replace(/ *<\/head>/, '    <script type="module" src="/live-reload.js"></script>\n$&'),
  );
};
