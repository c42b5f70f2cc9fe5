// A table that conflicts, throttles, times out and lags, as only AWS does: what people notice of it, and that the counters stay right.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { isWaiting } from '../../functions/domain/chat.ts';
import { createHttpHandler } from '../../functions/pipeline/http.ts';
import { createAccountsRoutes } from '../../functions/routes/accounts/index.ts';
import { backofficeRoutes } from '../../functions/routes/backoffice/index.ts';
import { portalRoutes } from '../../functions/routes/portal/index.ts';
import { listOnDuty, readAgent } from '../../functions/store/agents.ts';
import { readEntries } from '../../functions/store/log.ts';
import { sweep } from '../../functions/workflows/sweep.ts';
import type { ChatId } from '../../shared/model.ts';
import { aCustomer, anAgent, ask, nobodyThere, signedInAs } from '../support/accounts.ts';
import { createDesk, type Desk, join, newCid, say, start, type Tab } from '../support/desk.ts';
import { listOpen } from '../support/open-chats.ts';
import { PATIENCE_MS, scaled, seeded } from '../support/scale.ts';
import { aTicket } from '../support/tickets.ts';
import { type FaultyTable, startFaultyTable } from './support/table.ts';

const MINUTE = 60_000;
const always = { times: Number.POSITIVE_INFINITY };

let table: FaultyTable;
let desk: Desk;
beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  table = await startFaultyTable(11);
});
beforeEach(async () => {
  table.faults.clear();
  table.setDeaths(0);
  await table.engine.clear();
  desk = createDesk(table.db);
  table.setNow(desk.now);
});
afterAll(async () => {
  await table.stop();
  vi.restoreAllMocks();
});

/** The places, read past the faults. */
const counts = () => createDesk(table.engine.db).counts();
/** The room counts the chats that wait, and each agent's load the open chats with that agent in them. */
const checkCounters = async (agents: readonly Tab[]) => {
  const open = (await listOpen(table.engine.db)).filter(({ chat }) => !chat.ended);
  expect((await counts()).waiting).toBe(open.filter(({ chat }) => isWaiting(chat)).length);
  for (const { me } of agents) {
    const own = open.filter(({ chat }) => chat.agents.some(({ id }) => id === me.id));
    expect((await readAgent(table.engine.db, me.id))?.load).toBe(own.length);
  }
};
const settingsOf = async (tab: Tab) => (await tab.ask('desk.enter', { sid: tab.sid })).settings;

describe('one write that is in the way of another', () => {
  it('[F9] is waited for, by single writes as by transactions: nobody is told of it', async () => {
    const anna = await desk.agent('Anna');
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await join(anna, chat.id);
    for (const operation of ['PutItem', 'UpdateItem', 'TransactWriteItems']) {
      const conflict = table.faults.conflict({ operation, times: 2 });
      const tab = desk.open(customer.me);
      await tab.ask('chat.say', { chatId: chat.id, cid: newCid(), after: 2, text: 'Bent u daar?' });
      await tab.ask('chat.sync', { chatId: chat.id, sid: tab.sid, after: 2 });
      await anna.ask('duty.start', {});
      expect(conflict.hits, operation).toBe(2);
      conflict.clear();
    }
  });

  it('[F9] does not leave a lease that nobody looks at', async () => {
    const anna = await desk.agent('Anna');
    desk.pass(3 * MINUTE);
    // So busy that the sweep gives up on it this time.
    const conflict = table.faults.conflict({ operation: 'TransactWriteItems', ...always });
    await sweep(desk.context);
    conflict.clear();
    expect((await readAgent(table.engine.db, anna.me.id))?.counted).toBe(true);
    desk.pass(MINUTE);
    await sweep(desk.context);
    expect((await readAgent(table.engine.db, anna.me.id))?.counted).toBe(false);
    expect(await counts()).toEqual({ free: 0, waiting: 0 });
  });
});

