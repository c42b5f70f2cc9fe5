// The lists of tickets: every order, filter and search gives each ticket once, page by page, without a scan.

import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account } from '../../../functions/domain/account.ts';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { createBackofficeRoutes } from '../../../functions/routes/backoffice/index.ts';
import { portalRoutes } from '../../../functions/routes/portal/index.ts';
import { writeCategories } from '../../../functions/store/desk.ts';
import { takeTicketNumber } from '../../../functions/store/new-tickets.ts';
import { LOOK_AT, PAGE_ROWS } from '../../../functions/store/ticket-lists.ts';
import { editTicket } from '../../../functions/store/tickets.ts';
import { aContext, addAgentAccount, addCustomerAccount, ask, signedInAs } from '../../support/accounts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { createSegmentsInMemory } from '../../support/segment-files.ts';
import { addTicket } from '../../support/tickets.ts';

let engine: Engine;
let jan: Account;
let petra: Account;
let anna: Account;
/** By number, as they were made: `Vraag 1` … of Jan and Petra in turn. */
const COUNT = 60;
beforeAll(async () => {
  engine = await startEngine();
  const { db } = engine;
  jan = await addCustomerAccount(db, { name: 'Jan Jansen', login: 'jansen' });
  petra = await addCustomerAccount(db, { name: 'Pétra de Vries', login: 'devries' });
  anna = await addAgentAccount(db, { nickname: 'Anna' });
  // A number that was taken and never used.
  await takeTicketNumber(db, jan.id);
  for (let index = 0; index < COUNT; index++) {
    const { number } = await addTicket(db, {
      customer: index % 2 === 0 ? jan : petra,
      subject: `Vraag ${index + 1}`,
      published: index % 10 !== 0,
    });
    const status = (['new', 'open', 'solved'] as const)[index % 3];
    const edit = { status, ...(index % 4 === 0 && { assignee: { id: anna.id, name: 'Anna' } }) };
    const by = { role: 'agent', id: anna.id, name: 'Anna' } as const;
    // The last made changed first.
    await editTicket(db, Math.random, { number, rev: 1, edit, by, now: 1_000_000 - index });
  }
});
afterAll(() => engine.stop());

const Reply = v.object({
  tickets: v.array(
    v.object({
      number: v.number(),
      subject: v.string(),
      status: v.string(),
      changedAt: v.number(),
      customer: v.optional(v.object({ login: v.string() })),
    }),
  ),
  next: v.optional(v.string()),
  formerCategories: v.optional(v.array(v.string())),
});

const asking = async (account: Account, route: string) => {
  const context = aContext(engine.db);
  const handler = createHttpHandler(
    { ...portalRoutes, ...createBackofficeRoutes(createSegmentsInMemory().read) },
    context,
  );
  const cookie = await signedInAs(context, account);
  const site = account.role === 'agent' ? ('console' as const) : ('portal' as const);
  return async (query: Record<string, string>) => {
    const { body } = await ask(handler, { route, site, cookie, query });
    return v.parse(v.object({ ok: Reply }), body).ok;
  };
};

/** Every page, to the end. */
const readAll = async (list: Awaited<ReturnType<typeof asking>>, query: Record<string, string> = {}) => {
  const pages = [await list(query)];
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
    pages.push(await list({ ...query, from: next }));
  return { pages, tickets: pages.flatMap(({ tickets }) => tickets) };
};
const numbersOf = (tickets: readonly { number: number }[]) => tickets.map(({ number }) => number);
const inOrder = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => from - index);

