// People in a real browser: how a customer and an agent do what the journeys tell, by the words on the screen.
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Download,
  Locator,
  Page,
} from 'playwright-core';
import { expect } from 'vitest';

/** A page of one person, in a browser context of its own, that fails the test on an error or a refusal by the security policy. */
export interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained of: script errors and content security policy reports. */
  readonly complaints: string[];
}

export const arrive = async (
  browser: Browser,
  url: string,
  { viewport = { width: 1280, height: 800 }, ...options }: BrowserContextOptions = {},
): Promise<Person> => {
  const context = await browser.newContext({
    viewport,
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|TrustedScript/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  await page.goto(url);
  return { page, context, complaints };
};

export const signIn = async (
  { page }: Person,
  login: string,
  password = 'demo',
  { mayEnter = true } = {},
): Promise<void> => {
  await page.getByLabel('Gebruikersnaam').fill(login);
  await page.getByLabel('Wachtwoord', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Inloggen' }).click();
  if (mayEnter) await page.getByRole('button', { name: 'Uitloggen' }).waitFor();
};

/** Another page of the same person in the same browser. */
export const anotherTab = async ({ page: first, ...person }: Person, path = '/'): Promise<Person> => {
  const page = await person.context.newPage();
  await page.goto(new URL(path, first.url()).href);
  await page.locator('h1').first().waitFor();
  return { ...person, page };
};

/** To a page by the menu. */
export const go = ({ page }: Person, name: string | RegExp): Promise<void> =>
  page.getByRole('navigation').getByRole('link', { name }).click();

/** To the desk's settings. */
export const toSettings = async (manager: Person): Promise<void> => {
  await go(manager, 'Beheer');
  await go(manager, 'Instellingen');
};

/** The row of a table by the name at its head. */
export const rowOf = ({ page }: Person, name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });

/** Of the desk, on their page. */
export const saveSettings = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Opslaan', exact: true }).first().click();
  await page.getByText('Opgeslagen', { exact: true }).first().waitFor();
};

export const tabOf = ({ page }: Person): Locator => page.getByRole('button', { name: /^Chat met / });

/** The customer's chat window. */
export const windowOf = ({ page }: Person): Locator =>
  page.getByRole('region', { name: 'Chat met de helpdesk' });

export const startChat = async (customer: Person, { nickname = '', email = '' } = {}): Promise<void> => {
  await tabOf(customer).click();
  const window = windowOf(customer);
  if (nickname) await window.getByLabel('Nickname').fill(nickname);
  if (email) await window.getByLabel('E-mailadres').fill(email);
  await window.getByRole('button', { name: 'Start chat' }).click();
  await window.getByRole('log').waitFor();
};

export const writeAsCustomer = async (customer: Person, text: string): Promise<void> => {
  const composer = windowOf(customer).getByRole('textbox', { name: 'Uw bericht' });
  await composer.fill(text);
  await composer.press('Enter');
};

export const startDuty = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Chatdienst starten' }).click();
  await page.getByRole('button', { name: 'Chatdienst stoppen' }).waitFor();
};

/** The block of a customer in the agent's list. */
export const blockOf = ({ page }: Person, nickname: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: nickname }) });

/** An agent's window of one chat. */
export const chatOf = ({ page }: Person, nickname: string): Locator =>
  page.getByLabel(`Chat met ${nickname}`, { exact: true });

/** One of the actions in the head of a chat's window; where the window is narrow they are behind a button. */
export const actInChat = async (agent: Person, nickname: string, action: string): Promise<void> => {
  const window = chatOf(agent, nickname);
  await window.waitFor();
  const more = window.getByRole('button', { name: `Meer: chat met ${nickname}` });
  if (await more.isVisible()) await more.click();
  await window.getByRole('button', { name: action }).click();
};

export const joinChat = async (agent: Person, nickname: string): Promise<void> => {
  await blockOf(agent, nickname)
    .getByRole('button', { name: /Deelnemen/ })
    .click();
  await chatOf(agent, nickname).getByRole('log').waitFor();
};

export const writeAsAgent = async (agent: Person, nickname: string, text: string): Promise<void> => {
  const reply = chatOf(agent, nickname).getByRole('textbox', { name: `Antwoord aan ${nickname}` });
  await reply.fill(text);
  await reply.press('Enter');
};

/** Waits until a log shows a text. */
export const sees = (log: Locator, text: string): Promise<void> =>
  log.getByText(text, { exact: true }).first().waitFor();

export const bytesOf = async (download: Download): Promise<Uint8Array> => {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

export const expectNoComplaints = (...people: readonly Person[]): void =>
  expect(people.flatMap(({ complaints }) => complaints)).toEqual([]);

/** Closes their browsers. */
export const leave = async (...people: readonly Person[]): Promise<void> => {
  expectNoComplaints(...people);
  await Promise.all(people.map(({ context }) => context.close()));
};