describe('an answer that is lost', () => {
  it('[F9] after the last tab of a customer was taken away: the consoles are told all the same', async () => {
    const anna = await desk.agent('Anna');
    const customer = await desk.customer();
    const { chat } = await start(customer);
    table.faults.loseReply({ operation: 'UpdateItem' });
    await customer.drop();
    expect(anna.heard('chat.changed').at(-1)?.chat).toMatchObject({ id: chat.id, goneSince: desk.now() });
  });

  it('[F9] of an invitation that was declined: declined, and nobody is told it was not there', async () => {
    const [anna, bram] = [await desk.agent('Anna'), await desk.agent('Bram')];
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await join(anna, chat.id);
    await anna.ask('chat.invite', { chatId: chat.id, agent: bram.me.id, note: '', transfer: false });
    const lost = table.faults.loseReply({ operation: 'UpdateItem' });
    await bram.ask('chat.decline', { chatId: chat.id });
    expect(lost.hits).toBe(1);
    expect(anna.heard('chat.changed').at(-1)?.chat.invitations).toEqual([]);
    await expect(bram.ask('chat.decline', { chatId: chat.id })).rejects.toThrow('not_invited');
  });

  it('[F9] of a save of the settings: saved, and applied', async () => {
    const anna = await desk.agent('Anna');
    const boss = await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage'] });
    const settings = await settingsOf(boss);
    const lost = table.faults.loseReply({ operation: 'PutItem', ...always, times: 2 });
    await boss.ask('settings.change', { ...settings, max: 7 });
    expect(lost.hits).toBe(2);
    expect((await readAgent(table.engine.db, anna.me.id))?.max).toBe(7);
  });
});

describe('a request whose answer is lost', () => {
  /** Done and not heard of; what the SDK sends again comes while the first is not through yet. */
  const loseAndHinder = () => {
    const lost = table.faults.loseReply({ operation: 'TransactWriteItems' });
    const hindered = table.faults.conflict({ operation: 'TransactWriteItems', times: 1 });
    return () => {
      expect([lost.hits, hindered.hits]).toEqual([1, 1]);
      lost.clear();
      hindered.clear();
    };
  };
  const OK = { status: 200 };

  it('[F9] of a customer: the question is one ticket, the reply there once, and nobody is told it was busy', async () => {
    const context = { ...desk.context, newId: newCid };
    const handler = createHttpHandler(portalRoutes, context);
    const customer = await aCustomer(table.engine.db);
    const cookie = await signedInAs({ ...context, db: table.engine.db }, customer);
    const wish = { site: 'portal' as const, cookie };
    const question = { cid: newCid(), text: 'Bent u open?', email: '' };
    const askIt = () => ask(handler, { ...wish, route: 'POST /api/my-tickets', body: question });
    let check = loseAndHinder();
    const asked = await askIt();
    check();
    const { number } = (asked.body as { ok: { number: number } }).ok;
    expect(await askIt()).toMatchObject({ ...OK, body: { ok: { number } } });
    // Asked again when no more questions are taken: this one is not one more.
    for (let more = 0; more < 18; more++) {
      await ask(handler, { ...wish, route: 'POST /api/my-tickets', body: { ...question, cid: newCid() } });
    }
    expect(await askIt()).toMatchObject({ ...OK, body: { ok: { number } } });

    const path = { number: String(number) };
    const reply = { cid: newCid(), text: 'Hallo?' };
    const replyRoute = 'POST /api/my-tickets/{number}/replies';
    check = loseAndHinder();
    expect(await ask(handler, { ...wish, route: replyRoute, path, body: reply })).toMatchObject(OK);
    check();
    const again = await ask(handler, { ...wish, route: replyRoute, path, body: reply });
    expect(again.body).toMatchObject({ ok: { history: [{ text: 'Bent u open?' }, { text: 'Hallo?' }] } });
    expect((again.body as { ok: { history: unknown[] } }).ok.history).toHaveLength(2);
    const told = desk.published.filter((event) => 'number' in event && event.number === number);
    expect(told.map(({ type }) => type)).toEqual(['ticket.saved', 'ticket.replied']);
  });

  it('[F9] of an agent: edited once, and not called outdated for one’s own edit', async () => {
    const handler = createHttpHandler(
      { ...backofficeRoutes, ...createAccountsRoutes(nobodyThere) },
      desk.context,
    );
    const agent = await anAgent(table.engine.db);
    const cookie = await signedInAs({ ...desk.context, db: table.engine.db }, agent);
    const wish = { site: 'console' as const, cookie };
    const { number } = await aTicket(table.engine.db, { customer: await aCustomer(table.engine.db) });
    const edit = (rev: number, subject: string) =>
      ask(handler, {
        ...wish,
        route: 'PATCH /api/tickets/{number}',
        path: { number: String(number) },
        body: { rev, subject },
      });
    const check = loseAndHinder();
    expect(await edit(1, 'Toner')).toMatchObject({ ...OK, body: { ok: { rev: 2, subject: 'Toner' } } });
    check();
    // The browser asks again: its answer was lost as well.
    const { body } = await edit(1, 'Toner');
    expect(body).toMatchObject({ ok: { rev: 2, history: [{}, { changes: [{ field: 'subject' }] }] } });
    expect((body as { ok: { history: unknown[] } }).ok.history).toHaveLength(2);
    expect(desk.published).toHaveLength(1);
    expect(await edit(1, 'Iets anders')).toMatchObject({ body: { error: { code: 'outdated' } } });

    // A single write: the store refuses the second try for what the first one did.
    const lost = table.faults.loseReply({ operation: 'UpdateItem' });
    const choose = (body: object) => ask(handler, { ...wish, route: 'PATCH /api/preferences', body });
    const chosen = await choose({ rev: 0, language: 'en' });
    expect(lost.hits).toBe(1);
    expect(chosen).toMatchObject({ ...OK, body: { ok: { language: 'en', rev: 1 } } });

    // A name is written with the work of telling it: one transaction.
    const lostWhole = table.faults.loseReply({ operation: 'TransactWriteItems' });
    const renamed = await choose({ rev: 1, nickname: 'Anna' });
    expect(lostWhole.hits).toBe(1);
    expect(renamed).toMatchObject({ ...OK, body: { ok: { nickname: 'Anna', rev: 2 } } });
  });
});

