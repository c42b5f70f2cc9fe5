// How long an agent waits for the desk after a reload, by how many chats are open at it.

import type { Engine } from '../support/engine.ts';
import { openHelpdesk } from '../web/console/support/helpdesk.ts';
import { fillOpen } from './fill.ts';
import { printTable } from './format.ts';
import { type MainThread, type Sites, watchMainThread, withSites } from './in-browser.ts';
import { at, spread } from './spread.ts';

const CHATS = [0, 50, 500, 1_000] as const;
const ROUNDS = 5;

export interface Reload {
  readonly chats: number;
  /** Milliseconds until the desk shows how many chats there are, a round each. */
  readonly took: readonly number[];
  readonly threads: readonly MainThread[];
  /** To the console, until it was at rest; of the last round. */
  readonly frames: number;
  readonly bytes: number;
  /** Elements that the page has, of the last round. */
  readonly elements: number;
}

const reload = async (engine: Engine, { browser, pages }: Sites, chats: number): Promise<Reload> => {
  await engine.clear();
  const site = await openHelpdesk(engine, pages('console'));
  const context = await browser.newContext({ baseURL: site.url, viewport: { width: 1440, height: 900 } });
  try {
    await site.onDuty();
    await fillOpen({ engine, now: site.desk.now }, chats);
    await site.signIn(context, site.anna);
    const page = await context.newPage();
    let heard = { frames: 0, bytes: 0 };
    page.on('websocket', (socket) => {
      heard = { frames: 0, bytes: 0 };
      socket.on('framereceived', ({ payload }) => {
        heard = { frames: heard.frames + 1, bytes: heard.bytes + Buffer.byteLength(payload) };
      });
    });
    const thread = await watchMainThread(page);
    await page.goto('/');
    const took: number[] = [];
    const threads: MainThread[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      await thread.atRest();
      const from = performance.now();
      await page.reload({ waitUntil: 'commit' });
      await page.locator('#list', { hasText: new RegExp(` ${chats}$`) }).waitFor();
      const ms = performance.now() - from;
      const work = await thread.atRest();
      // The first one warms up what a browser in use has warm.
      if (round === 0) continue;
      took.push(ms);
      threads.push(work);
    }
    return { chats, took, threads, ...heard, elements: await page.locator('*').count() };
  } finally {
    await context.close();
    await site.stop();
  }
};

export const measureDeskReload = (engine: Engine): Promise<Reload[]> =>
  withSites(async (sites) => {
    const all: Reload[] = [];
    for (const chats of CHATS) all.push(await reload(engine, sites, chats));
    return all;
  });

export const printDeskReload = (all: readonly Reload[]): string =>
  printTable(
    [
      `reload of the desk, ${ROUNDS} rounds`,
      'usable after p10 / p50 / p90 ms',
      'main thread p50 ms',
      'frames',
      'bytes',
      'elements',
    ],
    all.map(({ chats, took, threads, frames, bytes, elements }) => [
      `${chats} open chats`,
      spread(took),
      at(
        threads.map(({ task }) => task),
        0.5,
      ).toFixed(0),
      frames,
      bytes,
      elements,
    ]),
  );
