// Who a customer is and what was said before: for agents who may read the chat, and for the customer; nobody else, and a page at a time.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../functions/domain/account.ts';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { createBackofficeRoutes } from '../../../functions/routes/backoffice/index.ts';
import { portalRoutes } from '../../../functions/routes/portal/index.ts';
import { readAccount } from '../../../functions/store/accounts.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { markRemoving } from '../../../functions/store/remove.ts';
import type { Earlier } from '../../../shared/card-routes.ts';
import type { ChatId } from '../../../shared/model.ts';
import type { RouteReply } from '../../../shared/routes.ts';
import { aContext, addAgentAccount, addCustomerAccount, ask, signedInAs } from '../../support/accounts.ts';
import { createDesk, join, say, start } from '../../support/desk.ts';
import { addEndedChat, type EndedChat } from '../../support/ended-chats.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { createSegmentsInMemory } from '../../support/segment-files.ts';
import { addTicket } from '../../support/tickets.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
beforeEach(() => engine.clear());

const DAY = 24 * 60 * 60_000;
const NOW = Date.UTC(2026, 10, 22, 12);

const setUp = async () => {
  const context = aContext(engine.db);
  const handler = createHttpHandler(
    { ...portalRoutes, ...createBackofficeRoutes(createSegmentsInMemory().read) },
    context,
  );
  const customer = await addCustomerAccount(engine.db, { name: 'Jan Jansen', email: 'jan@jansen.example' });
  const agent = await addAgentAccount(engine.db, { nickname: 'Anna' });
  const asAgent = await signedInAs(context, agent);
  const asCustomer = (account: Account) => signedInAs(context, account);
  const ok = async <T>(answer: Promise<{ body: unknown }>) => ((await answer).body as { ok: T }).ok;
  const chatAt = (days: number, given: EndedChat = {}) =>
    addEndedChat(engine.db, { customer, startedAt: NOW - days * DAY, ...given });
  const atDesk = { site: 'console' as const, cookie: asAgent };
  return {
    context,
    customer,
    agent,
    chatAt,
    card: (chatId: ChatId, cookie = asAgent) =>
      ask(handler, { route: 'GET /api/chats/{chatId}/customer', ...atDesk, cookie, path: { chatId } }),
    note: (chatId: ChatId, body: object) =>
      ask(handler, { route: 'PUT /api/chats/{chatId}/customer/note', ...atDesk, path: { chatId }, body }),
    earlier: (chatId: ChatId, before?: string) =>
      ok<Earlier>(
        ask(handler, {
          route: 'GET /api/chats/{chatId}/earlier',
          ...atDesk,
          path: { chatId },
          query: before ? { before } : {},
        }),
      ),
    mine: async (account: Account = customer, before?: string) =>
      ok<RouteReply<'GET /api/my-chats'>>(
        ask(handler, {
          route: 'GET /api/my-chats',
          site: 'portal',
          cookie: await asCustomer(account),
          query: before ? { before } : {},
        }),
      ),
    myEarlier: async (account: Account = customer, before?: string) =>
      ok<Earlier>(
        ask(handler, {
          route: 'GET /api/my-chats/earlier',
          site: 'portal',
          cookie: await asCustomer(account),
          query: before ? { before } : {},
        }),
      ),
    ok,
  };
};