describe('a desk at work', () => {
  it(
    '[F9] under conflicts, throttles and lost answers: people notice less than 1 in 100, and no counter is wrong',
    async ({ annotate }) => {
      const operations = scaled(160, 5_000);
      // Made before anything goes wrong: making accounts is not what is tried here.
      const customers = await Promise.all(Array.from({ length: operations / 4 }, () => desk.customer()));
      const random = seeded(3);
      await desk.settings({ max: 20 });
      const agents = [await desk.agent(), await desk.agent(), await desk.agent()];
      table.faults.conflict({ ...always, share: 0.3 });
      table.faults.throttle({ ...always, share: 0.1 });
      table.faults.loseReply({ ...always, share: 0.025 });
      table.faults.loseCall({ ...always, share: 0.025 });
      const allowed = new Set([
        'no_room',
        'taken',
        'at_maximum',
        'not_participant',
        'last_agent',
        'customer_connected',
      ]);
      const unexpected: string[] = [];
      let done = 0;
      const attempt = async (what: string, doing: Promise<{ ok: unknown } | { error: { code: string } }>) => {
        done++;
        const result = await doing.catch((error: Error) => ({ error: { code: error.name } }));
        if ('error' in result && !allowed.has(result.error.code))
          unexpected.push(`${what}: ${result.error.code}`);
        return 'ok' in result;
      };
      /** One customer from start to end, with two agents at it. */
      const aVisit = async () => {
        const tab = customers.pop();
        if (!tab) return;
        const agent = agents[Math.floor(random() * 3)];
        const other = agents[Math.floor(random() * 3)];
        const started = await tab
          .tryTo('chat.start', { sid: tab.sid, nickname: '', email: '' })
          .catch((error: Error) => ({ error: { code: error.name } as never }));
        await attempt('start', Promise.resolve(started));
        if ('error' in started || !agent || !other) return;
        const chatId = started.ok.chat.id;
        const cid = newCid();
        await attempt('say', tab.tryTo('chat.say', { chatId, cid, after: 1, text: 'Vraag' }));
        await Promise.all(
          [agent, other].map((each) =>
            attempt('join', each.tryTo('chat.join', { chatId, sid: each.sid, cid: newCid(), second: true })),
          ),
        );
        await attempt(
          'reply',
          agent.tryTo('chat.say', { chatId, cid: newCid(), after: 1, text: 'Antwoord' }),
        );
        await attempt('leave', other.tryTo('chat.leave', { chatId, cid: newCid() }));
        await attempt('end', tab.tryTo('chat.end', { chatId, cid: newCid(), after: 1 }));
        await attempt('save', agent.tryTo('chat.save', { chatId }));
      };
      while (done < operations) await Promise.all(Array.from({ length: 10 }, aVisit));
      table.faults.clear();
      const share = unexpected.length / done;
      await annotate(
        `${done} operations, ${unexpected.length} noticed (${(share * 100).toFixed(2)} %)`,
        'figures',
      );
      expect(share, unexpected.join(', ')).toBeLessThan(0.01);
      await checkCounters(agents);
    },
    PATIENCE_MS,
  );
});

