// What the month's chats used: counted by the writes of their ends, shown to whoever manages the desk.

import { describe, expect, test } from 'vitest';
import { estimateDollars, monthBefore, usageOf } from '../../../functions/domain/usage.ts';
import { type Desk, end, join, newCid, say, start, type Tab } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let engine: Engine;
let desk: Desk;
useDesk((today) => {
  ({ engine, desk } = today);
});

const manager = () => desk.agent('Ohadmin', { permissions: ['helpdesk', 'manage'] });

/** A chat of ten minutes with one message, answered by nobody. */
const lonely = async (tab: Tab) => {
  const { chat } = await start(tab);
  await say(tab, chat.id, 'Hallo?');
  desk.pass(10 * MINUTE);
  await end(tab, chat.id, { after: 2 });
};

describe('the usage of a month', () => {
  test('is nothing before a chat has ended', async () => {
    const admin = await manager();
    expect(await admin.ask('usage.read', {})).toEqual({
      month: '2026-11',
      chats: 0,
      messages: 0,
      minutes: 0,
      missed: 0,
      dollars: 0,
      pricedOn: '2026-08-15',
    });
  });

  test('counts messages and everyone’s minutes, also of a colleague who left, and of a chat nobody answered', async () => {
    const admin = await manager();
    const [anna, bram, jan] = [await desk.agent('Anna'), await desk.agent('Bram'), await desk.customer()];
    const { chat } = await start(jan);
    await say(jan, chat.id, 'Hallo');
    desk.pass(MINUTE);
    await join(anna, chat.id);
    desk.pass(2 * MINUTE);
    await join(bram, chat.id, { second: true });
    await say(bram, chat.id, 'Goedemiddag', { after: 4 });
    desk.pass(3 * MINUTE);
    await anna.ask('chat.leave', { chatId: chat.id, cid: newCid() });
    await say(jan, chat.id, 'Dank u', { after: 6 });
    desk.pass(4 * MINUTE);
    await end(jan, chat.id, { after: 7 });
    // Jan 10 minutes, Anna 5, Bram 7.
    expect(await admin.ask('usage.read', {})).toMatchObject({ chats: 1, messages: 3, minutes: 22 });
    await lonely(jan);
    const usage = await admin.ask('usage.read', {});
    expect(usage).toMatchObject({ chats: 2, messages: 4, minutes: 32 });
    expect(usage.dollars).toBeCloseTo(estimateDollars({ chats: 2, messages: 4, minutes: 32 }), 12);
  });

  test('starts again with the month, and the item that keeps it stays small over the years', async () => {
    const admin = await manager();
    const jan = await desk.customer();
    for (let month = 0; month < 15; month++) {
      await lonely(jan);
      expect(await admin.ask('usage.read', {})).toMatchObject({ chats: 1, messages: 1, minutes: 10 });
      desk.pass(31 * DAY);
    }
    const item = await engine.db.get({ pk: 'DESK#helpdesk', sk: 'COUNTS' });
    expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThan(512);
  });

  test('is for whoever has "Chat beheren"', async () => {
    const anna = await desk.agent('Anna');
    await expect(anna.ask('usage.read', {})).rejects.toThrow('forbidden');
  });
});

test('the month before the first is the last of the year before', () => {
  expect(monthBefore('2027-01', 1)).toBe('2026-12');
  expect(monthBefore('2027-03', 4)).toBe('2026-11');
});

test('a chat belongs to the month it ended in, by UTC', () => {
  const chat = { startedAt: Date.UTC(2026, 10, 30, 23), agents: [], tally: { notes: 1, manned: 0 } };
  expect(usageOf(chat, 3, Date.UTC(2026, 11, 1))).toEqual({
    month: '2026-12',
    messages: 2,
    connected: 60 * MINUTE,
  });
});
