// What the chat adds to a page of the portal in a real browser: script, layout and the whole main thread until it is still, with and without it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { buildWeb } from '../../web/build.ts';
import { launchBrowser } from '../support/browser.ts';
import { serveSite } from '../support/serve-site.ts';
import { printTable } from './format.ts';

const ROUNDS = 15;

export interface PageCost {
  readonly name: string;
  /** Milliseconds, the quickest of all rounds. */
  readonly script: number;
  readonly layout: number;
  readonly task: number;
}

const session = (permissions: readonly string[]) => ({
  status: 200,
  body: {
    ok: {
      user: { id: 'a'.repeat(22), login: 'jansen', name: 'Jan Jansen', role: 'customer' },
      permissions,
    },
  },
});

/** Opens the page afresh and asks the browser what its main thread did. */
const visit = async (browser: Browser, url: string): Promise<Omit<PageCost, 'name'>> => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send('Performance.enable');
  await page.goto(url);
  await page.locator('h1').first().waitFor();
  await page.waitForTimeout(300);
  const { metrics } = await tools.send('Performance.getMetrics');
  await context.close();
  const seconds = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return {
    script: 1000 * seconds('ScriptDuration'),
    layout: 1000 * (seconds('LayoutDuration') + seconds('RecalcStyleDuration')),
    task: 1000 * seconds('TaskDuration'),
  };
};

export const measurePage = async (): Promise<PageCost[]> => {
  const dir = await mkdtemp(join(tmpdir(), 'page-'));
  const browser = await launchBrowser();
  const servers: { stop(): Promise<void> }[] = [];
  try {
    await buildWeb({ outDir: dir });
    const open = async (name: string, permissions: readonly string[]) => {
      const server = await serveSite(join(dir, 'portal'), ({ name: route }) =>
        route === 'GET /api/session' ? session(permissions) : undefined,
      );
      servers.push(server);
      return { name, url: server.url, costs: [] as Omit<PageCost, 'name'>[] };
    };
    const pages = [await open('portal page alone', []), await open('with the chat', ['chat'])];
    for (let round = 0; round < ROUNDS; round++) {
      for (const page of pages) page.costs.push(await visit(browser, page.url));
    }
    return pages.map(({ name, costs }) => {
      const least = (pick: (cost: Omit<PageCost, 'name'>) => number) => Math.min(...costs.map(pick));
      return {
        name,
        script: least(({ script }) => script),
        layout: least(({ layout }) => layout),
        task: least(({ task }) => task),
      };
    });
  } finally {
    await browser.close();
    for (const server of servers) await server.stop();
    await rm(dir, { recursive: true, force: true });
  }
};

export const printPage = (pages: readonly PageCost[]): string => {
  const [alone] = pages;
  const ratio = (part: number, whole: number | undefined) => `${(part / (whole || 1)).toFixed(2)}`;
  return printTable(
    ['opening a page', 'script ms', 'x', 'layout ms', 'x', 'main thread ms', 'x'],
    pages.map(({ name, script, layout, task }) => [
      name,
      script.toFixed(1),
      ratio(script, alone?.script),
      layout.toFixed(1),
      ratio(layout, alone?.layout),
      task.toFixed(1),
      ratio(task, alone?.task),
    ]),
  );
};