describe("the desk's tickets", () => {
  test.each(['changed', 'newest', 'status'])('each once in the order %s, in pages', async (sort) => {
    const list = await asking(anna, 'GET /api/tickets');
    const { pages, tickets } = await readAll(list, { status: 'all', sort });
    expect(numbersOf(tickets).sort((a, b) => b - a)).toEqual(inOrder(COUNT + 1, 2));
    expect(pages.map((page) => page.tickets.length)).toEqual([PAGE_ROWS, PAGE_ROWS, COUNT - 2 * PAGE_ROWS]);
    if (sort === 'newest') expect(numbersOf(tickets)).toEqual(inOrder(COUNT + 1, 2));
    const times = tickets.map(({ changedAt }) => changedAt);
    if (sort === 'changed') expect(times).toEqual([...times].sort((a, b) => b - a));
    if (sort === 'status')
      expect([...new Set(tickets.map(({ status }) => status))]).toEqual(['new', 'open', 'solved']);
  });

  test('[S34] come with the categories that were taken off the list, once: with the first page', async () => {
    await writeCategories(engine.db, Math.random, { names: ['Nu'], former: ['Toen'], rev: 0 }, []);
    const { pages } = await readAll(await asking(anna, 'GET /api/tickets'), { status: 'all' });
    expect(pages.map(({ formerCategories }) => formerCategories)).toEqual([['Toen'], undefined, undefined]);
  });

  test('by status, assignee, publication, customer and category', async () => {
    const list = await asking(anna, 'GET /api/tickets');
    const all = async (query: Record<string, string>) => (await readAll(list, query)).tickets;
    expect(await all({ status: 'new' })).toHaveLength(20);
    expect((await all({})).every(({ status }) => status !== 'solved')).toBe(true);
    expect(await all({ status: 'all', assignee: anna.id })).toHaveLength(15);
    expect(await all({ status: 'all', assignee: 'none', sort: 'newest' })).toHaveLength(45);
    expect(await all({ status: 'all', published: 'no' })).toHaveLength(6);
    expect(await all({ status: 'all', category: 'Algemeen' })).toHaveLength(60);
    expect(await all({ status: 'all', category: '' })).toHaveLength(0);
    for (const sort of ['newest', 'changed', 'status']) {
      const ofPetra = await all({ status: 'all', customer: petra.id, sort });
      expect(ofPetra).toHaveLength(30);
      expect(new Set(ofPetra.map(({ customer }) => customer?.login))).toEqual(new Set(['devries']));
    }
  });

  test('searched by number, subject, name and login, whatever the case and accents', async () => {
    const list = await asking(anna, 'GET /api/tickets');
    const find = async (text: string) => numbersOf((await readAll(list, { status: 'all', text })).tickets);
    expect((await find('#7'))[0]).toBe(7);
    expect(await find('vraag 60')).toEqual([61]);
    expect(await find('PETRA vraag 2')).toHaveLength(10);
    expect(await find('devries')).toHaveLength(30);
    expect(await find('niemand')).toEqual([]);
    // By its number it is found whatever the filter says.
    const { tickets } = await list({ status: 'new', text: '4' });
    expect(tickets[0]).toMatchObject({ number: 4, status: 'solved' });
    expect(numbersOf(tickets).filter((number) => number === 4)).toHaveLength(1);
  });

  test('a place to go on from that is none of ours is an empty page, and no failure', async () => {
    const list = await asking(anna, 'GET /api/tickets');
    for (const sort of ['newest', 'changed', 'status'])
      for (const from of ['x', '-1', '0', 'new x', '1e9'])
        expect((await list({ sort, from, status: 'all' })).tickets.length).toBeLessThanOrEqual(PAGE_ROWS);
  });

  test('one request looks at so many and no more, for a bounded price', async () => {
    const list = await asking(anna, 'GET /api/tickets');
    const spent = engine.capacity.mark();
    await list({ status: 'all' });
    const { read, calls } = spent();
    expect(calls).not.toContain('Scan');
    expect(read).toBeLessThan(60);
    expect(LOOK_AT).toBe(300);
  });
});

describe("a customer's own", () => {
  test('[S114] published ones, each once, newest first', async () => {
    const { tickets } = await readAll(await asking(jan, 'GET /api/my-tickets'));
    // Of 30, every fifth is not published.
    expect(tickets).toHaveLength(24);
    expect(numbersOf(tickets)).toEqual([...numbersOf(tickets)].sort((a, b) => b - a));
    expect(JSON.stringify(tickets)).not.toContain('devries');
  });

  test('searched and by status', async () => {
    const list = await asking(petra, 'GET /api/my-tickets');
    expect((await list({ text: 'vraag 60' })).tickets).toHaveLength(1);
    expect((await list({ text: '#61' })).tickets).toHaveLength(1);
    const { tickets } = await list({ status: 'solved' });
    expect(new Set(tickets.map(({ status }) => status))).toEqual(new Set(['solved']));
  });
});

test('saving a chat as a ticket writes one unit more than the ticket itself needs', async () => {
  const { db } = engine;
  const spent = engine.capacity.mark();
  await takeTicketNumber(db, jan.id);
  // The counter, and the note beside the customer.
  expect(spent().write).toBe(2);
});
