// npm run dev: the product on this machine while somebody works on it. What is saved is built at once; functions are swapped under open sockets, pages load themselves anew.
import { watch } from 'node:fs';
import { join } from 'node:path';
import { stop } from 'esbuild';
import { openFunctions } from '../functions/build/dev.ts';
import { buildDevWeb } from '../web/build/dev.ts';
import type { LocalCloud } from './local/cloud.ts';
import { createLiveReload } from './local/live-reload.ts';
import { root, runAtTerminal, say } from './local/terminal.ts';

/** Of its own: tests and deployments use what is in `.build`. */
const build = join(root, '.build/dev');

/** What is to be built when something in a folder changes. */
const folders = {
  shared: ['functions', 'web'],
  functions: ['functions'],
  web: ['web'],
} as const satisfies Record<string, readonly Part[]>;
type Part = 'functions' | 'web';

/** An editor writes a file in several steps. */
const SETTLE_MS = 50;

const rebuild = await openFunctions(build);
const buildSites = () => buildDevWeb(join(build, 'web'));
const pages = createLiveReload();
// Or it complains that nobody listens any more.
process.once('exit', () => void stop());

const buildAnew = async (parts: ReadonlySet<Part>, cloud: LocalCloud): Promise<void> => {
  const begun = performance.now();
  try {
    const functions = parts.has('functions') ? await rebuild() : [];
    if (parts.has('web')) await buildSites();
    await cloud.renew(functions);
    if (parts.has('web')) pages.tell();
    const what = [...functions, ...(parts.has('web') ? ['the sites'] : [])].join(', ');
    say(`Built in ${Math.round(performance.now() - begun)} ms: ${what || 'nothing is different'}`);
  } catch {
    say('Not built, see above; what runs is what was there before.');
  }
};

/** One build at a time; what is saved meanwhile is in the next one. */
const buildWhenSaved = (cloud: LocalCloud): void => {
  const wanted = new Set<Part>();
  let isBuilding = false;
  let timer: NodeJS.Timeout | undefined;
  const begin = async () => {
    if (isBuilding) return;
    isBuilding = true;
    while (wanted.size > 0) {
      const parts = new Set(wanted);
      wanted.clear();
      await buildAnew(parts, cloud);
    }
    isBuilding = false;
  };
  for (const [folder, parts] of Object.entries(folders)) {
    watch(join(root, folder), { recursive: true }, (_event, name) => {
      if (!name || !/\.(tsx?|css|html|svg|json)$/.test(name)) return;
      for (const part of parts) wanted.add(part);
      clearTimeout(timer);
      timer = setTimeout(begin, SETTLE_MS);
    });
  }
};

await runAtTerminal({
  async prepare(seed) {
    say('Bundling the functions and the sites…');
    const [{ LOCAL_CONTEXT, synthesise }] = await Promise.all([import('./app.ts'), rebuild(), buildSites()]);
    say('Synthesising the stack…');
    const { template, dir, folders } = synthesise({
      outdir: join(build, 'cdk.out'),
      // What has no folder of its own, such as security.txt, is not there to be watched.
      context: { mailFrom: LOCAL_CONTEXT.mailFrom, build },
      inPlace: true,
    });
    return { template, assets: dir, folders, seed: join(build, `tools/${seed}.mjs`), beside: pages.answer };
  },
  onRunning(cloud) {
    buildWhenSaved(cloud);
    say('Watching shared, functions and web; a change of infra needs a new start.');
  },
});
