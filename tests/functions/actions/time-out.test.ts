// The time-out on a clock moved by hand: announced to both sides, stopped by any activity, right after late, double and missed sweeps.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sweep } from '../../../functions/workflows/sweep.ts';
import type { ChatId } from '../../../shared/model.ts';
import { createDesk, type Desk, join, say, start, type Tab } from '../../support/desk.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
let desk: Desk;
let agent: Tab;
let customer: Tab;
let chatId: ChatId;
const MINUTE = 60_000;

beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  await engine.clear();
  desk = createDesk(engine.db);
  await desk.settings({ timeoutMinutes: 10 });
  agent = await desk.agent('Anna');
  customer = await desk.customer();
  ({
    chat: { id: chatId },
  } = await start(customer));
  await join(agent, chatId);
});
afterAll(() => engine.stop());

/** Minutes pass, each with its sweep; the agent's console stays heard of. */
const pass = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute++) {
    desk.pass(MINUTE);
    await agent.ask('duty.beat', {});
    await sweep(desk.context);
  }
};
const endings = (tab: Tab) =>
  tab.heard('entries.added').flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'ended'));
const warnings = (tab: Tab) => tab.heard('chat.expiring');

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
    expect(agent.heard('entries.added').at(-1)?.chat).toMatchObject({
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
    await Promise.all([sweep(desk.context), sweep(desk.context), sweep(desk.context)]);
    expect(endings(customer)).toHaveLength(1);
    expect(await desk.counts()).toMatchObject({ waiting: 0 });
  });

  it('[F15] is never without its warning: after an hour without sweeps both sides still get their minute', async () => {
    desk.pass(60 * MINUTE);
    await sweep(desk.context);
    expect(warnings(customer)).toMatchObject([{ endsAt: desk.now() + MINUTE }]);
    expect(endings(customer)).toEqual([]);
    desk.pass(MINUTE);
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

  it('[F15] leaves no doubt when a message and the time-out come together, 50 times', async () => {
    for (let round = 0; round < 50; round++) {
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
