// Which consoles are open and in reach, and the chats that somebody still has to close.

import { describe, expect, it } from 'vitest';
import { sweep } from '../../../functions/workflows/sweep.ts';
import { SILENT_GONE_MS } from '../../../shared/rules.ts';
import { type Desk, end, join, start, startWithAnna } from '../../support/desk.ts';
import { useDesk } from '../../support/use-desk.ts';

let desk: Desk;
const MINUTE = 60_000;

useDesk((today) => {
  ({ desk } = today);
});

describe('consoles', () => {
  it('[S104] an agent is connected from the first console on until the last is gone, and the others hear of it', async () => {
    const { anna, bram } = await startWithAnna(desk);
    const told = () => anna.received('console.changed').map(({ agent, open }) => [agent, open]);
    expect(told()).toEqual([[bram.me.id, true]]);
    const second = desk.open(bram.me);
    const { connected } = await second.ask('desk.enter', { sid: second.sid });
    expect(new Set(connected)).toEqual(new Set([anna.me.id, bram.me.id]));
    await bram.drop();
    expect(told()).toHaveLength(1);
    await second.drop();
    expect(told().at(-1)).toEqual([bram.me.id, false]);
    expect((await anna.ask('desk.enter', { sid: anna.sid })).connected).toEqual([anna.me.id]);
  });

  it('[S104] who went without a word is gone at the next push', async () => {
    const { anna, bram, customer } = await startWithAnna(desk);
    bram.vanish();
    await customer.drop();
    expect(anna.received('console.changed').at(-1)).toMatchObject({ agent: bram.me.id, open: false });
  });

  it('an agent whose lease ran out is told as out of reach until the next beat', async () => {
    const { anna, bram } = await startWithAnna(desk);
    const reachable = () => anna.received('agent.changed').at(-1)?.agent;
    bram.vanish();
    desk.pass(5 * 60_000);
    await anna.ask('duty.beat', {});
    await sweep(desk.context);
    expect(reachable()).toMatchObject({ id: bram.me.id, onDuty: true, reachable: false });
    await bram.ask('duty.beat', {});
    expect(reachable()).toMatchObject({ id: bram.me.id, onDuty: true, reachable: true });
  });

  it('an agent whose lease ran out can answer before the next beat, and counts again with it', async () => {
    const { anna, bram } = await startWithAnna(desk);
    desk.pass(5 * 60_000);
    await anna.ask('duty.beat', {});
    await sweep(desk.context);
    const { chat } = await start(await desk.customer('bakker'), {});
    expect(await desk.counts()).toEqual({ free: 2, waiting: 1 });
    // Whoever joins is there (S153): it counts at once, and the beat changes nothing any more.
    await join(bram, chat.id);
    expect(await desk.counts()).toEqual({ free: 4, waiting: 0 });
    await bram.ask('duty.beat', {});
    expect(await desk.counts()).toEqual({ free: 4, waiting: 0 });
  });
});

describe('unclosed chats', () => {
  it('[S98] [S99] [S104] lists ended chats, chats without a connected agent, and chats whose customer is gone', async () => {
    const { anna, bram, customer, chatId } = await startWithAnna(desk);
    const list = async () => (await bram.ask('unclosed.list', {})).chats;
    expect(await list()).toEqual([]);
    await customer.drop();
    expect(await list()).toEqual([]);
    desk.pass(120_000);
    expect(await list()).toMatchObject([{ chat: { id: chatId }, last: { text: 'Hallo' } }]);
    const back = desk.open(customer.me);
    await back.ask('chat.sync', { chatId, sid: back.sid, after: 0 });
    expect(await list()).toEqual([]);
    await anna.drop();
    expect(await list()).toMatchObject([{ chat: { id: chatId } }]);
    await end(back, chatId, { after: 3 });
    expect(await list()).toMatchObject([{ chat: { state: 'ended' } }]);
  });

  it('[S13] [S104] lists a chat whose customer left unseen, running and once its time is out, and tells the consoles', async () => {
    const { anna, bram, customer, chatId } = await startWithAnna(desk);
    const boss = await desk.agent('Ohadmin', { permissions: ['helpdesk', 'manage'] });
    const { settings } = await boss.ask('desk.enter', { sid: boss.sid });
    await boss.ask('settings.change', { ...settings, realtimeOnline: false, timeoutMinutes: 4 });
    const told = () =>
      bram.received('chat.changed').map(({ chat }) => [chat.state, chat.goneSince !== undefined]);
    const before = told().length;
    await customer.drop();
    const pass = async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute++) {
        desk.pass(60_000);
        for (const tab of [anna, bram]) await tab.ask('duty.beat', {});
        await sweep(desk.context);
      }
    };
    await pass(2);
    expect(told()).toHaveLength(before);
    const list = async () => (await bram.ask('unclosed.list', {})).chats;
    expect(await list()).toMatchObject([{ chat: { id: chatId, state: 'active' } }]);
    await pass(3);
    // The last word was the customer's: nobody answered it in time, so it is a ticket (S10).
    expect(told().slice(before)).toEqual([['closed', true]]);
    expect(await list()).toEqual([]);
  });

  it('[S79] [S102] [S103] saves or deletes one whose customer is gone: it ends first, with the reason; a delete can be undone', async () => {
    const { anna, bram, customer, chatId } = await startWithAnna(desk);
    await expect(bram.ask('chat.delete', { chatId })).rejects.toThrow('customer_connected');
    await customer.drop();
    // A reload takes no two minutes: it is still under the hands of its customer.
    desk.pass(SILENT_GONE_MS - 1);
    await expect(bram.ask('chat.delete', { chatId })).rejects.toThrow('customer_connected');
    desk.pass(1);
    await bram.ask('chat.delete', { chatId });
    expect(anna.received('chat.changed').at(-1)?.chat).toMatchObject({
      state: 'closed',
      ended: { reason: 'deleted' },
    });
    expect((await bram.ask('unclosed.list', {})).chats).toEqual([]);
    await bram.ask('chat.undelete', { chatId });
    expect((await bram.ask('unclosed.list', {})).chats).toMatchObject([{ chat: { state: 'ended' } }]);
    const { ticket } = await bram.ask('chat.save', { chatId });
    expect(ticket).toBe(1);
    await expect(bram.ask('chat.undelete', { chatId })).rejects.toThrow('chat_closed');
    expect(await desk.counts()).toEqual({ free: 6, waiting: 0 });
  });
});

it('[F6] [F7] counts an agent’s room only while a console is heard of, through a late sweep and a return', async () => {
  const agent = await desk.agent();
  expect(await desk.counts()).toEqual({ free: 3, waiting: 0 });
  desk.pass(80_000);
  await agent.ask('duty.beat', {});
  desk.pass(80_000);
  await sweep(desk.context);
  expect(await desk.counts()).toEqual({ free: 3, waiting: 0 });
  desk.pass(60 * MINUTE);
  await sweep(desk.context);
  expect(await desk.counts()).toEqual({ free: 0, waiting: 0 });
  await agent.ask('duty.beat', {});
  expect(await desk.counts()).toEqual({ free: 3, waiting: 0 });
  await agent.drop();
  desk.pass(2 * MINUTE);
  await sweep(desk.context);
  expect(await desk.counts()).toEqual({ free: 0, waiting: 0 });
});
