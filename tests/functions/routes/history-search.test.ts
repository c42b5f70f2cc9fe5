// Finding ended chats without a scan: what is found, in which order, page by page, and what a page costs at most.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { createBackofficeRoutes } from '../../../functions/routes/backoffice/index.ts';
import { findChats } from '../../../functions/workflows/find-chats.ts';
import { aContext, addAgentAccount, addCustomerAccount, ask, signedInAs } from '../../support/accounts.ts';
import { asScene } from '../../support/as-scene.ts';
import { createDesk, end, join, say, start } from '../../support/desk.ts';
import { addEndedChat, anna, type EndedChat, newUserId } from '../../support/ended-chats.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { createSegmentsInMemory } from '../../support/segment-files.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
beforeEach(() => engine.clear());

const DAY = 24 * 60 * 60_000;
const NOW = Date.UTC(2026, 10, 22, 12);

interface Reply {
  readonly chats: { id: string; nickname: string; match?: { text: string; name: string } }[];
  readonly cursor?: string;
  readonly lookedUntil?: number;
  readonly account?: { login: string };
}

const aReader = async () => {
  const context = aContext(engine.db);
  const handler = createHttpHandler(createBackofficeRoutes(createSegmentsInMemory().read), context);
  const cookie = await signedInAs(context, await addAgentAccount(engine.db));
  const page = async (query: Record<string, string> = {}): Promise<Reply> => {
    const { body } = await ask(handler, { route: 'GET /api/chats', site: 'console', cookie, query });
    return (body as { ok: Reply }).ok;
  };
  return {
    page,
    async names(query: Record<string, string> = {}): Promise<string[]> {
      return (await page(query)).chats.map(({ nickname }) => nickname);
    },
    async pages(query: Record<string, string> = {}) {
      const chats: Reply['chats'] = [];
      let pages = 0;
      for (let cursor: string | undefined = ''; cursor !== undefined; pages++) {
        const answer: Reply = await page({ ...query, ...(cursor && { cursor }) });
        chats.push(...answer.chats);
        cursor = answer.cursor;
      }
      return { chats, pages };
    },
    open: (chatId: string, query: Record<string, string> = {}) =>
      ask(handler, { route: 'GET /api/chats/{chatId}', site: 'console', cookie, path: { chatId }, query }),
  };
};

const chatAt = (days: number, chat: EndedChat = {}) =>
  addEndedChat(engine.db, { startedAt: NOW - days * DAY, closed: { at: NOW, ticket: 1 }, ...chat });

