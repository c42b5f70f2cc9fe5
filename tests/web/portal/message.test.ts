// "Laat een bericht achter" in a real browser, with made-up answers: nothing typed is lost, and one question is one ticket.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser, screenshot } from '../../support/browser.ts';
import { type SiteServer, serveSite } from '../../support/serve-site.ts';
import { findSite } from '../../support/sites.ts';
import { answersOf, aStub, type Stub } from './stub-portal.ts';

/** The chat's script as the page sees it: says whether there is room when the test does. */
const chatScript = 'export const mountChat = ({ onRoom }) => { globalThis.onRoom = onRoom; };';

let pages: string;
let browser: Browser;
let stub: Stub;
let site: SiteServer;
let context: BrowserContext;

beforeAll(async () => {
  pages = await findSite('portal');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});
beforeEach(async () => {
  stub = aStub();
  site = await serveSite(pages, answersOf(stub), { '/chat.js': chatScript });
  context = await browser.newContext({ baseURL: site.url });
});
afterEach(async () => {
  await context.close();
  await site.stop();
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
const refuse = (error: { code: string }) => {
  stub.next = { name: 'POST /api/my-tickets', answer: { status: 400, body: { error } } };
};
const cidOf = (body: unknown) => JSON.stringify(body).match(/"cid":"([\w-]{22})"/)?.[1];

test('[S14] a question becomes a ticket, with the way to it', async () => {
  const page = await open();
  const { text, email, send } = partsOf(page);
  await text.fill('Wanneer komt de monteur?');
  await email.fill('jan@example.nl');
  await screenshot(page, 'portal-message-filled');
  await send.click();
  await page.getByText('Uw bericht is ontvangen als melding 1042.').waitFor();
  await screenshot(page, 'portal-message-sent');
  expect(sent()).toMatchObject([{ text: 'Wanneer komt de monteur?', email: 'jan@example.nl' }]);
  expect(await page.getByRole('link', { name: 'Naar melding 1042' }).getAttribute('href')).toBe(
    '/meldingen/1042',
  );
  await page.reload();
  expect(await text.inputValue()).toBe('');
});

test('what was typed survives a reload, a refusal and a lost connection; the same words keep their cid', async () => {
  const page = await open();
  const { text, email, send } = partsOf(page);
  await text.fill('Een lange vraag');
  await email.fill('jan@');
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
  ['empty_text', 'Typ eerst een bericht.'],
  ['text_too_long', 'Het bericht is te lang'],
])('%s is told at the text', async (code, words) => {
  refuse({ code, ...(code === 'text_too_long' && { max: 4000 }) });
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
  await page.evaluate(() =>
    sessionStorage.setItem(
      'chat:words:jan',
      JSON.stringify({ email: 'jan@example.nl', text: 'uit de chat' }),
    ),
  );
  await page.reload();
  expect(await text.inputValue()).toBe('Van eerder\nuit de chat');
  expect(await email.inputValue()).toBe('jan@example.nl');
  await text.fill('Anders');
  await page.reload();
  expect(await text.inputValue()).toBe('Anders');
});

test.each(['{', 'null', '7', '{"text":7,"email":{}}'])('%s handed over is nothing', async (kept) => {
  await context.addInitScript((kept) => sessionStorage.setItem('chat:words:jan', kept), kept);
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
