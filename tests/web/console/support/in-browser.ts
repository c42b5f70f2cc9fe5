// The built console in a real browser with the real helpdesk behind it, and where things are on the screen. Call it once per test file.
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { beforeEach } from 'vitest';
import { useSite } from '../../../support/use-site.ts';
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
  const { today, newContext, openPage } = useSite('console', { hasScrollbars, open: openHelpdesk });
  beforeEach(() => onHelpdesk(today()));
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
      const who = isSignedIn ? today().anna : undefined;
      const context = await newContext({ ...wide, ...options }, who);
      await context.addInitScript(script);
      return openPage(context, path);
    },
  };
};