describe('finding ended chats', () => {
  it('gives a chat once that is saved between the two queries of a page', async () => {
    const desk = createDesk(engine.db);
    const agent = await desk.agent();
    const customer = await desk.customer();
    const { chat } = await start(customer, { nickname: 'onderweg' });
    await say(customer, chat.id, 'Dag');
    await join(agent, chat.id);
    await end(customer, chat.id, { after: 3 });
    let isOpenRead: Promise<unknown> = Promise.resolve();
    const db: typeof engine.db = {
      ...engine.db,
      async query(range) {
        // The closed ones are read when the open ones were, and the chat was saved since.
        if (range.pk.startsWith('CLOSED#')) {
          await isOpenRead;
          await agent.ask('chat.save', { chatId: chat.id });
          return engine.db.query(range);
        }
        const page = engine.db.query(range);
        if (range.pk.startsWith('OPEN#')) isOpenRead = page;
        return page;
      },
    };
    const wish = { who: '', agent: '', text: '', from: 0, to: desk.now() + DAY };
    const { found } = await findChats({ db, readSegment: createSegmentsInMemory().read }, 'helpdesk', wish);
    expect(found.map(({ chat }) => chat.nickname)).toEqual(['onderweg']);
  });

  it('gives saved, deleted and unclosed ones of all months in one order, newest first, and no running one', async () => {
    await chatAt(1, { nickname: 'gisteren' });
    await chatAt(2, { nickname: 'open', closed: undefined });
    await chatAt(40, { nickname: 'verwijderd', closed: { at: NOW } });
    await chatAt(200, { nickname: 'lente' });
    await chatAt(300, { nickname: 'winter' });
    const desk = createDesk(engine.db);
    await desk.agent();
    await start(await desk.customer(), { nickname: 'bezig' });
    const reader = await aReader();
    expect(Object.keys(await reader.page())).toEqual(['chats']);
    expect(await reader.names()).toEqual(['gisteren', 'open', 'verwijderd', 'lente', 'winter']);
  });

  it('finds by login, name, nickname or e-mail, whatever the accents and capitals', async () => {
    await chatAt(1, {
      nickname: 'Zoë',
      customer: { id: newUserId(), login: 'devries', name: 'Petra de Vries' },
    });
    await chatAt(2, { nickname: 'Jan', email: 'jan@example.nl' });
    const reader = await aReader();
    expect(await reader.names({ who: 'zoe' })).toEqual(['Zoë']);
    expect(await reader.names({ who: 'VRIES' })).toEqual(['Zoë']);
    expect(await reader.names({ who: 'petra de' })).toEqual(['Zoë']);
    expect(await reader.names({ who: 'jan@' })).toEqual(['Jan']);
    expect(await reader.names({ who: 'niemand' })).toEqual([]);
  });

  it('offers the account of an exact login, and reads only its chats', async () => {
    const customer = await addCustomerAccount(engine.db, { login: 'jansen', name: 'Jan Jansen' });
    await chatAt(1, { nickname: 'jansen', customer: { id: newUserId(), login: 'ander', name: 'Ander' } });
    await chatAt(2, { nickname: 'eigen', customer });
    await chatAt(100, { nickname: 'ouder', customer });
    const reader = await aReader();
    const { chats, account } = await reader.page({ who: 'Jansen' });
    expect(chats.map(({ nickname }) => nickname)).toEqual(['jansen', 'eigen', 'ouder']);
    expect(account).toEqual({ id: customer.id, login: 'jansen', name: 'Jan Jansen' });
    const spent = engine.capacity.mark();
    expect(await reader.names({ customer: customer.id })).toEqual(['eigen', 'ouder']);
    expect(spent().calls.filter((call) => call === 'Query')).toHaveLength(1);
    expect(await reader.names({ customer: customer.id, to: String(NOW - 50 * DAY) })).toEqual(['ouder']);
  });

  it('finds by an agent who took part, also one who left before the end', async () => {
    const desk = createDesk(engine.db);
    const [bram, carla] = [await desk.agent('Bram'), await desk.agent('Carla')];
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await join(bram, chat.id);
    await bram.ask('chat.invite', { chatId: chat.id, agent: carla.me.id, note: '', transfer: true });
    await join(carla, chat.id);
    await say(carla, chat.id, 'Ik neem het over', { after: 4 });
    await end(customer, chat.id, { after: 5 });
    await chatAt(1, { nickname: 'van Anna', agents: [anna] });
    const reader = await aReader();
    const { chats } = await reader.page({ agent: 'bram' });
    expect(chats).toMatchObject([{ id: chat.id, agents: [{ name: 'Carla' }, { name: 'Bram' }] }]);
    expect(await reader.names({ agent: 'anna' })).toEqual(['van Anna']);
  });

  it('takes `from` with it and stops before `to`', async () => {
    for (const days of [1, 5, 30, 60]) await chatAt(days, { nickname: String(days) });
    const reader = await aReader();
    const from = String(NOW - 30 * DAY);
    expect(await reader.names({ from })).toEqual(['1', '5', '30']);
    expect(await reader.names({ from, to: String(NOW - 5 * DAY) })).toEqual(['30']);
    expect(await reader.names({ to: '999999999999999' })).toHaveLength(4);
    expect(await reader.names({ from: '999999999999999' })).toEqual([]);
  });

  it('finds what anyone said, with the line around it', async () => {
    const long = `${'Voor het eerst sinds lang gaat het mis. '.repeat(10)}De café-knop doet het niet. ${'En nu? '.repeat(40)}`;
    await chatAt(1, { nickname: 'lang', said: ['Hallo', 'Zegt u het maar', long] });
    await chatAt(2, { nickname: 'kort', said: ['Hallo', 'Probeer het café eens'] });
    await chatAt(3, { nickname: 'niet', said: ['Hallo'] });
    const { chats } = await (await aReader()).page({ text: 'CAFE' });
    expect(chats).toMatchObject([
      { nickname: 'lang', match: { name: 'lang', text: expect.stringMatching(/^….*café-knop.*…$/) } },
      { nickname: 'kort', match: { name: 'Anna', text: 'Probeer het café eens' } },
    ]);
    expect(chats[0]?.match?.text.length).toBeLessThan(170);
  });

  it('pages through many, each one once', async () => {
    await Promise.all(
      Array.from({ length: 130 }, (_, index) => chatAt(index / 2, { nickname: String(index) })),
    );
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        chatAt(index, { nickname: `o${index}`, closed: undefined, startedAt: NOW - index * DAY - 1 }),
      ),
    );
    const reader = await aReader();
    const { chats, pages } = await reader.pages();
    expect(chats).toHaveLength(190);
    expect(new Set(chats.map(({ id }) => id)).size).toBe(190);
    expect(pages).toBe(8);
    const closed = chats.filter(({ nickname }) => !nickname.startsWith('o'));
    expect(closed.map(({ nickname }) => nickname)).toEqual(
      Array.from({ length: 130 }, (_, index) => String(index)),
    );
  });
});