describe('a function that dies', () => {
  it('[F3] [F9] between saving the settings and applying them: the sweep applies them', async () => {
    const anna = await desk.agent('Anna');
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await join(anna, chat.id);
    const boss = await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage'] });
    const settings = await settingsOf(boss);
    const query = table.faults.loseCall({ operation: 'Query', ...always });
    await expect(boss.ask('settings.change', { ...settings, max: 7, preview: false })).rejects.toThrow();
    query.clear();
    expect((await readAgent(table.engine.db, anna.me.id))?.max).toBe(3);
    desk.pass(2 * MINUTE);
    await anna.tryTo('duty.beat', {});
    await sweep(desk.context);
    expect((await readAgent(table.engine.db, anna.me.id))?.max).toBe(7);
    expect((await listOpen(table.engine.db))[0]?.chat.preview).toBe(false);
    expect(customer.heard('preview.switched')).toMatchObject([{ on: false }]);
  });

  it('[F3] after room came and before anyone was told: the sweep tells', async () => {
    const anna = await desk.agent('Anna', { onDuty: false });
    const customer = await desk.customer();
    expect(await customer.ask('lobby.enter', {})).toMatchObject({ open: false });
    const noting = table.faults.loseCall({ operation: 'UpdateItem', ...always });
    await expect(anna.tryTo('duty.start', {})).rejects.toThrow();
    noting.clear();
    expect([await counts(), customer.heard('room.changed')]).toEqual([{ free: 3, waiting: 0 }, []]);
    desk.pass(MINUTE);
    await sweep(desk.context);
    expect(customer.heard('room.changed').at(-1)).toMatchObject({ open: true });
  });
});

