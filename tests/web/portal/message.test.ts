// "Laat een bericht achter" in a real browser, with the real helpdesk behind it: nothing typed is lost, and one question is one ticket.
import type { BrowserContext, Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import type { Refusal } from '../../../shared/errors.ts';
import { screenshot } from '../../support/browser.ts';
import type { DeskSite } from '../../support/desk-site.ts';
import { type Today, usePortal } from './support/rig.ts';

let today: Today;
let site: DeskSite;
let context: BrowserContext;
usePortal((given) => {
  today = given;
  site = given.site;
});
beforeEach(async () => {
  context = await today.newContext();
});

const open = async (path = '/bericht'): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(path);
  await page.locator('h1').waitFor();
  return page;
};
const partsOf = (page: Page) => ({
  text: page.getByLabel('Uw bericht'),
  email: page.getByLabel('E-mailadres'),
  send: page.getByRole('button', { name: 'Versturen' }),
  link: page.getByRole('link', { name: 'Laat een bericht achter' }),
});
const sent = () => site.calls.filter(({ name }) => name === 'POST /api/my-tickets').map(({ body }) => body);
/** The server says no, once. */
const refuse = (error: Refusal) => site.once('POST /api/my-tickets', { error });
const cidOf = (body: unknown) => JSON.stringify(body).match(/"cid":"([\w-]{22})"/)?.[1];

test('[S14] a question becomes a ticket, with the way to it', async () => {
  const page = await open();
  const { text, email, send } = partsOf(page);
  await text.fill('Wanneer komt de monteur?');
  await email.fill('jan@example.nl');
  await screenshot(page, 'portal-message-filled');
  await send.click();
  await page.getByText(/^Uw bericht is ontvangen als melding \d+\.$/).waitFor();
  await screenshot(page, 'portal-message-sent');
  expect(sent()).toMatchObject([{ text: 'Wanneer komt de monteur?', email: 'jan@example.nl' }]);
  const link = page.getByRole('link', { name: /^Naar melding \d+$/ });
  expect(await link.getAttribute('href')).toMatch(/^\/meldingen\/\d+$/);
  await page.reload();
  expect(await text.inputValue()).toBe('');
});

test('what was typed survives a reload, a refusal and a lost connection; the same words keep their cid', async () => {
  const page = await open();
  const { text, email, send } = partsOf(page);
  await text.fill('Een lange vraag');
  await email.fill('jan@voorbeeld.nl');
  await page.reload();
  expect(await text.inputValue()).toBe('Een lange vraag');
  refuse({ code: 'bad_email' });
  await send.click();
  await page.getByText('Dit is geen geldig e-mailadres.').waitFor();
  expect(await email.getAttribute('aria-invalid')).toBe('true');
  await email.fill('jan@example.nl');
  await page.route('**/api/my-tickets', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  const [lost] = await Promise.all([page.waitForRequest('**/api/my-tickets'), send.click()]);
  await page.getByRole('alert').getByText('Geen verbinding met de server.').waitFor();
  await screenshot(page, 'portal-message-lost');
  await page.unroute('**/api/my-tickets');
  await page.reload();
  expect(await text.inputValue()).toBe('Een lange vraag');
  await send.click();
  await page.getByText('Uw bericht is ontvangen').waitFor();
  expect(cidOf(sent().at(-1))).toBe(cidOf(lost.postDataJSON()));
  // Other words are another question: the answer to the first may have gone missing.
  expect(cidOf(sent()[0])).not.toBe(cidOf(sent().at(-1)));
});

test.each([
  [{ code: 'empty_text' }, 'Typ eerst een bericht.'],
  [{ code: 'text_too_long', max: 4000 }, 'Het bericht is te lang'],
] as const)('$code is told at the text', async (refusal, words) => {
  refuse(refusal);
  const page = await open();
  const { text, send } = partsOf(page);
  await send.click();
  await page.getByText(words).waitFor();
  expect(await text.getAttribute('aria-invalid')).toBe('true');
});

test('what the chat handed over is added to what was typed before, once', async () => {
  const page = await open();
  const { text, email } = partsOf(page);
  await text.fill('Van eerder');
  await page.evaluate(
    (id) =>
      sessionStorage.setItem(
        `chat:words:${id}`,
        JSON.stringify({ email: 'jan@example.nl', text: 'uit de chat' }),
      ),
    today.jan.id,
  );
  await page.reload();
  expect(await text.inputValue()).toBe('Van eerder\nuit de chat');
  expect(await email.inputValue()).toBe('jan@example.nl');
  await text.fill('Anders');
  await page.reload();
  expect(await text.inputValue()).toBe('Anders');
});

test.each(['{', 'null', '7', '{"text":7,"email":{}}'])('%s handed over is nothing', async (kept) => {
  await context.addInitScript(([id, kept]) => sessionStorage.setItem(`chat:words:${id}`, kept), [
    today.jan.id,
    kept,
  ] as const);
  const page = await open();
  expect(await partsOf(page).text.inputValue()).toBe('');
});

test('[S14] the start page offers it when there is no room, and when nothing is heard of the helpdesk', async () => {
  await context.addInitScript(() => {
    Object.assign(globalThis, { tell: (open: boolean) => Reflect.get(globalThis, 'onRoom')(open) });
  });
  const page = await context.newPage();
  // The page's time stands still, but for what it takes to load.
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(3_600_000);
  await page.goto('/');
  const { link } = partsOf(page);
  const isHeard = async () => {
    await page.clock.runFor(10);
    // The policy of the page forbids the eval of `waitForFunction`.
    return page.evaluate('typeof globalThis.onRoom');
  };
  await expect.poll(isHeard).toBe('function');
  expect(await link.count()).toBe(0);
  await page.clock.runFor(5_000);
  await page.clock.resume();
  await link.waitFor();
  await page.evaluate('tell(true)');
  await link.waitFor({ state: 'detached' });
  await page.evaluate('tell(false)');
  await link.waitFor();
});
