// What the tests of the chat window share: the built portal in a real browser with the real helpdesk behind it, and the words on the screen.
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { useSite } from '../../../support/use-site.ts';
import { openHelpdesk } from './helpdesk.ts';

/** Sets up a helpdesk and a clean browser for every test of a file. */
export const useRig = () => {
  const { today, newContext, openPage } = useSite('portal', { open: openHelpdesk });
  return {
    helpdesk: today,
    /** A browser in which the customer is signed in. */
    newPerson: (options: BrowserContextOptions = {}): Promise<BrowserContext> =>
      newContext(options, today().customer),
    openPage: (context: BrowserContext, path = '/'): Promise<Page> => openPage(context, path),
  };
};

/** The parts of the window by what people and screen readers know them by. */
export const partsOf = (page: Page) => ({
  tab: page.getByRole('button', { name: /^Chat met / }),
  window: page.getByRole('region', { name: 'Chat met de helpdesk' }),
  nickname: page.getByLabel('Nickname'),
  email: page.getByLabel('E-mailadres'),
  question: page.getByLabel('Uw vraag'),
  start: page
    .getByRole('region', { name: 'Chat met de helpdesk' })
    .getByRole('button', { name: 'Start chat' }),
  log: page.getByRole('log'),
  scroll: page.locator('.log .scroll'),
  box: page.getByRole('textbox', { name: 'Uw bericht' }),
  send: page.getByRole('button', { name: 'Verzenden' }),
  cross: page.getByRole('button', { name: 'Chat sluiten' }),
  small: page.getByRole('button', { name: 'Chat verkleinen' }),
  stay: page.getByRole('button', { name: 'Doorgaan met chat' }),
  end: page.getByRole('button', { name: 'Chat beëindigen' }),
  next: page.getByRole('button', { name: 'Start nieuwe chat' }),
  download: page.getByRole('button', { name: 'Chat downloaden' }),
  close: page.getByRole('button', { name: 'Sluiten', exact: true }),
  isHere: page.getByRole('button', { name: 'Ik ben er nog' }),
  popOut: page.getByRole('button', { name: /^Pop out/ }),
  elsewhere: page.getByText('Chat is geopend in een los venster –'),
  bringBack: page.getByRole('button', { name: 'terughalen' }),
  sound: page.getByRole('button', { name: 'Geluid' }),
  leaveMessage: page.getByRole('link', { name: 'Laat een bericht achter' }),
  star: (name: string) => page.getByRole('radio', { name, exact: true }),
  comment: page.getByLabel('Toelichting'),
  rate: page.getByRole('button', { name: 'Versturen' }),
});
export type Parts = ReturnType<typeof partsOf>;

export const startChat = async ({ tab, start, box }: Parts) => {
  await tab.click();
  await start.click();
  await box.waitFor();
};

export const say = async ({ box }: Parts, text: string) => {
  await box.fill(text);
  await box.press('Enter');
};

/** What has the focus in the chat, as HTML. */
export const isFocused = (page: Page) => (name: string) =>
  expect
    .poll(() => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.outerHTML ?? ''))
    .toContain(name);