describe('an index that is behind', () => {
  it('[F10] a console that opens within the lag keeps what it was told, and finds the rest when it asks again', async () => {
    table.faults.gsiLag({ ms: 5_000 });
    const anna = await desk.agent('Anna');
    const customer = await desk.customer();
    const { chat } = await start(customer);
    // Anna opened before the chat began: she was told. Bram opens after it, and his list is behind.
    expect(anna.heard('chat.changed').map((told) => told.chat.id)).toEqual([chat.id]);
    const bram = await desk.agent('Bram', { onDuty: false });
    const early = await bram.ask('desk.enter', { sid: bram.sid });
    expect(early.chats).toEqual([]);
    desk.pass(60_000);
    const later = await bram.ask('desk.enter', { sid: bram.sid });
    expect(later.chats.map(({ id }) => id)).toEqual([chat.id]);
  });

  it('[F10] who just went on duty is on duty on the own screen', async () => {
    table.faults.gsiLag({ ms: 5_000 });
    const anna = await desk.agent('Anna');
    const { agents } = await anna.ask('desk.enter', { sid: anna.sid });
    expect(agents).toMatchObject([{ name: 'Anna', onDuty: true }]);
  });

  it('[F10] an agent and a chat too young for the index get changed settings within two minutes', async () => {
    const boss = await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage'] });
    const settings = await settingsOf(boss);
    table.faults.gsiLag({ ms: 5_000 });
    const anna = await desk.agent('Anna');
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await boss.ask('settings.change', { ...settings, max: 1, preview: false });
    desk.pass(2 * MINUTE);
    await anna.ask('duty.beat', {});
    await sweep(desk.context);
    expect((await readAgent(table.engine.db, anna.me.id))?.max).toBe(1);
    expect(await counts()).toEqual({ free: 1, waiting: 1 });
    const { preview } = await customer.ask('chat.sync', { chatId: chat.id, sid: customer.sid, after: 0 });
    expect(preview).toBe(false);
  });

  it(
    '[F10] never lets anyone in, nor gives a place that is not there',
    async () => {
      const rounds = scaled(16, 1_000);
      const random = seeded(5);
      table.faults.gsiLag({ ms: 5_000, random: true });
      table.faults.keepExpired();
      await desk.settings({ max: 2 });
      const agents = [await desk.agent(), await desk.agent()];
      let running: { tab: Tab; chatId: ChatId }[] = [];
      let wrong = 0;
      for (let round = 0; round < rounds; round++) {
        const tab = await desk.customer();
        const started = await tab.tryTo('chat.start', { sid: tab.sid, nickname: '', email: '' });
        const { free } = await counts();
        if ('ok' in started) running.push({ tab, chatId: started.ok.chat.id });
        else if (Number(free) > running.length) wrong++;
        const agent = agents[round % 2];
        const next = running.at(-1);
        if (agent && next && random() < 0.6)
          await agent.tryTo('chat.join', {
            chatId: next.chatId,
            sid: agent.sid,
            cid: newCid(),
            second: false,
          });
        for (const each of agents)
          expect((await readAgent(table.engine.db, each.me.id))?.load).toBeLessThanOrEqual(2);
        if (random() < 0.5) {
          const [first, ...rest] = running;
          if (first) await first.tab.tryTo('chat.end', { chatId: first.chatId, cid: newCid(), after: 1 });
          running = rest;
        }
        desk.pass(Math.round(random() * 3_000));
        for (const each of agents) await each.ask('duty.beat', {});
      }
      expect(wrong).toBe(0);
      const open = (await listOpen(table.engine.db)).filter(({ chat }) => !chat.ended);
      const { waiting } = await counts();
      expect(waiting).toBe(open.filter(({ chat }) => isWaiting(chat)).length);
      expect(await listOnDuty(table.engine.db)).toHaveLength(2);
    },
    PATIENCE_MS,
  );
});

