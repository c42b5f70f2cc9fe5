// Waiting pages and the room: told at once as a rule, not at every turn of a flood, in portions, and to the last of them.
import { beforeEach, expect, it } from 'vitest';
import type { Telling } from '../../../functions/domain/telling.ts';
import { lobby, readCounts } from '../../../functions/store/desk.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
import { tell } from '../../../functions/workflows/tell.ts';
import { type Desk, end, start, type Tab } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
useDesk((today) => ({ engine, desk } = today));
beforeEach(async () => {
  await desk.settings({ max: 1 });
});

const waitingPage = async (): Promise<Tab> => {
  const page = await desk.customer();
  await page.ask('lobby.enter', {});
  return page;
};
const told = (page: Tab) => page.received('room.changed').map(({ open }) => open);

/** Takes the last place and gives it back. */
const flip = async (customer: Tab) => {
  const { chat } = await start(customer);
  await end(customer, chat.id);
};

it('a room that turns now and then is told at every turn, at once', async () => {
  await desk.agent('Anna');
  const page = await waitingPage();
  const customer = await desk.customer();
  for (let minute = 0; minute < 3; minute++) {
    desk.pass(60_000);
    await flip(customer);
  }
  expect(told(page)).toEqual([false, true, false, true, false, true]);
});

it('a room that turns all the time is told every few seconds; at the end everyone knows how it stands', async () => {
  const anna = await desk.agent('Anna');
  const [page, customer] = [await waitingPage(), await desk.customer()];
  desk.pass(60_000);
  for (let second = 0; second < 15; second++) {
    await flip(customer);
    desk.pass(1000);
  }
  const { chat } = await start(customer);
  // Four at once and one every three seconds, instead of 31.
  expect(told(page).length).toBeLessThanOrEqual(4 + 16 / 3);
  await anna.ask('duty.beat', {});
  desk.pass(60_000);
  await sweep(desk.context);
  expect(told(page).at(-1)).toBe(false);
  await end(customer, chat.id);
  expect(told(page).at(-1)).toBe(true);
  const revs = page.received('room.changed').map(({ rev }) => rev);
  expect(revs).toEqual(revs.toSorted((a, b) => a - b));
});

/** Waiting pages: more than whoever turns the room tells, and more than are told before that is noted. */
const PAGES = process.env.DEEP === undefined ? 2_600 : 10_000;

/** So many waiting pages of one visitor, and how often each heard of the room. */
const waitingPages = async () => {
  const now = desk.now();
  const visitor = await desk.customer();
  const connections = Array.from({ length: PAGES }, (_, index) => `page-${String(index).padStart(5, '0')}`);
  for (let from = 0; from < PAGES; from += 100)
    await Promise.all(
      connections
        .slice(from, from + 100)
        .map((connection) => lobby.add(engine.db, { connection, user: visitor.me.id, now })),
    );
  const heard = new Map<string, number>();
  let left = Number.POSITIVE_INFINITY;
  const deliver: typeof desk.context.deliver = async (pushes) => {
    for (const { connection, event } of pushes) {
      if (event.event !== 'room.changed') continue;
      if (left-- <= 0) throw new Error('the function is no more');
      heard.set(connection, (heard.get(connection) ?? 0) + 1);
    }
    return new Set();
  };
  return {
    heard,
    /** Whoever tells them dies when so many were told. */
    dieAfter: (pages: number) => {
      left = pages;
    },
    context: Object.assign(desk.context, { deliver }),
  };
};
const telling = async () => (await readCounts(engine.db)).telling;

it(`whoever turns the room does not wait until ${PAGES} pages were told: another function tells each, once`, async () => {
  const { heard, context } = await waitingPages();
  const left: Telling[] = [];
  Object.assign(context, { handOver: async (told: Telling) => left.push(told) > 0 });
  const spent = engine.capacity.mark();
  await desk.agent('Anna');
  expect(heard.size).toBe(0);
  expect(left).toEqual([{ kind: 'room' }]);
  // Entering the desk and going on duty: as many as with two pages.
  expect(spent().calls.length).toBeLessThan(40);
  for (const each of left) await tell(context, each);
  expect(heard.size).toBe(PAGES);
  expect(Math.max(...heard.values())).toBe(1);
  expect(await telling()).toBeUndefined();
  // Taken twice by Lambda, or tried again: all were told.
  await tell(context, { kind: 'room' });
  expect(Math.max(...heard.values())).toBe(1);
});

it('a room that turned before its function died is told by the sweep, from where it was noted', async () => {
  const { heard, dieAfter, context } = await waitingPages();
  // Dead before anything was handed over.
  Object.assign(context, { handOver: async () => Promise.reject(new Error('the function is no more')) });
  await expect(desk.agent('Anna')).rejects.toThrow('no more');
  expect(await telling()).toBe('');
  // Dead on its way.
  dieAfter(2_300);
  await expect(tell(context, { kind: 'room' })).rejects.toThrow('no more');
  const noted = await telling();
  expect(noted).not.toBe('');
  dieAfter(Number.POSITIVE_INFINITY);
  // Whoever tells them may still be at it.
  await sweep(context);
  expect(await telling()).toBe(noted);
  desk.pass(60_000);
  await sweep(context);
  expect(heard.size).toBe(PAGES);
  expect([...heard.values()].filter((times) => times > 1).length).toBeLessThanOrEqual(2_250);
  expect(await telling()).toBeUndefined();
});

it('where nothing can be handed over a part is told at once, and the rest by the sweep', async () => {
  const { heard, context } = await waitingPages();
  Object.assign(context, { handOver: async () => false });
  await desk.agent('Anna');
  expect(heard.size).toBe(2_000);
  desk.pass(60_000);
  await sweep(context);
  expect(heard.size).toBe(PAGES);
  expect(Math.max(...heard.values())).toBe(1);
});
