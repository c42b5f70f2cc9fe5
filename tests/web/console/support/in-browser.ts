// The built console in a real browser with the real helpdesk behind it, and where things are on the screen. Call it once per test file.
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchBrowser } from '../../../support/browser.ts';
import { type Engine, startEngine } from '../../../support/engine.ts';
import { findSite } from '../../../support/sites.ts';
import { type Helpdesk, openHelpdesk } from './helpdesk.ts';

const wide = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' } as const;

export const reply = (page: Page, name: string): Locator =>
  page.getByRole('textbox', { name: `Antwoord aan ${name}` });
/** On a narrow screen its tab names it. */
export const chatWindow = (page: Page, name: string): Locator =>
  page.getByLabel(`Chat met ${name}`, { exact: true }).or(page.getByRole('tabpanel', { name }));
export const block = (page: Page, name: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });

/** @param onHelpdesk is given the helpdesk of each test as it begins. */
export const consoleInBrowser = (
  onHelpdesk: (helpdesk: Helpdesk) => void,
  { hasScrollbars = false } = {},
) => {
  let pages: string;
  let browser: Browser;
  let engine: Engine;
  let helpdesk: Helpdesk;
  let faults: string[];
  beforeAll(async () => {
    [pages, browser, engine] = await Promise.all([
      findSite('console'),
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
    helpdesk = await openHelpdesk(engine, pages);
    onHelpdesk(helpdesk);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await helpdesk.stop();
    expect([...faults, ...helpdesk.failures]).toEqual([]);
  });
  return {
    /**
     * A page of its own context, in which Anna is signed in; errors of the page and refusals of the CSP fail the test.
     * @param script runs before the page does.
     */
    async open(
      path: string,
      {
        script = '',
        isSignedIn = true,
        ...options
      }: BrowserContextOptions & { script?: string | undefined; isSignedIn?: boolean } = {},
    ): Promise<Page> {
      const context = await browser.newContext({
        baseURL: helpdesk.url,
        timezoneId: 'Europe/Amsterdam',
        ...wide,
        ...options,
      });
      if (isSignedIn) await helpdesk.signIn(context, helpdesk.anna);
      await context.addInitScript(script);
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