describe('a table that shows what was a moment ago', () => {
  it('[F10] a ticket, a chat and who is on duty stand in a list once, while the index shows their rows twice', async () => {
    const handler = createHttpHandler(
      { ...backofficeRoutes, ...createAccountsRoutes(nobodyThere) },
      { ...desk.context, newId: newCid },
    );
    const account = await anAgent(table.engine.db);
    const cookie = await signedInAs({ ...desk.context, db: table.engine.db }, account);
    const owner = await aCustomer(table.engine.db);
    const askFor = async (route: string, more: object = {}) => {
      const { status, body } = await ask(handler, { site: 'console', cookie, route, ...more });
      expect([route, status]).toEqual([route, 200]);
      return Object(body).ok;
    };
    const doubled = table.faults.doubledRows({ ms: 5_000 });
    const anna = await desk.agent('Anna');
    for (let n = 0; n < 3; n++) {
      const { number } = await aTicket(table.db, { customer: owner });
      desk.pass(10);
      const path = { number: String(number) };
      await askFor('PATCH /api/tickets/{number}', { path, body: { rev: 1, status: 'open' } });
      desk.pass(10);
      await askFor('PATCH /api/tickets/{number}', { path, body: { rev: 2, subject: 'Toner' } });
    }
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await say(customer, chat.id, 'Dag');
    await join(anna, chat.id);
    await anna.ask('chat.end', { chatId: chat.id, cid: newCid(), after: 1 });
    await anna.ask('chat.save', { chatId: chat.id });
    await anna.ask('duty.start', {});

    for (const status of ['all', 'unsolved', 'open', 'new'])
      for (const sort of ['changed', 'status']) {
        const { tickets } = await askFor('GET /api/tickets', { query: { status, sort } });
        const numbers = tickets.map(({ number }: { number: number }) => number);
        expect(new Set(numbers).size, `${status} by ${sort}`).toBe(numbers.length);
      }
    const { agents, chats } = await anna.ask('desk.enter', { sid: anna.sid });
    expect(new Set(agents.map(({ id }) => id)).size).toBe(agents.length);
    expect(new Set(chats.map(({ id }) => id)).size).toBe(chats.length);
    expect((await listOpen(table.db)).map((open) => open.chat.id)).not.toContain(chat.id);
    expect(doubled.hits).toBeGreaterThan(0);
  });

  it(
    '[F10] half a transaction misleads nobody for good: what was acknowledged is stored, and no counter is wrong',
    async () => {
      const visits = scaled(12, 500);
      const random = seeded(7);
      await desk.settings({ max: 20 });
      const agents = [await desk.agent(), await desk.agent()];
      const customers = await Promise.all(Array.from({ length: visits }, () => desk.customer()));
      const torn = table.faults.tornReads({ ms: 2_000, share: 0.5 });
      table.faults.doubledRows({ ms: 2_000, share: 0.5 });
      const said = new Map<ChatId, string[]>();
      /** What may be answered to a person who sees half of it; anything else is a failure. */
      const allowed = new Set([
        'no_room',
        'taken',
        'at_maximum',
        'not_participant',
        'last_agent',
        'behind',
        'not_found',
      ]);
      const attempt = async (doing: Promise<{ ok: unknown } | { error: { code: string } }>) => {
        const result = await doing;
        if ('error' in result) expect(allowed).toContain(result.error.code);
        return 'ok' in result;
      };
      const say = async (tab: Tab, chatId: ChatId, text: string) => {
        if (await attempt(tab.tryTo('chat.say', { chatId, cid: newCid(), after: 1, text })))
          said.set(chatId, [...(said.get(chatId) ?? []), text]);
      };
      const aVisit = async (tab: Tab, n: number) => {
        const { chat } = await start(tab);
        await say(tab, chat.id, `Vraag ${n}`);
        await Promise.all(
          agents.map(async (agent) => {
            const joining = { chatId: chat.id, sid: agent.sid, cid: newCid(), second: true };
            if (await attempt(agent.tryTo('chat.join', joining))) await say(agent, chat.id, `Antwoord ${n}`);
          }),
        );
        await attempt((agents[n % 2] ?? tab).tryTo('chat.leave', { chatId: chat.id, cid: newCid() }));
        await say(tab, chat.id, `Nog iets ${n}`);
        if (random() < 0.7)
          await attempt(tab.tryTo('chat.end', { chatId: chat.id, cid: newCid(), after: 1 }));
        desk.pass(Math.round(random() * 1_000));
      };
      for (let n = 0; n < visits; n += 4)
        await Promise.all(customers.slice(n, n + 4).map((tab, at) => aVisit(tab, n + at)));
      expect(torn.hits).toBeGreaterThan(0);
      table.faults.clear();

      for (const [chatId, texts] of said) {
        const entries = await readEntries(table.engine.db, chatId);
        expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
        const stored = entries.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));
        expect(stored.sort()).toEqual(texts.sort());
      }
      await checkCounters(agents);
    },
    PATIENCE_MS,
  );
});
