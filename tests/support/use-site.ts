// A built site in a real browser with the real helpdesk behind it, for every test of a file: what a page complains of, or what failed behind it, fails the test.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Site } from '../../functions/domain/account.ts';
import { launchBrowser } from './browser.ts';
import type { DeskSite } from './desk-site.ts';
import { type Engine, startEngine } from './engine.ts';
import { findSite } from './sites.ts';

interface Given<S> {
  readonly hasScrollbars?: boolean;
  /** What stands behind the pages of a test, on an empty table. */
  open(engine: Engine, pages: string): Promise<S>;
}

export interface SiteInBrowser<S> {
  /** What `open` gave for this test. */
  today(): S;
  /** A browser in which somebody is signed in, or nobody. */
  newContext(options?: BrowserContextOptions, who?: { readonly id: string }): Promise<BrowserContext>;
  openPage(context: BrowserContext, path: string): Promise<Page>;
}

export const useSite = <S extends Pick<DeskSite, 'url' | 'signIn' | 'stop' | 'failures'>>(
  site: Site,
  { hasScrollbars = false, open }: Given<S>,
): SiteInBrowser<S> => {
  let [pages, faults]: [string, string[]] = ['', []];
  let browser: Browser;
  let engine: Engine;
  let today: S;
  beforeAll(async () => {
    [pages, browser, engine] = await Promise.all([
      findSite(site),
      launchBrowser({ hasScrollbars }),
      startEngine(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await engine.stop();
  });
  beforeEach(async () => {
    faults = [];
    await engine.clear();
    today = await open(engine, pages);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await today.stop();
    expect([...faults, ...today.failures]).toEqual([]);
  });
  return {
    today: () => today,
    async newContext(options = {}, who) {
      const context = await browser.newContext({
        baseURL: today.url,
        timezoneId: 'Europe/Amsterdam',
        ...options,
      });
      if (who) await today.signIn(context, who);
      return context;
    },
    async openPage(context, path) {
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) faults.push(message.text());
      });
      await page.goto(path);
      await page.locator('h1').first().waitFor();
      return page;
    },
  };
};
