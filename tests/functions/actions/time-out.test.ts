// The time-out on a clock moved by hand: announced to both sides, stopped by any activity, right after late, double and missed sweeps.
import { beforeEach, describe, expect, it, test } from 'vitest';
import { timeOutEffect } from '../../../functions/routes/backoffice/time-out-effect.ts';
import { readTicket } from '../../../functions/store/tickets.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
import type { ChatId } from '../../../shared/model.ts';
import { type Desk, join, newCid, say, start, type Tab } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { scaled } from '../../support/scale.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
let agent: Tab;
let customer: Tab;
let chatId: ChatId;
const MINUTE = 60_000;

useDesk((today) => ({ engine, desk } = today));
beforeEach(async () => {
  await desk.settings({ timeoutMinutes: 10 });
  agent = await desk.agent('Anna');
  customer = await desk.customer();
  ({
    chat: { id: chatId },
  } = await start(customer));
  await join(agent, chatId);
});

/** Minutes pass, each with its sweep; the agent's console stays heard of. */
const pass = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute++) {
    desk.pass(MINUTE);
    await agent.ask('duty.beat', {});
    await sweep(desk.context);
  }
};
const endings = (tab: Tab) =>
  tab.received('entries.added').flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'ended'));
const warnings = (tab: Tab) => tab.received('chat.expiring');

describe('[S10] the time-out', () => {
  it('is announced to both sides a minute before, and ends the chat with its reason', async () => {
    await pass(8);
    expect([warnings(agent), warnings(customer)]).toEqual([[], []]);
    await pass(1);
    const endsAt = desk.now() + MINUTE;
    for (const tab of [agent, customer])
      expect(warnings(tab)).toMatchObject([{ seq: 2, endsAt, now: desk.now() }]);
    await pass(1);
    for (const tab of [agent, customer]) expect(endings(tab)).toMatchObject([{ reason: 'timeout', seq: 3 }]);
    // Closed at once: nobody said a word.
    expect(agent.received('entries.added').at(-1)?.chat).toMatchObject({
      state: 'closed',
      ended: { reason: 'timeout' },
    });
    expect(await desk.counts()).toEqual({ free: 3, waiting: 0 });
  });

  it('starts again with a message of either side', async () => {
    await pass(9);
    await say(customer, chatId, 'Wacht even', { after: 2 });
    await pass(8);
    expect(endings(agent)).toEqual([]);
    await say(agent, chatId, 'Rustig aan', { after: 3 });
    await pass(8);
    expect(endings(agent)).toEqual([]);
    await pass(2);
    expect(endings(agent)).toHaveLength(1);
  });

  it('starts again with "Ik ben er nog", which both sides are told', async () => {
    await pass(9);
    await customer.ask('chat.stay', { chatId });
    for (const tab of [agent, customer]) expect(warnings(tab).at(-1)?.endsAt).toBeUndefined();
    await pass(8);
    expect(endings(agent)).toEqual([]);
    await pass(2);
    expect(endings(agent)).toHaveLength(1);
  });

  it('shows the countdown to a tab that comes in the middle of it', async () => {
    await pass(9);
    const tab = desk.open(customer.me);
    const { endsAt, now } = await tab.ask('chat.sync', { chatId, sid: tab.sid, after: 2 });
    expect([endsAt, now]).toEqual([desk.now() + MINUTE, desk.now()]);
    await say(customer, chatId, 'Er weer', { after: 2 });
    const later = await tab.ask('chat.sync', { chatId, sid: tab.sid, after: 2 });
    expect(later.endsAt).toBeUndefined();
  });

  it('[F15] comes once when sweeps come twice at the same time', async () => {
    await pass(8);
    desk.pass(MINUTE);
    await Promise.all([sweep(desk.context), sweep(desk.context)]);
    expect(warnings(customer)).toHaveLength(1);
    desk.pass(MINUTE);
    await agent.ask('duty.beat', {});
    await Promise.all([sweep(desk.context), sweep(desk.context), sweep(desk.context)]);
    expect(endings(customer)).toHaveLength(1);
    expect(await desk.counts()).toMatchObject({ waiting: 0 });
  });

  it('[F15] is never without its warning: after an hour without sweeps both sides still get their minute', async () => {
    desk.pass(60 * MINUTE);
    await agent.ask('duty.beat', {});
    await sweep(desk.context);
    expect(warnings(customer)).toMatchObject([{ endsAt: desk.now() + MINUTE }]);
    expect(endings(customer)).toEqual([]);
    desk.pass(MINUTE);
    await agent.ask('duty.beat', {});
    await sweep(desk.context);
    expect(endings(customer)).toHaveLength(1);
  });

  it('takes a shortened time-out into account in running chats', async () => {
    const manager = await desk.agent('Ohadmin', { permissions: ['helpdesk', 'manage'] });
    const { settings } = await manager.ask('desk.enter', { sid: manager.sid });
    // Looked at by now, and to be looked at again in five minutes.
    await pass(4);
    await manager.ask('settings.change', { ...settings, timeoutMinutes: 2 });
    await pass(1);
    for (const tab of [agent, customer])
      expect(warnings(tab)).toMatchObject([{ endsAt: desk.now() + MINUTE }]);
    expect(endings(customer)).toEqual([]);
    await pass(1);
    expect(endings(customer)).toMatchObject([{ reason: 'timeout' }]);
  });

  it('[F15] leaves no doubt when a message and the time-out come together', async () => {
    for (let round = 0; round < scaled(10, 100); round++) {
      const tab = await desk.customer();
      const { chat } = await start(tab);
      await join(agent, chat.id);
      desk.pass(9 * MINUTE + 30_000);
      await sweep(desk.context);
      desk.pass(MINUTE);
      await agent.ask('duty.beat', {});
      const [said] = await Promise.all([
        tab.tryTo('chat.say', {
          chatId: chat.id,
          cid: `${round}`.padEnd(22, '-') as never,
          after: 2,
          text: 'Nog iets',
        }),
        sweep(desk.context),
      ]);
      const { entries } = await tab.ask('chat.sync', { chatId: chat.id, sid: tab.sid, after: 0 });
      const kinds = entries.map(({ kind }) => kind);
      expect(kinds.slice(2)).toEqual('ok' in said ? expect.arrayContaining(['message']) : ['ended']);
      expect(kinds.indexOf('ended')).toBe(kinds.includes('ended') ? kinds.length - 1 : -1);
      await tab.ask('chat.end', { chatId: chat.id, cid: `e${round}`.padEnd(22, '-') as never, after: 2 });
    }
    expect(await desk.counts()).toEqual({ free: expect.any(Number), waiting: 0 });
  });
});

