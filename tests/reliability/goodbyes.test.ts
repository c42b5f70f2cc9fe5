// The word that a connection closed: lost, late, double, or before the connection was known. Nobody stays as a ghost, nobody who is there is put out.
import { beforeEach, describe, expect, it } from 'vitest';
import { readAgent } from '../../functions/store/agents.ts';
import { readChat } from '../../functions/store/log.ts';
import { disconnect } from '../../functions/workflows/disconnect.ts';
import { sweep } from '../../functions/workflows/sweep.ts';
import { type Desk, join, say, start, type Tab } from '../support/desk.ts';
import type { Engine } from '../support/engine.ts';
import { PATIENCE_MS, scaled, seeded } from '../support/scale.ts';
import { useDesk } from '../support/use-desk.ts';

const MINUTE = 60_000;
let engine: Engine;
let desk: Desk;
let anna: Tab;
useDesk((today) => ({ engine, desk } = today));
beforeEach(async () => {
  anna = await desk.agent('Anna');
});

const pass = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute++) {
    desk.pass(MINUTE);
    await anna.tryTo('duty.beat', {});
    await sweep(desk.context);
  }
};

describe('[F7] $disconnect that is lost', () => {
  it('a customer who never wrote and is gone without a word gives the place back within 6 minutes', async () => {
    const customer = await desk.customer();
    await start(customer);
    customer.vanish();
    await pass(6);
    expect(await desk.counts()).toEqual({ free: 3, waiting: 0 });
    expect(anna.received('chat.changed').at(-1)?.chat).toMatchObject({
      state: 'closed',
      ended: { reason: 'connection' },
    });
  });

  it('one who is there and says nothing keeps it, to the time-out', async () => {
    const customer = await desk.customer();
    await start(customer);
    await pass(13);
    expect(await desk.counts()).toEqual({ free: 3, waiting: 1 });
    expect(customer.received('preview.switched').every(({ on }) => on)).toBe(true);
  });

  it('an agent whose console is gone gives no room when the lease is over', async () => {
    anna.vanish();
    for (let minute = 0; minute < 3; minute++) {
      desk.pass(MINUTE);
      await sweep(desk.context);
    }
    expect(await desk.counts()).toEqual({ free: 0, waiting: 0 });
    expect((await readAgent(engine.db, anna.me.id))?.onDuty).toBe(true);
  });

  it('in a chat, the next thing said shows that the customer is gone', async () => {
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await join(anna, chat.id);
    customer.vanish();
    await say(anna, chat.id, 'Bent u er nog?', { after: 2 });
    expect(anna.received('chat.changed').at(-1)?.chat).toMatchObject({ goneSince: desk.now() });
  });
});

it(
  '[F7] of a connection that is not the tab’s any more, once or twice, puts nobody out',
  async ({ annotate }) => {
    const rounds = scaled(15, 500);
    const random = seeded(7);
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await join(anna, chat.id);
    let tab = customer;
    for (let round = 0; round < rounds; round++) {
      const before = tab;
      tab = desk.open(customer.me);
      const sid = customer.sid;
      const leaving = () => disconnect(desk.context, before.me);
      const coming = () => tab.ask('chat.sync', { chatId: chat.id, sid, after: 0 });
      // Late, double, early, or at the same time.
      const order = Math.floor(random() * 4);
      if (order === 0) await Promise.all([leaving(), coming(), leaving()]);
      else if (order === 1) {
        await coming();
        await leaving();
        await leaving();
      } else if (order === 2) {
        await leaving();
        await coming();
      } else {
        await coming();
        await Promise.all([leaving(), leaving()]);
      }
      const now = await readChat(engine.db, chat.id, { consistent: true });
      const connections = Object.values(now?.sessions ?? {}).map(({ connection }) => connection);
      expect(connections, 'the live tab is known').toContain(tab.me.connection);
      expect(now?.goneSince, 'and so the customer is there').toBeUndefined();
    }
    await annotate(`${rounds} reconnects with a late, double or early $disconnect`, 'figures');
  },
  PATIENCE_MS,
);

it('[F7] before the sync that names the connection: the next push finds it gone', async () => {
  const customer = await desk.customer();
  const { chat } = await start(customer);
  await join(anna, chat.id);
  await customer.drop();
  const ghost = desk.open(customer.me);
  ghost.vanish();
  await disconnect(desk.context, ghost.me);
  await ghost.ask('chat.sync', { chatId: chat.id, sid: ghost.sid, after: 0 });
  expect((await readChat(engine.db, chat.id, { consistent: true }))?.goneSince).toBeUndefined();
  await say(anna, chat.id, 'Bent u er nog?', { after: 2 });
  expect((await readChat(engine.db, chat.id, { consistent: true }))?.goneSince).toBe(desk.now());
});
