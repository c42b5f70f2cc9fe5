// The built portal in a real browser with the real helpdesk behind it, for Jan Jansen, who has four tickets: one with every kind of entry. Call it once per test file.
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { beforeEach } from 'vitest';
import type { Account } from '../../../../functions/domain/account.ts';
import { addGroup } from '../../../../functions/store/accounts.ts';
import type { Db } from '../../../../functions/store/db.ts';
import { fromEntry } from '../../../../functions/store/items.ts';
import { categoriesKey, ticketOfKey } from '../../../../functions/store/keys.ts';
import { makeTicket } from '../../../../functions/store/new-tickets.ts';
import { fromTicket, readTicket, type Ticket } from '../../../../functions/store/tickets.ts';
import type { Author, ChatId, Cid, Entry, UserId } from '../../../../shared/model.ts';
import { addAgentAccount, addCustomerAccount } from '../../../support/accounts.ts';
import { asScene } from '../../../support/as-scene.ts';
import { createDesk } from '../../../support/desk.ts';
import { type DeskSite, serveDesk } from '../../../support/desk-site.ts';
import type { Engine } from '../../../support/engine.ts';
import { useSite } from '../../../support/use-site.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 3 March 2026, 14:05 in Amsterdam. */
const START = Date.UTC(2026, 2, 3, 13, 5);
const idOf = (name: string) => name.padEnd(22, '0');
export const chatId = idOf('chat-1') as ChatId;

/** In place of the chat's script: keeps what it was given, for the test to look at. */
const chatScript =
  'export const mountChat = (options) => { globalThis.mounted = options; globalThis.onRoom = options.onRoom; };';

export interface Today {
  readonly site: DeskSite;
  readonly db: Db;
  readonly jan: Account;
  /** A browser in which Jan is signed in, unless it is another's, or nobody's. */
  newContext(options?: BrowserContextOptions, who?: Account | 'nobody'): Promise<BrowserContext>;
  /** A page of its own context. @param given.script runs before the page does. */
  open(path: string, given?: { script?: string; who?: Account | 'nobody' }): Promise<Page>;
  /** Another of Jan's tickets. */
  addTicket(number: number, subject: string, given?: Partial<Ticket>): Promise<void>;
}

/** @param take is given what the next test works with. */
export const usePortal = (take: (today: Today) => void): void => {
  const { today, ...site } = useSite('portal', { open: openPortal });
  beforeEach(() => {
    const { jan, db, addTicket, ...served } = today();
    const newContext: Today['newContext'] = (options, who = jan) =>
      site.newContext(options, who === 'nobody' ? undefined : who);
    take({
      site: served,
      db,
      jan,
      addTicket,
      newContext,
      async open(path, { script = '', who } = {}) {
        const context = await newContext({}, who);
        await context.addInitScript(script);
        return site.openPage(context, path);
      },
    });
  });
};

const openPortal = async ({ db }: Engine, pages: string) => {
  const desk = createDesk(db, Date.now);
  const site = await serveDesk({ desk, db, site: 'portal', pages, files: { '/chat.js': chatScript } });
  return { ...site, db, ...(await setScene(db, { desk, site })) };
};

const setScene = async (
  db: Db,
  { desk, site }: { desk: ReturnType<typeof createDesk>; site: DeskSite },
): Promise<Pick<Today, 'jan' | 'addTicket'>> => {
  await addGroup(db, { id: 'chatters', name: 'Met chat', permissions: ['chat'] });
  await db.put({ ...categoriesKey, names: ['Algemeen', 'Facturen'], rev: 1 }, asScene);
  const given = { login: 'jansen', name: 'Jan Jansen', email: 'jan@jansen.example', groups: ['chatters'] };
  const [jan, anna] = [await addCustomerAccount(db, given), await addAgentAccount(db, { nickname: 'Anna' })];
  const addTicket: Today['addTicket'] = async (number, subject, more = {}) => {
    const [ticket] = makeTicket({
      number,
      about: { question: 'Kunt u mij helpen?' },
      customer: jan,
      form: { subject, category: '', remarks: '', email: '' },
      published: true,
      createdAt: START + DAY,
    });
    await db.put(fromTicket({ ...ticket, ...more }), asScene);
    await db.put({ ...ticketOfKey(jan.id, number) }, asScene);
  };
  const ago = (days: number) => ({
    createdAt: START + DAY - days * DAY,
    changedAt: START + DAY - days * DAY,
  });
  await Promise.all(entriesOf(jan).map((entry) => db.put(fromEntry(chatId, entry), asScene)));
  await addTicket(1042, FIRST, { chatId, question: undefined });
  const before = Date.now();
  desk.pass(START + DAY + HOUR - before);
  const text = 'De creditnota is onderweg. Zie https://example.nl/creditnota.';
  const path = { number: '1042' };
  const body = { cid: idOf('answer'), text };
  await site.request(anna, 'POST /api/tickets/{number}/replies', { path, body });
  desk.pass(before - START - DAY - HOUR);
  // An answer makes it open; this one is as it came in.
  await addTicket(1042, FIRST, { ...(await readTicket(db, 1042)), question: undefined, status: 'new' });
  const long = 'Inloggen lukt niet meer sinds de verhuizing naar het nieuwe kantoor aan de Stationsweg';
  await addTicket(1017, long, { status: 'open', ...ago(12) });
  await addTicket(998, 'أين فاتورتي؟', { status: 'solved', ...ago(40) });
  await addTicket(7, 'Vraag over het contract', { status: 'solved', ...ago(400) });
  return { jan, addTicket };
};

const FIRST = 'Factuur van maart klopt niet';

const entriesOf = ({ id }: Account): Entry[] => {
  const customer: Author = { role: 'customer', id, name: 'Jan' };
  const agent = (name: string): Author => ({ role: 'agent', id: idOf(name) as UserId, name });
  const [anna, dalia] = [agent('Anna'), { ...agent('Dalia'), name: 'דליה' }];
  const [cid, at] = [idOf('cid') as Cid, (seconds: number) => START + seconds * 1_000];
  const said = (seconds: number, author: Author, text: string) =>
    ({ at: at(seconds), kind: 'message', cid, author, text }) as const;
  return (
    [
      {
        at: START,
        kind: 'started',
        nickname: 'Jan',
        welcome: 'Welkom bij de helpdesk. Waarmee kunnen wij u helpen?',
      },
      said(
        40,
        customer,
        'Goedemiddag, mijn factuur van maart klopt niet.\nEr staat twee keer hetzelfde bedrag op.',
      ),
      said(50, customer, 'Zie https://example.nl/factuur?nr=2026-03 (of bel mij).'),
      { at: at(70), kind: 'joined', cid, agent: anna },
      said(95, anna, 'Goedemiddag Jan, ik kijk het voor u na.'),
      said(120, anna, 'U heeft gelijk. Zie <b>dit</b> javascript:alert(1) en http://localhost/x.'),
      { at: at(140), kind: 'joined', cid, agent: dalia },
      said(150, dalia, 'שלום, 123 מה שלומך?'),
      { at: at(160), kind: 'left', cid, agent: anna },
      said(DAY / 1_000, customer, `Bedankt! 👍🏽 ${'lang'.repeat(60)}`),
      { at: at(DAY / 1_000 + 60), kind: 'ended', reason: 'customer', by: customer },
    ] as const
  ).map((entry, index): Entry => ({ ...entry, seq: index + 1 }));
};