describe('[S10] where the customer’s question is the last thing said', () => {
  const ticketOf = (tab: Tab) => tab.received('entries.added').at(-1)?.chat?.ticket;
  /** What a customer could read of a time-out. */
  const asked = async (tab: Tab) => [
    warnings(tab),
    (await tab.ask('chat.sync', { chatId, sid: tab.sid, after: 1 })).endsAt,
  ];

  beforeEach(async () => {
    await desk.settings({ timeoutMinutes: 10, publish: false });
    await say(customer, chatId, 'Mijn factuur klopt niet', { after: 2 });
  });

  it('the agents are told a minute before, the customer neither then nor by a sync', async () => {
    await pass(9);
    expect(warnings(agent)).toMatchObject([{ seq: 3, endsAt: desk.now() + MINUTE }]);
    expect((await agent.ask('chat.sync', { chatId, sid: agent.sid, after: 3 })).endsAt).toBe(
      desk.now() + MINUTE,
    );
    expect(await asked(customer)).toEqual([[], undefined]);
  });

  it('it ends as not answered and is a ticket at once: published, new, nobody’s, marked, counted, told', async () => {
    const [console, manager] = [
      await desk.agent('Bram', { onDuty: false }),
      await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage'] }),
    ];
    await pass(10);
    const number = ticketOf(agent) ?? 0;
    expect(endings(customer)).toHaveLength(1);
    expect(agent.received('entries.added').at(-1)?.chat).toMatchObject({ state: 'closed', ticket: number });
    expect(console.received('chat.changed').at(-1)?.chat).toMatchObject({ state: 'closed', ticket: number });
    const ticket = await readTicket(engine.db, number);
    expect(ticket).toMatchObject({
      subject: 'Mijn factuur klopt niet',
      status: 'new',
      published: true,
      missed: true,
      chatId,
    });
    expect(ticket?.assignee).toBeUndefined();
    expect(await manager.ask('usage.read', {})).toMatchObject({ chats: 1, missed: 1 });
    expect(desk.published.slice(-2)).toMatchObject([
      { type: 'chat.ended', reason: 'unanswered' },
      { type: 'ticket.saved', number, published: true },
    ]);
    expect(desk.published.at(-1)).not.toHaveProperty('by');
    expect(await agent.ask('chat.save', { chatId })).toEqual({ ticket: number });
    await expect(agent.ask('chat.delete', { chatId })).rejects.toThrow('chat_closed');
    expect(await desk.counts()).toEqual({ free: 3, waiting: 0 });
  });

  it('a page of this release reads why, one of the release before reads of a time-out; so does its server', async () => {
    const [newer, older] = [desk.open(customer.me), desk.open(customer.me)];
    await newer.ask('chat.sync', { chatId, sid: newer.sid, after: 1, speaks: 3 });
    await older.ask('chat.sync', { chatId, sid: older.sid, after: 1, speaks: 2 });
    await pass(10);
    expect(endings(newer)).toMatchObject([{ reason: 'unanswered' }]);
    expect(endings(older)).toMatchObject([{ reason: 'timeout' }]);
    const stored = (await engine.scan()).map((item) => JSON.stringify(item));
    expect(stored.filter((item) => item.includes('"reason":{"S":"unanswered"}'))).toEqual([]);
    expect(stored.filter((item) => item.includes('"reason":{"S":"timeout"}'))).toHaveLength(2);
  });

  it('nobody who joins or leaves after it has answered it', async () => {
    const bram = await desk.agent('Bram');
    await join(bram, chatId, { second: true });
    await bram.ask('chat.leave', { chatId, cid: newCid() });
    await pass(10);
    expect(await asked(customer)).toEqual([[], undefined]);
    expect(ticketOf(agent)).toBeDefined();
  });

  it('a chat that nobody joined becomes a ticket as well', async () => {
    const other = await desk.customer('devries');
    const { chat } = await start(other);
    await say(other, chat.id, 'Is daar iemand?');
    await pass(10);
    expect(warnings(other)).toEqual([]);
    const said = agent.received('chat.changed').filter((push) => push.chat.id === chat.id);
    expect(said.at(-1)?.chat).toMatchObject({ state: 'closed', ticket: expect.any(Number) });
    expect(await desk.counts()).toEqual({ free: 3, waiting: 0 });
  });

  it('an answer in the last minute takes it back; whose silence it is then, is asked', async () => {
    await pass(9);
    await say(agent, chatId, 'Ik zoek het op', { after: 3 });
    await pass(9);
    expect(warnings(customer)).toMatchObject([{ seq: 4, endsAt: desk.now() + MINUTE }]);
    await pass(1);
    expect(endings(customer)).toMatchObject([{ reason: 'timeout', seq: 5 }]);
    expect(ticketOf(agent)).toBeUndefined();
  });

  it('a customer who says to be there, asked or not, holds nothing up', async () => {
    await pass(9);
    await customer.ask('chat.stay', { chatId });
    await pass(1);
    expect(endings(customer)).toHaveLength(1);
  });

  it('is one ticket however many sweeps come, and whoever dies after the commit', async () => {
    await pass(9);
    desk.pass(MINUTE);
    await agent.ask('duty.beat', {});
    const dying = {
      ...desk.context,
      deliver: () => Promise.reject(new Error('died')),
      publish: () => Promise.reject(new Error('died')),
    };
    await Promise.all([sweep(dying), sweep(dying), sweep(desk.context)]);
    await pass(2);
    const { chat, entries } = await customer.ask('chat.sync', {
      chatId,
      sid: customer.sid,
      after: 0,
      speaks: 3,
    });
    expect(chat.state).toBe('closed');
    expect(entries.map(({ kind }) => kind)).toEqual(['started', 'joined', 'message', 'ended']);
    const tickets = (await engine.scan()).filter((item) =>
      JSON.stringify(item).includes('"missed":{"BOOL":true}'),
    );
    expect(tickets).toHaveLength(1);
    expect(await desk.counts()).toEqual({ free: 3, waiting: 0 });
  });
});

