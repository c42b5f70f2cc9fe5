// A table that shows what was a moment ago: an index that is behind, rows twice, half a transaction. Nobody is let in or told wrong by it, and the counters stay right.
import { describe, expect, it } from 'vitest';
import { isWaiting } from '../../functions/domain/chat.ts';
import { createHttpHandler } from '../../functions/pipeline/http.ts';
import { createAccountsRoutes } from '../../functions/routes/accounts/index.ts';
import { createBackofficeRoutes } from '../../functions/routes/backoffice/index.ts';
import { listOnDuty, readAgent } from '../../functions/store/agents.ts';
import { readEntries } from '../../functions/store/log.ts';
import { sweep } from '../../functions/workflows/sweep.ts';
import type { ChatId } from '../../shared/model.ts';
import { addAgentAccount, addCustomerAccount, ask, nobodyThere, signedInAs } from '../support/accounts.ts';
import { type Desk, join, newCid, say, start, type Tab } from '../support/desk.ts';
import { listOpen } from '../support/open-chats.ts';
import { PATIENCE_MS, scaled, seeded } from '../support/scale.ts';
import { createSegmentsInMemory } from '../support/segment-files.ts';
import { addTicket } from '../support/tickets.ts';
import type { FaultyTable } from './support/table.ts';
import { checkCounters, countsOf, settingsOf, useFaultyDesk } from './support/use-faulty-desk.ts';

const MINUTE = 60_000;

let table: FaultyTable;
let desk: Desk;
useFaultyDesk((today) => ({ table, desk } = today));
const counts = () => countsOf(table);

describe('an index that is behind', () => {
  it('[F10] a console that opens within the lag keeps what it was told, and finds the rest when it asks again', async () => {
    table.faults.gsiLag({ ms: 5_000 });
    const anna = await desk.agent('Anna');
    const customer = await desk.customer();
    const { chat } = await start(customer);
    // Anna opened before the chat began: she was told. Bram opens after it, and his list is behind.
    expect(anna.received('chat.changed').map((told) => told.chat.id)).toEqual([chat.id]);
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
      { ...createBackofficeRoutes(createSegmentsInMemory().read), ...createAccountsRoutes(nobodyThere) },
      { ...desk.context, newId: newCid },
    );
    const account = await addAgentAccount(table.engine.db);
    const cookie = await signedInAs({ ...desk.context, db: table.engine.db }, account);
    const owner = await addCustomerAccount(table.engine.db);
    const askFor = async (route: string, more: object = {}) => {
      const { status, body } = await ask(handler, { site: 'console', cookie, route, ...more });
      expect([route, status]).toEqual([route, 200]);
      return Object(body).ok;
    };
    const doubled = table.faults.doubledRows({ ms: 5_000 });
    const anna = await desk.agent('Anna');
    for (let n = 0; n < 3; n++) {
      const { number } = await addTicket(table.db, { customer: owner });
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
      await checkCounters(table, agents);
    },
    PATIENCE_MS,
  );
});
