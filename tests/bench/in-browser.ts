// A built site in a real browser with the real helpdesk behind it, and what its main thread does. No figures of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { buildWeb } from '../../web/build.ts';
import { launchBrowser } from '../support/browser.ts';

export interface Sites {
  readonly browser: Browser;
  /** The folder of a built site. */
  readonly pages: (site: 'portal' | 'console') => string;
}

/** Builds both sites and starts a browser, for as long as `work` takes. */
export const withSites = async <T>(work: (sites: Sites) => Promise<T>): Promise<T> => {
  const dir = await mkdtemp(join(tmpdir(), 'sites-'));
  const browser = await launchBrowser();
  try {
    await buildWeb({ outDir: dir });
    return await work({ browser, pages: (site) => join(dir, site) });
  } finally {
    await browser.close();
    await rm(dir, { recursive: true, force: true });
  }
};

/** What a main thread did: milliseconds of processor time, and counts. */
export interface MainThread {
  readonly task: number;
  readonly script: number;
  /** Style and layout. */
  readonly layout: number;
  readonly layouts: number;
  readonly nodes: number;
}

const readMetrics = async (tools: CDPSession): Promise<MainThread> => {
  const { metrics } = await tools.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return {
    task: 1000 * of('TaskDuration'),
    script: 1000 * of('ScriptDuration'),
    layout: 1000 * (of('LayoutDuration') + of('RecalcStyleDuration')),
    layouts: of('LayoutCount'),
    nodes: of('Nodes'),
  };
};

const names = ['task', 'script', 'layout', 'layouts', 'nodes'] as const;
const each = (figure: (name: keyof MainThread) => number): MainThread => {
  const [task = 0, script = 0, layout = 0, layouts = 0, nodes = 0] = names.map(figure);
  return { task, script, layout, layouts, nodes };
};
const less = (a: MainThread, b: MainThread): MainThread => each((name) => a[name] - b[name]);
const times = (a: MainThread, by: number): MainThread => each((name) => a[name] * by);

/** Milliseconds between two looks at a main thread. */
const LOOK_MS = 100;
/** Less than so many milliseconds of processor time between two looks is rest. */
const REST_MS = 3;
/** How often an idle page is looked at. */
const IDLE_LOOKS = 30;

/**
 * Counts the thread's processor time, so that what else the machine does is not in it; but for script and layout, which
 * Chromium counts by the clock.
 */
export const watchMainThread = async (page: Page) => {
  const tools = await page.context().newCDPSession(page);
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
  /** When the page has nothing to do any more. */
  const atRest = async (): Promise<MainThread> => {
    for (let before = await readMetrics(tools), quiet = 0; ; ) {
      await sleep(LOOK_MS);
      const now = await readMetrics(tools);
      quiet = now.task - before.task < REST_MS ? quiet + 1 : 0;
      if (quiet === 2) return now;
      before = now;
    }
  };
  /** What the page does by itself in a millisecond, such as clocks that tick. */
  let idle = times(await readMetrics(tools), 0);
  return {
    tools,
    atRest,
    /** Looks on for a while, so that it can be taken off what follows. */
    async learnIdle(): Promise<void> {
      const [from, before] = [performance.now(), await atRest()];
      let now = before;
      // Looking is a little work as well.
      for (let looked = 0; looked < IDLE_LOOKS; looked++) {
        await sleep(LOOK_MS);
        now = await readMetrics(tools);
      }
      idle = times(less(now, before), 1 / (performance.now() - from));
    },
    /** What the main thread does because of something that is done, until it is at rest again. */
    async during(work: () => Promise<unknown>): Promise<MainThread> {
      const before = await atRest();
      const from = performance.now();
      await work();
      const after = await atRest();
      return less(less(after, before), times(idle, performance.now() - from));
    },
  };
};