describe('the card of a customer', () => {
  it('says who that is, with the newest chats and tickets, and not those of others [S141]', async () => {
    const { customer, chatAt, card, ok } = await setUp();
    const now = await chatAt(0);
    for (let days = 1; days <= 7; days++) await chatAt(days, { nickname: `chat ${days}` });
    await addEndedChat(engine.db, { startedAt: NOW - DAY });
    const { number } = await addTicket(engine.db, { customer });
    const found = await ok<RouteReply<'GET /api/chats/{chatId}/customer'>>(card(now.id));
    expect(found).toMatchObject({
      customer: { id: customer.id, login: customer.login, name: 'Jan Jansen' },
      email: 'jan@jansen.example',
      note: { text: '', rev: 0 },
    });
    expect(found.chats.map(({ nickname }) => nickname)).toEqual([
      'chat 1',
      'chat 2',
      'chat 3',
      'chat 4',
      'chat 5',
    ]);
    expect(found.tickets.map((ticket) => ticket.number)).toEqual([number]);
    expect(found.device).toBeUndefined();
  });

  it('of a running chat is for agents in it, and says what it is open in [S141]', async () => {
    const { context, card } = await setUp();
    const desk = createDesk(engine.db);
    const anna = await desk.agent();
    const jan = await desk.customer();
    const { chat } = await start(jan);
    await say(jan, chat.id, 'Dag');
    const account = await readAccount(engine.db, anna.me.id);
    if (!account) throw new Error('Anna has no account');
    const cookie = await signedInAs(context, account);
    expect((await card(chat.id, cookie)).status).toBe(404);
    await join(anna, chat.id);
    expect((await card(chat.id, cookie)).status).toBe(200);
    expect((await card(chat.id)).status).toBe(404);
  });

  it('has a note that stays for the next chat; who saves an older version is told [S141]', async () => {
    const { customer, chatAt, card, note, ok } = await setUp();
    const [first, next] = [await chatAt(2), await chatAt(1)];
    expect(await ok(note(first.id, { text: '  Belt liever ', rev: 0 }))).toMatchObject({
      text: 'Belt liever',
      rev: 1,
      by: { name: 'Anna' },
    });
    expect((await note(next.id, { text: 'Anders', rev: 0 })).body).toMatchObject({
      error: { code: 'outdated' },
    });
    expect(await ok(card(next.id))).toMatchObject({ note: { text: 'Belt liever', rev: 1 } });
    expect(await ok(note(next.id, { text: '', rev: 1 }))).toMatchObject({ text: '', rev: 2 });
    const { lines } = await listAuditLines(engine.db, { kind: 'data' });
    expect(lines).toMatchObject([
      { action: 'note_changed', about: customer.login, aboutId: customer.id },
      { action: 'note_changed' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('Belt liever');
  });
});

describe('earlier chats of a customer', () => {
  it('come one after the other, newest first, each from its end up, and end [S142]', async () => {
    const { chatAt, earlier } = await setUp();
    const now = await chatAt(0);
    const said = Array.from({ length: 120 }, (_, index) => `regel ${index}`);
    await chatAt(1, { said });
    await chatAt(2, { said: ['oudste'] });
    await addEndedChat(engine.db, { startedAt: NOW - DAY });
    const texts: string[] = [];
    let before: string | undefined;
    for (let pages = 0; pages < 10; pages++) {
      const page = await earlier(now.id, before);
      if (!page.chat) break;
      expect(page.entries.length).toBeLessThanOrEqual(50);
      texts.unshift(...page.entries.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : [])));
      before = page.before;
    }
    expect(texts).toEqual(['oudste', ...said]);
    expect((await earlier(now.id, before)).before).toBeUndefined();
  });

  it('are none that is being removed, that runs, or of somebody else [S142]', async () => {
    const { chatAt, earlier, mine } = await setUp();
    const now = await chatAt(0);
    const gone = await chatAt(1);
    await markRemoving(engine.db, gone);
    const theirs = await addEndedChat(engine.db, { startedAt: NOW - 2 * DAY });
    expect((await earlier(now.id)).chat).toBeUndefined();
    expect((await earlier(now.id, `${theirs.startedAt}.${theirs.id}.99`)).entries).toEqual([]);
    expect((await mine()).chats.map(({ id }) => id)).toEqual([now.id]);
  });
});

describe('a customer’s own chats', () => {
  it('are those that ended, whether or not they became a ticket, a page at a time [S145]', async () => {
    const { customer, chatAt, mine } = await setUp();
    const { number } = await addTicket(engine.db, { customer });
    const hidden = await addTicket(engine.db, { customer, published: false });
    for (let days = 1; days <= 30; days++) await chatAt(days, { nickname: `${days}` });
    await chatAt(31, { nickname: 'melding', closed: { at: NOW, ticket: number } });
    await chatAt(32, { nickname: 'verborgen', closed: { at: NOW, ticket: hidden.number } });
    const all: (typeof page)['chats'][number][] = [];
    let page = await mine();
    expect(page.chats).toHaveLength(20);
    for (;;) {
      all.push(...page.chats);
      if (!page.before) break;
      page = await mine(customer, page.before);
    }
    const own = all.filter(({ nickname }) => nickname !== 'Jan');
    expect(own.slice(0, 30).map(({ nickname }) => nickname)).toEqual(
      Array.from({ length: 30 }, (_, index) => `${index + 1}`),
    );
    expect(own.find(({ nickname }) => nickname === 'melding')?.ticket).toBe(number);
    expect(own.find(({ nickname }) => nickname === 'verborgen')?.ticket).toBeUndefined();
    expect(own[0]?.agents).toEqual(['Anna']);
  });

  it('are nobody else’s, in the list and by their place [S145]', async () => {
    const { chatAt, mine, myEarlier } = await setUp();
    const chat = await chatAt(1);
    const other = await addCustomerAccount(engine.db);
    expect((await mine(other)).chats).toEqual([]);
    expect(await myEarlier(other)).toEqual({ entries: [] });
    expect((await myEarlier(other, `${chat.startedAt}.${chat.id}.9999999999`)).entries).toEqual([]);
    const [own] = (await mine()).chats;
    expect((await myEarlier(undefined, own?.end)).entries.map(({ kind }) => kind)).toEqual([
      'started',
      'message',
      'message',
      'ended',
    ]);
  });

  it('without a word in them are left out [S145]', async () => {
    const { chatAt, mine } = await setUp();
    const empty = await chatAt(1, { said: [] });
    await chatAt(2, { said: [], closed: { at: empty.startedAt - DAY + 1000 } });
    expect((await mine()).chats.map(({ id }) => id)).toEqual([empty.id]);
  });
});
