// Everybody a walk past the screens needs, in one language: a customer, an agent and an administrator at their browsers, a colleague at none.
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ChatId } from '../../../shared/model.ts';
import { BEAT_MS, TIMEOUT_MINUTES } from '../../../shared/rules.ts';
import type { Language } from '../../../shared/text/text.ts';
import { createSocketClient, type SocketClient, signInOverHttp, signInUnseen } from '../client.ts';
import { carryRules, lookAt } from '../looks.ts';
import { lookOtherwise } from '../other-looks.ts';
import { createPastChats, type PastChats } from '../past-chats.ts';
import type { Product } from '../product.ts';
import { arrive, expectNoComplaints, type Person } from '../signed-in.ts';
import { type Words, wordsBy } from '../words.ts';

/** Leads to one screen, and looks at it. */
export type Screen = (walk: Walk) => Promise<void>;

/** What was there before anybody came. */
export interface Past {
  readonly chatId: ChatId;
  readonly ticket: number;
}

export interface Walk {
  readonly product: Product;
  readonly words: Words;
  readonly past: Past;
  /** Jansen on the portal. */
  readonly customer: Page;
  /** Bram in the console. */
  readonly agent: Page;
  /** Ohadmin in the console, who may do everything. */
  readonly boss: Page;
  /** Anna, on duty. */
  readonly colleague: SocketClient;
  /** Goes to an address of the page's site, and waits for what makes the page whole. */
  go(page: Page, path: string, settled: Locator): Promise<void>;
  look(page: Page, name: string, options?: { onPhone?: boolean }): Promise<void>;
  /** Somebody at a browser of their own, signed in when a login is given. */
  enter(url: string, login?: string, options?: BrowserContextOptions): Promise<Page>;
  /** What was wrong with what was looked at since the last time; it keeps nobody from walking on. */
  takeFaults(): string[];
  /** Fails when any page complained. */
  leave(): Promise<void>;
}

/** Of either site, with a password that an administrator made. */
export const newcomer = { login: 'nieuw', password: 'een eerste zin' } as const;

/** Anna, on duty for good, and what she and her customers left behind: a rated ticket, a deleted chat, one nobody closed. */
export const prepare = async (product: Product): Promise<{ chats: PastChats; past: Past }> => {
  const chats = await createPastChats(product, 'anna');
  const { chatId, ticket = 0 } = await chats.hold({
    login: 'jansen',
    nickname: 'Jan',
    email: 'jan@example.nl',
    said: [
      'Goedemiddag, op mijn factuur van maart staat twee keer hetzelfde bedrag.',
      'Dat zoek ik voor u uit. Om welk factuurnummer gaat het?',
      'Het gaat om 2026-0311, zie https://portaal.example/facturen/2026-0311.',
      'U heeft gelijk: de creditnota is vandaag bij u.',
    ],
    rating: { stars: 5, comment: 'Snel en vriendelijk geholpen.' },
  });
  await chats.hold({
    login: 'devries',
    nickname: 'Petra',
    said: ['De printer doet niets', 'Staat hij aan?'],
    rating: { stars: 2, comment: 'Ik weet nog niets.' },
    outcome: 'delete',
  });
  await chats.hold({ login: 'devries', said: ['Nog een vraag over de printer'], outcome: 'leave' });
  const cookie = await signInOverHttp(product.consoleUrl, 'ohadmin');
  const boss = await createSocketClient(product.consoleUrl, cookie);
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', origin: product.consoleUrl, cookie };
    const answer = await fetch(`${product.consoleUrl}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  };
  // For the log.
  await post('/api/groups', { name: 'Proef', permissions: ['chat'] });
  await post('/api/issuers', {
    name: 'Voorbeeldportaal',
    issuer: 'https://login.example.nl',
    keysAddress: 'https://login.example.nl/keys',
    keysText: '',
    origins: ['https://www.example.nl'],
    everyone: [],
    groups: [],
  });
  for (const role of ['customer', 'agent'])
    await post('/api/accounts', { ...newcomer, role, name: 'Nieuw', email: '' });
  const texts = [
    ['Begroeting', 'Goedemiddag {klant}, u spreekt met {medewerker}.', 'Begin'],
    ['Een moment', 'Ik kijk het voor u na, een moment.', 'Begin'],
    ['Tot ziens', 'Kan ik u verder nog ergens mee helpen?', 'Einde'],
  ] as const;
  for (const [order, [title, text, category]] of texts.entries())
    await boss.ask('text.save', { title, text, category, order: order + 1 });
  // So short that a walk can wait for the question whether anybody is there.
  const { settings } = await boss.ask('desk.enter', { sid: boss.sid });
  await boss.ask('settings.change', { ...settings, timeoutMinutes: TIMEOUT_MINUTES.min });
  boss.close();
  return { chats, past: { chatId, ticket } };
};

export const startWalk = async (
  product: Product,
  language: Language,
  { chats, past }: Awaited<ReturnType<typeof prepare>>,
): Promise<Walk> => {
  const accounts: Person[] = [];
  // As a console does; a walk that moves the clock has her start again.
  await chats.agent.ask('duty.start', {});
  const beat = setInterval(() => void chats.agent.ask('duty.beat', {}).catch(() => {}), BEAT_MS);
  let faults: string[] = [];
  const enter: Walk['enter'] = async (url, login, options = {}) => {
    const person = await arrive(product.browser, 'about:blank', { reducedMotion: 'reduce', ...options });
    await person.context.addInitScript((chosen) => localStorage.setItem('language', chosen), language);
    await carryRules(person.context);
    person.page.on('console', (message) => {
      // A refusal is an answer, and a walk cuts lines off; the browser calls either an error.
      const isAnswer = /^Failed to load resource|handshake: Unexpected response code: 403/.test(
        message.text(),
      );
      if (message.type() === 'error' && !isAnswer)
        person.complaints.push(`${login ?? 'nobody'} at ${person.page.url()}: ${message.text()}`);
    });
    if (login) await signInUnseen(person.context, url, login);
    accounts.push(person);
    await person.page.goto(url);
    return person.page;
  };
  return {
    product,
    past,
    words: wordsBy[language],
    customer: await enter(product.portalUrl, 'jansen'),
    agent: await enter(product.consoleUrl, 'bram'),
    boss: await enter(product.consoleUrl, 'ohadmin'),
    colleague: chats.agent,
    enter,
    async look(page, name, options) {
      faults.push(...(await lookAt(page, `${language}-${name}`, options)));
      // The languages differ in words alone, and the Dutch are the longer ones.
      if (language === 'nl') faults.push(...(await lookOtherwise(page, `${language}-${name}`)));
    },
    takeFaults() {
      const taken = faults;
      faults = [];
      return taken;
    },
    async go(page, path, settled) {
      await page.goto(new URL(path, page.url()).href);
      await settled.first().waitFor();
      await expect.poll(() => page.locator('.spinner').count()).toBe(0);
    },
    async leave() {
      clearInterval(beat);
      expectNoComplaints(...accounts);
      await Promise.all(accounts.map(({ context }) => context.close()));
    },
  };
};
