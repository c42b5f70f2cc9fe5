// The built console in a real browser with a helpdesk the test plays. Call it once per test file.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchBrowser } from '../../../support/browser.ts';
import { findSite } from '../../../support/sites.ts';
import { type FakeHelpdesk, startFakeHelpdesk } from './fake-helpdesk.ts';

const wide = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' } as const;

export interface Screens {
  readonly helpdesk: () => FakeHelpdesk;
  /**
   * A page of its own context; errors of the page and refusals of the CSP fail the test.
   * @param script runs before the page does.
   */
  open(path: string, options?: BrowserContextOptions, script?: string): Promise<Page>;
}

export const showScreens = ({ hasScrollbars = false } = {}): Screens => {
  let pages: string;
  let browser: Browser;
  let helpdesk: FakeHelpdesk;
  let faults: string[];
  beforeAll(async () => {
    pages = await findSite('console');
    browser = await launchBrowser({ hasScrollbars });
  });
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    faults = [];
    helpdesk = await startFakeHelpdesk(pages);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await helpdesk.stop();
    expect(faults).toEqual([]);
  });
  return {
    helpdesk: () => helpdesk,
    open: async (path, options = wide, script = '') => {
      const context = await browser.newContext({
        baseURL: helpdesk.url,
        timezoneId: 'Europe/Amsterdam',
        ...options,
      });
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