describe('[S10] another time-out', () => {
  const change = async (timeoutMinutes: number) => {
    const manager = await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage'] });
    const { settings } = await manager.ask('desk.enter', { sid: manager.sid });
    await manager.ask('settings.change', { ...settings, timeoutMinutes });
  };

  it('raised, takes back at once what was announced, to both sides; the chat ends by the new one', async () => {
    await pass(9);
    expect(warnings(customer).at(-1)?.endsAt).toBeDefined();
    await change(20);
    for (const tab of [agent, customer]) expect(warnings(tab).at(-1)?.endsAt).toBeUndefined();
    const { endsAt } = await customer.ask('chat.sync', { chatId, sid: customer.sid, after: 2 });
    expect(endsAt).toBeUndefined();
    await pass(9);
    expect(endings(customer)).toEqual([]);
    await pass(3);
    expect(endings(customer)).toMatchObject([{ reason: 'timeout' }]);
  });

  it('raised, saves a chat also where the change itself did not come to it', async () => {
    await pass(9);
    await desk.settings({ timeoutMinutes: 20 });
    await pass(1);
    expect(endings(customer)).toEqual([]);
    expect(warnings(customer).at(-1)?.endsAt).toBeUndefined();
  });

  it('raised by less than was waited, is announced anew', async () => {
    await pass(9);
    desk.pass(30_000);
    await desk.settings({ timeoutMinutes: 11 });
    await pass(1);
    expect(endings(customer)).toEqual([]);
    expect(warnings(customer).at(-1)?.endsAt).toBeGreaterThanOrEqual(desk.now() + MINUTE);
  });
});

test('[S10] before it is lowered it is told how many chats that would end, and nothing is written', async () => {
  const others = await Promise.all(['a', 'b'].map((login) => desk.customer(login)));
  for (const other of others) {
    const { chat } = await start(other);
    await say(other, chat.id, 'Hallo');
  }
  desk.pass(3 * MINUTE);
  await say(customer, chatId, 'Ik wacht wel', { after: 2 });
  const before = await engine.scan();
  const context = { ...desk.context };
  const ask = (minutes: number) => timeOutEffect({ minutes }, { context } as never);
  expect(await ask(2)).toEqual({ ok: { ending: 2, more: false } });
  expect(await ask(5)).toEqual({ ok: { ending: 0, more: false } });
  expect(await engine.scan()).toEqual(before);
});
