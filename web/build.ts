// Builds the two static sites and the chat for the browser, and refuses what is larger than its budget. Knows no cloud.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './build/bundle.ts';
import { buildChat, loader } from './build/chat.ts';
import { buildSite, type Site } from './build/site.ts';
import { type Built, formatSizes, measure, type Size } from './build/sizes.ts';

export const sites = {
  portal: {
    page: 'web/portal/index.html',
    script: 'web/portal/main.tsx',
    style: 'web/portal/portal.css',
  },
  console: {
    page: 'web/console/index.html',
    script: 'web/console/main.tsx',
    style: 'web/console/console.css',
  },
} as const satisfies Record<string, Site>;

const KB = 1024;

/** Builds both sites into `outDir` and gives the sizes of what a browser loads; throws when one is over its budget. */
export const buildWeb = async ({ outDir }: { outDir: string }): Promise<readonly Size[]> => {
  const portal = await buildSite(sites.portal, join(outDir, 'portal'));
  const chat = await buildChat(join(outDir, 'portal'));
  const console = await buildSite(sites.console, join(outDir, 'console'));
  await noteParts([portal, chat, console], outDir);
  const partsOf = ({ script, style }: Site) => [script, style];
  const sizes = [
    measure({ name: 'portal, a page', built: portal, sources: partsOf(sites.portal) }),
    measure({
      name: 'chat, on a page without one',
      built: chat,
      sources: [loader],
      budget: 1.2 * KB,
      atOnce: true,
    }),
    measure({ name: 'chat, opened', built: chat, sources: [loader], budget: 17 * KB }),
    measure({
      name: 'console, the desk',
      built: console,
      sources: partsOf(sites.console),
      budget: 45 * KB,
      atOnce: true,
      texts: 'console.ts',
    }),
    measure({
      name: 'console, every page',
      built: console,
      sources: partsOf(sites.console),
      budget: 100 * KB,
    }),
  ];
  if (sizes.some(isOverBudget)) throw new Error(`Larger than its budget:\n${formatSizes(sizes)}`);
  return sizes;
};

/** What of other people's is in the sites, for infra/shipped.ts. */
const noteParts = async (built: readonly Built[], outDir: string): Promise<void> => {
  const inputs = built.flatMap(({ metafile }) =>
    Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs)),
  );
  const parts = new Set(inputs.filter((path) => /node_modules\//.test(path)));
  await writeFile(join(outDir, 'parts.json'), JSON.stringify([...parts].sort()));
};

const isOverBudget = ({ brotli, budget }: Size): boolean => budget !== undefined && brotli > budget;

if (import.meta.main) {
  try {
    const sizes = await buildWeb({ outDir: join(root, '.build/web') });
    process.stdout.write(`${formatSizes(sizes)}\n`);
  } catch (error) {
    // esbuild has already written where and what; our own message is the table of sizes.
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
