// What the chat adds to a page of the portal in a real browser: script, layout and the whole main thread until it is still, with and without it, in pairs.

import type { Browser } from 'playwright-core';
import { serveSite } from '../support/serve-site.ts';
import { printTable } from './format.ts';
import { type MainThread, watchMainThread, withSites } from './in-browser.ts';
import { at, errorOf } from './spread.ts';

/** Visits of each page: as many as it takes until the error is smaller than what is measured, within these. */
const PAIRS = { least: 20, most: 80 } as const;

export interface Pair {
  readonly alone: MainThread;
  readonly chat: MainThread;
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
const visit = async (browser: Browser, url: string): Promise<MainThread> => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const thread = await watchMainThread(page);
    await page.goto(url);
    await page.locator('h1').first().waitFor();
    return await thread.atRest();
  } finally {
    await context.close();
  }
};

const addedTo = (pairs: readonly Pair[], part: keyof MainThread): number[] =>
  pairs.map(({ alone, chat }) => chat[part] - alone[part]);

const isCertain = (pairs: readonly Pair[]): boolean => {
  const added = addedTo(pairs, 'task');
  return pairs.length >= PAIRS.least && errorOf(added) < Math.abs(at(added, 0.5));
};

export const measurePage = (): Promise<Pair[]> =>
  withSites(async ({ browser, pages }) => {
    const serve = (permissions: readonly string[]) =>
      serveSite(pages('portal'), ({ name }) =>
        name === 'GET /api/session' ? session(permissions) : undefined,
      );
    const [alone, chat] = await Promise.all([serve([]), serve(['chat'])]);
    try {
      // The first visit pays for the browser itself.
      for (const { url } of [alone, chat]) await visit(browser, url);
      const pairs: Pair[] = [];
      while (pairs.length < PAIRS.most && !isCertain(pairs)) {
        // In turn which comes first: what the one leaves warm is of use to the other.
        const isSwapped = pairs.length % 2 === 1;
        const first = await visit(browser, (isSwapped ? chat : alone).url);
        const second = await visit(browser, (isSwapped ? alone : chat).url);
        pairs.push(isSwapped ? { alone: second, chat: first } : { alone: first, chat: second });
      }
      return pairs;
    } finally {
      await alone.stop();
      await chat.stop();
    }
  });

export const printPage = (pairs: readonly Pair[]): string => {
  const row = (name: string, part: keyof MainThread) => {
    const [alone, added] = [pairs.map((pair) => pair.alone[part]), addedTo(pairs, part)];
    const ratios = pairs.map((pair) => pair.chat[part] / (pair.alone[part] || 1));
    return [
      name,
      at(alone, 0.5).toFixed(1),
      at(added, 0.5).toFixed(1),
      `± ${errorOf(added).toFixed(1)}`,
      at(ratios, 0.5).toFixed(2),
      `± ${errorOf(ratios).toFixed(2)}`,
    ];
  };
  return printTable(
    [`opening a page, medians of ${pairs.length} pairs`, 'alone ms', 'the chat adds', 'error', 'x', 'error'],
    [row('script', 'script'), row('style and layout', 'layout'), row('main thread', 'task')],
  );
};
