// Waiting pages and the room: told at once as a rule, not at every turn of a flood, in portions, and to the last of them.
import { beforeEach, expect, it } from 'vitest';
import { lobby, readCounts } from '../../../functions/store/desk.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
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

it('more pages than one call tells hear it from the sweep, each once', async () => {
  const PAGES = 2_600;
  const now = desk.now();
  const connections = Array.from({ length: PAGES }, (_, index) => `page-${String(index).padStart(5, '0')}`);
  const visitor = await desk.customer();
  await Promise.all(
    connections.map((connection) => lobby.add(engine.db, { connection, user: visitor.me.id, now })),
  );
  const received = new Map<string, number>();
  const deliver: typeof desk.context.deliver = async (pushes) => {
    for (const { connection, event } of pushes)
      if (event.event === 'room.changed') received.set(connection, (received.get(connection) ?? 0) + 1);
    return new Set();
  };
  Object.assign(desk.context, { deliver });
  await desk.agent('Anna');
  expect(received.size).toBe(2_000);
  expect((await readCounts(engine.db)).telling).toBeDefined();
  await sweep(desk.context);
  expect(received.size).toBe(PAGES);
  expect(Math.max(...received.values())).toBe(1);
  expect((await readCounts(engine.db)).telling).toBeUndefined();
});
