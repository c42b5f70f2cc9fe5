// F15: a minute in which far more is due than one run can do: run after run it gets through, and nothing else waits for it.

import { expect, it } from 'vitest';
import { readAgent } from '../../functions/store/agents.ts';
import { readCounts } from '../../functions/store/desk.ts';
import { readChat } from '../../functions/store/log.ts';
import { arm, armed, minuteOf, readSwept } from '../../functions/store/timers.ts';
import { sweep } from '../../functions/workflows/sweep.ts';
import type { ChatId } from '../../shared/model.ts';
import { type Desk, join, start } from '../support/desk.ts';
import type { Engine } from '../support/engine.ts';
import { useDesk } from '../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
const MINUTE = 60_000;
const DEEP = process.env.DEEP !== undefined;
/** Timers of one minute, and how many one run looks at. */
const [DUE, A_RUN] = DEEP ? [50_000, 5_000] : [1_200, 100];

useDesk((today) => {
  ({ engine, desk } = today);
});

/** Timers of chats that are no more, as many as `count`, all due at `at`. */
const armMany = async (count: number, at: number) => {
  const ids = Array.from({ length: count }, (_, index) => `gone-${index}`.padEnd(22, '-') as ChatId);
  for (let from = 0; from < ids.length; from += 100)
    await engine.db.transact(ids.slice(from, from + 100).map((id) => armed({ kind: 'chat', id }, at)));
};

/** The chats that were looked at, by the reads of their heads. */
const watchLooks = () => {
  const looks = new Map<string, number>();
  const stop = engine.capacity.onCall(({ name, input }) => {
    const pk = /CHAT#(gone-\d+)/.exec(name === 'Query' ? JSON.stringify(input) : '')?.[1];
    if (pk) looks.set(pk, (looks.get(pk) ?? 0) + 1);
  });
  return { looks, stop };
};

it(`[F15] ${DUE} timers of one minute get through over several runs, each looked at once; later leases and time-outs do not wait`, async ({
  annotate,
}) => {
  await desk.settings({ timeoutMinutes: 2 });
  await sweep(desk.context);
  const anna = await desk.agent('Anna');
  const bram = await desk.agent('Bram');
  const jan = await desk.customer();
  const { chat } = await start(jan);
  await join(bram, chat.id);
  await armMany(DUE, desk.now() + MINUTE);
  const { looks, stop } = watchLooks();
  anna.vanish();
  let runs = 0;
  const run = async () => {
    desk.pass(MINUTE);
    await bram.ask('duty.beat', {});
    await sweep(desk.context, { timers: A_RUN });
    runs++;
  };
  await run();
  expect(looks.size).toBeLessThan(DUE);
  expect((await readSwept(engine.db))?.left.length).toBeGreaterThan(0);
  // Anna's lease of 90 s is of the second minute, the time-out of the chat is announced in it and ends it in the third.
  await run();
  expect(looks.size).toBeLessThan(DUE);
  expect(await readAgent(engine.db, anna.me.id)).toMatchObject({ onDuty: true, counted: false });
  await run();
  await run();
  expect((await readChat(engine.db, chat.id, { consistent: true }))?.ended).toMatchObject({
    reason: 'timeout',
  });
  expect(looks.size).toBeLessThan(DUE);
  while (((await readSwept(engine.db))?.left.length ?? 0) > 0) {
    expect(runs).toBeLessThan(3 * (DUE / A_RUN));
    await run();
  }
  stop();
  expect(looks.size).toBe(DUE);
  expect(Math.max(...looks.values())).toBe(1);
  await annotate(`${DUE} timers of one minute in ${runs} runs`, 'figures');
});

it('[F15] a run that is cut off within a minute goes on there: no timer is lost, and few are looked at twice', async () => {
  await sweep(desk.context);
  await armMany(DUE, desk.now() + MINUTE);
  desk.pass(MINUTE);
  const { looks, stop } = watchLooks();
  for (let runs = 0; looks.size < DUE && runs < 50; runs++) {
    // Two rounds, and then its time is up.
    let rounds = DEEP ? 50 : 2;
    await sweep(desk.context, { hasTime: () => rounds-- > 0 });
  }
  stop();
  expect(looks.size).toBe(DUE);
  expect([...looks.values()].filter((times) => times > 1)).toEqual([]);
});

it('[F15] of two runs at once one goes on; everything is looked at, and once more at most', async () => {
  await sweep(desk.context);
  await armMany(DUE, desk.now() + MINUTE);
  desk.pass(MINUTE);
  const { looks, stop } = watchLooks();
  await Promise.all([sweep(desk.context), sweep(desk.context)]);
  await sweep(desk.context, { timers: DUE });
  stop();
  expect(looks.size).toBe(DUE);
  expect((await readSwept(engine.db))?.left).toEqual([]);
});

it('[F15] an outage of six hours is caught up, also by runs that are cut off', async () => {
  await sweep(desk.context);
  const from = minuteOf(desk.now());
  const timer = (minute: number) =>
    ({ kind: 'chat', id: `gone-${minute}`.padEnd(22, '-') as ChatId }) as const;
  const minutes = Array.from({ length: 24 }, (_, quarter) => from + 15 * (quarter + 1));
  for (const minute of minutes) await arm(engine.db, timer(minute), minute * MINUTE);
  desk.pass(6 * 60 * MINUTE);
  const { looks, stop } = watchLooks();
  for (let runs = 0; runs < 6; runs++) {
    let rounds = 3;
    await sweep(desk.context, { hasTime: () => rounds-- > 0 });
  }
  stop();
  expect([...looks.keys()].length).toBe(minutes.length);
  expect(await readSwept(engine.db)).toMatchObject({ minute: minuteOf(desk.now()), left: [] });
});

it('the settings reach more chats than one run takes, page by page, from where it stopped', async () => {
  const boss = await desk.agent('Ohadmin', { permissions: ['helpdesk', 'manage'] });
  await desk.settings({ max: 20 });
  for (let agents = 0; agents < 12; agents++) await desk.agent(undefined);
  const CHATS = 170;
  const chats: ChatId[] = [];
  for (let index = 0; index < CHATS; index++) chats.push((await start(await desk.customer())).chat.id);
  const withPreview = async () =>
    (await Promise.all(chats.map((id) => readChat(engine.db, id, { consistent: true })))).filter(
      (chat) => chat?.preview,
    ).length;
  const { settings } = await boss.ask('desk.enter', { sid: boss.sid });
  const spent = engine.capacity.mark();
  await boss.ask('settings.change', { ...settings, max: 19, preview: false });
  // Agents whole, of the chats a few pages: so much and no more, however many there are.
  const room = (await readCounts(engine.db)).room;
  expect(room).toBe(13 * 19 - CHATS);
  expect(await withPreview()).toBe(CHATS - 5 * 25);
  expect(spent().calls.length).toBeLessThan(13 * 25 + 5 * 25 * 8);
  desk.pass(MINUTE);
  await sweep(desk.context);
  expect(await withPreview()).toBe(0);
});
