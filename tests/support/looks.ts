// A page of the product in every look: light and dark, on a phone, in both languages; each a picture, accessible, and no wider than the screen.
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { screenshot } from './browser.ts';

const looks = {
  'nl-light': { language: 'nl', viewport: { width: 1280, height: 900 } },
  'en-dark': { language: 'en', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  'nl-dark-phone': { language: 'nl', viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
  'en-light-phone': { language: 'en', viewport: { width: 360, height: 740 } },
} as const;

/** That a page has no violation of WCAG 2.2 AA, and nothing that makes it scroll sideways. */
export const expectAccessible = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // The language buttons say "Nederlands" for "NL"; they are the site header's.
    .exclude('.language-switch')
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
};

/**
 * Opens the address as the person of `context` in each look. Pictures are named `<name>-<look>`.
 * @param settle waits for what makes the page whole, in either language.
 */
export const showInAllLooks = async (
  context: BrowserContext,
  { url, name, settle }: { url: string; name: string; settle: (page: Page) => Promise<unknown> },
): Promise<void> => {
  const storageState = await context.storageState();
  const browser = context.browser();
  if (!browser) throw new Error('the context has no browser');
  for (const [look, { language, ...options }] of Object.entries(looks)) {
    const other = await browser.newContext({ ...options, storageState, timezoneId: 'Europe/Amsterdam' });
    try {
      await other.addInitScript((chosen) => localStorage.setItem('language', chosen), language);
      const page = await other.newPage();
      await page.goto(url);
      await settle(page);
      await screenshot(page, `${name}-${look}`, { fullPage: true });
      await expectAccessible(page);
    } finally {
      await other.close();
    }
  }
};
