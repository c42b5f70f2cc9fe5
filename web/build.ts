// Builds the two static sites and the chat for the browser, and refuses what is larger than its budget. No AWS.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bundled, root } from './build/bundle.ts';
import {
  buildEmbedded,
  buildLoader,
  chatTexts,
  chatWindow,
  type Embedded,
  embedFrame,
  embedScript,
  loader,
  tokens,
} from './build/chat.ts';
import { buildSite, type Site } from './build/site.ts';
import { sites } from './build/sites.ts';
import { type Built, formatSizes, measure, measureLargestLater, type Size, together } from './build/sizes.ts';

const KB = 1024;

/**
 * Most bytes with brotli: a few per cent above what is there, so that a gate trips on a mistake and not on a word. What
 * each may grow to at most, and why: docs/decisions/034-the-chat-on-preact.md and 010-console-size.md.
 */
const budgets = {
  loader: 1.2 * KB,
  onPortal: 16.5 * KB,
  alone: 24 * KB,
  embedScript: 1.5 * KB,
  onOtherPages: 3 * KB,
  chatPart: 5 * KB,
  desk: 52 * KB,
  everyPage: 160 * KB,
  signingIn: 24 * KB,
  part: 8 * KB,
  files: 8 * KB,
} as const;

interface Where {
  readonly outDir: string;
  /** For the source maps, which are never deployed; what was there goes. */
  readonly mapsDir?: string;
}

/** Builds both sites into `outDir` and gives the sizes of what a browser loads; throws when one is over its budget. */
export const buildWeb = async ({ outDir, mapsDir }: Where): Promise<readonly Size[]> => {
  const portal = await buildSite(sites.portal, join(outDir, 'portal'));
  const siteDir = join(outDir, 'portal');
  const chatLoader = await buildLoader({ portal, page: sites.portal.script, siteDir });
  const embedded = await buildEmbedded({ siteDir });
  const console = await buildSite(sites.console, join(outDir, 'console'));
  await recordParts([portal, console], outDir);
  const { alone, frame, script } = embedded;
  if (mapsDir) await keepMaps([portal, chatLoader, alone, frame, script, console], mapsDir);
  const sizes = [
    ...sizesOfChat({ portal, loader: chatLoader, alone }),
    ...sizesOfEmbedded(embedded),
    ...sizesOfConsole(console),
  ];
  if (sizes.some(isOverBudget)) throw new Error(`Larger than its budget:\n${formatSizes(sizes)}`);
  return sizes;
};

const partsOf = ({ script, style }: Site) => [script, style];

const sizesOfChat = (built: { portal: Built; loader: Built; alone: Built }): Size[] => {
  const page = partsOf(sites.portal);
  const tab = measure({ built: built.loader, sources: [loader], atOnce: true });
  const texts = measure({ built: built.loader, sources: chatTexts });
  const added = { built: built.portal, sources: [chatWindow], besides: page };
  const alone = { built: built.alone, sources: [chatWindow, ...chatTexts, tokens], atOnce: true };
  return [
    { name: 'portal, a page', ...measure({ built: built.portal, sources: page }) },
    { name: 'chat, on a page without one', ...tab, budget: budgets.loader },
    {
      name: 'chat, opened on the portal',
      ...together(tab, texts, measure({ ...added, atOnce: true })),
      budget: budgets.onPortal,
    },
    { name: 'chat, standing alone', ...measure(alone), budget: budgets.alone },
    { name: 'chat, largest part fetched', ...measureLargestLater(added), budget: budgets.chatPart },
  ];
};

const sizesOfEmbedded = ({ script, frame }: Embedded): Size[] => {
  const page = measure({ built: script, sources: [embedScript], atOnce: true });
  const own = measure({ built: frame, sources: [embedFrame], atOnce: true });
  return [
    { name: 'embedded, on the page', ...page, budget: budgets.embedScript },
    { name: 'embedded, without a chat', ...together(page, own), budget: budgets.onOtherPages },
  ];
};

/** Files, and what they say: fetched where one is sent or looked at. */
const FILES = ['web/console/files-part.ts', 'shared/text/nl/files.ts', 'shared/text/en/files.ts'];

const sizesOfConsole = (console: Built): Size[] => {
  const loaded = { built: console, sources: partsOf(sites.console), texts: 'console.ts' };
  return [
    { name: 'console, the desk', ...measure({ ...loaded, atOnce: true }), budget: budgets.desk },
    {
      name: 'console, every page',
      ...measure({ ...loaded, without: [...signingIn, ...FILES] }),
      budget: budgets.everyPage,
    },
    {
      name: 'console, every way in',
      ...measure({ built: console, sources: signingIn, besides: loaded.sources, without: signingIn }),
      budget: budgets.signingIn,
    },
    {
      name: 'console, files, when used',
      ...measure({ built: console, sources: FILES, besides: loaded.sources, without: FILES }),
      budget: budgets.files,
    },
    { name: 'console, largest part fetched', ...measureLargestLater(loaded), budget: budgets.part },
  ];
};

/** Pages of the console before anyone is signed in: nobody has them beside the others. */
const signingIn = ['web/console/Login.tsx', 'web/console/PasswordByMail.tsx'];

/** What of other people's is in the sites, for infra/shipped.ts. */
const recordParts = async (built: readonly Built[], outDir: string): Promise<void> => {
  const inputs = built.flatMap(({ metafile }) =>
    Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs)),
  );
  const parts = new Set(inputs.filter((path) => /node_modules\//.test(path)));
  await writeFile(join(outDir, 'parts.json'), JSON.stringify([...parts].sort()));
};

const keepMaps = async (built: readonly Bundled[], mapsDir: string): Promise<void> => {
  await rm(mapsDir, { recursive: true, force: true });
  await mkdir(mapsDir, { recursive: true });
  for (const { mapsByName } of built)
    for (const [name, map] of mapsByName) await writeFile(join(mapsDir, name), map);
};

const isOverBudget = ({ brotli, budget }: Size): boolean => budget !== undefined && brotli > budget;

if (import.meta.main) {
  try {
    const sizes = await buildWeb({
      outDir: join(root, '.build/web'),
      mapsDir: join(root, '.build/maps/web'),
    });
    process.stdout.write(`${formatSizes(sizes)}\n`);
  } catch (error) {
    // esbuild has already written where and what; our own message is the table of sizes.
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
