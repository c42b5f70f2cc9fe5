// A table that conflicts, throttles and times out, as only AWS does: what people notice of it, and that the counters stay right.
import { describe, expect, it } from 'vitest';
import { createHttpHandler } from '../../functions/pipeline/http.ts';
import { createAccountsRoutes } from '../../functions/routes/accounts/index.ts';
import { createBackofficeRoutes } from '../../functions/routes/backoffice/index.ts';
import { portalRoutes } from '../../functions/routes/portal/index.ts';
import { readAgent } from '../../functions/store/agents.ts';
import { sweep } from '../../functions/workflows/sweep.ts';
import { addAgentAccount, addCustomerAccount, ask, nobodyThere, signedInAs } from '../support/accounts.ts';
import { type Desk, join, newCid, start } from '../support/desk.ts';
import { listOpen } from '../support/open-chats.ts';
import { PATIENCE_MS, scaled, seeded } from '../support/scale.ts';
import { createSegmentsInMemory } from '../support/segment-files.ts';
import { addTicket } from '../support/tickets.ts';
import type { FaultyTable } from './support/table.ts';
import { checkCounters, countsOf, settingsOf, useFaultyDesk } from './support/use-faulty-desk.ts';

const MINUTE = 60_000;
const always = { times: Number.POSITIVE_INFINITY };

let table: FaultyTable;
let desk: Desk;
useFaultyDesk((today) => ({ table, desk } = today));
const counts = () => countsOf(table);

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
    expect(anna.received('chat.changed').at(-1)?.chat).toMatchObject({ id: chat.id, goneSince: desk.now() });
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
    expect(anna.received('chat.changed').at(-1)?.chat.invitations).toEqual([]);
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
    const customer = await addCustomerAccount(table.engine.db);
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
      { ...createBackofficeRoutes(createSegmentsInMemory().read), ...createAccountsRoutes(nobodyThere) },
      desk.context,
    );
    const agent = await addAgentAccount(table.engine.db);
    const cookie = await signedInAs({ ...desk.context, db: table.engine.db }, agent);
    const wish = { site: 'console' as const, cookie };
    const { number } = await addTicket(table.engine.db, {
      customer: await addCustomerAccount(table.engine.db),
    });
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
      await checkCounters(table, agents);
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
    expect(customer.received('preview.switched')).toMatchObject([{ on: false }]);
  });

  it('[F3] after room came and before anyone was told: the sweep tells', async () => {
    const anna = await desk.agent('Anna', { onDuty: false });
    const customer = await desk.customer();
    expect(await customer.ask('lobby.enter', {})).toMatchObject({ open: false });
    const noting = table.faults.loseCall({ operation: 'UpdateItem', ...always });
    await expect(anna.tryTo('duty.start', {})).rejects.toThrow();
    noting.clear();
    expect([await counts(), customer.received('room.changed')]).toEqual([{ free: 3, waiting: 0 }, []]);
    desk.pass(MINUTE);
    await sweep(desk.context);
    expect(customer.received('room.changed').at(-1)).toMatchObject({ open: true });
  });
});