describe('what a page costs', () => {
  it('reads at most 100 chats for a page, 60 RRU, however many there are', async () => {
    await Promise.all(Array.from({ length: 450 }, (_, index) => chatAt(index / 50, { nickname: 'Jan' })));
    const reader = await aReader();
    const spent = engine.capacity.mark();
    const page = await reader.page({ who: 'niemand' });
    const { read, calls } = spent();
    expect(page).toMatchObject({ chats: [], cursor: expect.any(String), lookedUntil: expect.any(Number) });
    expect(read).toBeLessThanOrEqual(60);
    expect(calls).not.toContain('Scan');
    expect((await reader.pages({ who: 'niemand' })).pages).toBe(5);
  });

  it('reads at most about 500 KB of logs for a page, 90 RRU, and goes on inside a long chat', async () => {
    const filler = Array.from({ length: 1200 }, (_, index) => `${index} ${'x'.repeat(900)}`);
    await chatAt(1, { nickname: 'lang', said: [...filler, 'de naald'] });
    const reader = await aReader();
    const spent = engine.capacity.mark();
    const first = await reader.page({ text: 'naald' });
    expect(spent().read).toBeLessThanOrEqual(90);
    expect(first).toMatchObject({ chats: [], cursor: expect.stringMatching(/^\d{13}\.[\w-]{22}\.\d+$/) });
    const { chats, pages } = await reader.pages({ text: 'naald' });
    expect(chats).toMatchObject([{ nickname: 'lang', match: { text: 'de naald' } }]);
    expect(pages).toBe(3);
  });

  it('passes a year without a chat at half a read unit a month and partition', async () => {
    const reader = await aReader();
    const spent = engine.capacity.mark();
    expect(await reader.page()).toEqual({ chats: [] });
    const { calls } = spent();
    expect(calls.filter((call) => call === 'Query')).toHaveLength(33);
  });
});

describe('one ended chat', () => {
  it('is given whole, page by page, with its rating', async () => {
    const said = Array.from({ length: 1100 }, (_, index) => `bericht ${index}`);
    const { id, customer } = await chatAt(1, { said });
    await engine.db.put(
      {
        pk: `CHAT#${id}`,
        sk: 'SIDE#FEEDBACK',
        chatId: id,
        stars: 4,
        comment: 'Prima',
        at: NOW,
        customer: customer.id,
        agents: [],
      },
      asScene,
    );
    const reader = await aReader();
    const seen: number[] = [];
    for (let more = true; more; ) {
      const { body } = await reader.open(id, { after: String(seen.at(-1) ?? 0) });
      const { ok } = body as { ok: { entries: { seq: number }[]; more: boolean; rating?: unknown } };
      expect(ok.rating).toEqual(seen.length === 0 ? { stars: 4, comment: 'Prima', at: NOW } : undefined);
      seen.push(...ok.entries.map(({ seq }) => seq));
      more = ok.more;
    }
    expect(seen).toEqual(Array.from({ length: 1102 }, (_, index) => index + 1));
  });

  it('is not given while it runs, nor when it is not there', async () => {
    const desk = createDesk(engine.db);
    await desk.agent();
    const { chat } = await start(await desk.customer());
    const reader = await aReader();
    expect(await reader.open(chat.id)).toMatchObject({
      status: 409,
      body: { error: { code: 'chat_not_ended' } },
    });
    expect(await reader.open('a'.repeat(22))).toMatchObject({ status: 404 });
  });
});
