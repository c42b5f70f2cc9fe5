// An agent who is gone leaves no customer alone (S153): lease over, blocked, right lost; what becomes of the chats, who is told, and the way back.
import { beforeEach, describe, expect, it } from 'vitest';
import { readAgent } from '../../../functions/store/agents.ts';
import { accountKey } from '../../../functions/store/keys.ts';
import { readChat, readEntries } from '../../../functions/store/log.ts';
import { applyRights } from '../../../functions/workflows/revoke-access.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
import type { ChatId } from '../../../shared/model.ts';
import { LEASE_MS } from '../../../shared/rules.ts';
import { asScene } from '../../support/as-scene.ts';
import { type Desk, end, join, newCid, say, start, type Tab } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
let anna: Tab;
let bram: Tab;
let customer: Tab;
let chatId: ChatId;
const MINUTE = 60_000;

useDesk((today) => ({ engine, desk } = today));
beforeEach(async () => {
  [anna, bram] = [await desk.agent('Anna'), await desk.agent('Bram')];
  const first = await desk.customer('jansen');
  ({
    chat: { id: chatId },
  } = await start(first, { nickname: 'Jan' }));
  // A page of this release; the one that started it says it is of the first.
  customer = desk.open(first.me);
  await customer.ask('chat.sync', { chatId, sid: customer.sid, after: 0, speaks: 3 });
  await say(customer, chatId, 'Hallo');
  await join(bram, chatId);
});

/** Minutes in which Bram's console is not heard of, and Anna's is. */
const without = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute++) {
    desk.pass(MINUTE);
    await anna.ask('duty.beat', {});
    await sweep(desk.context);
  }
};
const kinds = async () => (await readEntries(engine.db, chatId)).map(({ kind }) => kind);
const seen = () => anna.received('chat.changed').at(-1)?.chat;
const told = (tab: Tab) => tab.received('entries.added').at(-1)?.entries;
const loadOf = async (tab: Tab) => (await readAgent(engine.db, tab.me.id))?.load;

describe('[S153] of an agent who is gone', () => {
  it('the chat waits again, with since when; the customer is told, and colleagues; it holds a place', async () => {
    const leftAt = desk.now();
    await without(2);
    expect(await kinds()).toEqual(['started', 'message', 'joined', 'away']);
    expect(told(customer)).toMatchObject([{ kind: 'away', agent: { name: 'Bram' } }]);
    expect(seen()).toMatchObject({
      state: 'waiting',
      waitingSince: leftAt + LEASE_MS,
      agents: [{ name: 'Bram' }],
    });
    expect(anna.received('agent.changed').at(-1)?.agent).toMatchObject({
      name: 'Bram',
      reachable: false,
      goneSince: leftAt + LEASE_MS,
    });
    expect(await loadOf(bram)).toBe(1);
    // Anna's three places; one is held for the chat.
    expect(await desk.counts()).toEqual({ free: 3, waiting: 1 });
    const entered = await anna.ask('desk.enter', { sid: anna.sid, speaks: 3 });
    expect(entered.chats).toMatchObject([{ state: 'waiting', waitingSince: leftAt + LEASE_MS }]);
    const { chat } = await customer.ask('chat.sync', { chatId, sid: customer.sid, after: 3, speaks: 3 });
    expect(chat.state).toBe('waiting');
  });

  it('who comes back goes on as before; the customer is told', async () => {
    await without(2);
    await bram.ask('duty.beat', {});
    expect(await kinds()).toEqual(['started', 'message', 'joined', 'away', 'back']);
    expect(told(customer)).toMatchObject([{ kind: 'back', agent: { name: 'Bram' } }]);
    expect(seen()).toMatchObject({ state: 'active', agents: [{ name: 'Bram' }] });
    expect(seen()?.waitingSince).toBeUndefined();
    expect(anna.received('agent.changed').at(-1)?.agent.goneSince).toBeUndefined();
    expect(await desk.counts()).toEqual({ free: 5, waiting: 0 });
    await say(bram, chatId, 'Ik ben er weer', { after: 5 });
    await end(customer, chatId, { after: 6 });
    expect(await desk.counts()).toEqual({ free: 6, waiting: 0 });
  });

  it('a colleague takes over like any waiting chat; whoever was gone is out of it, and has the place back', async () => {
    await without(2);
    await join(anna, chatId);
    expect(told(customer)).toMatchObject([
      { kind: 'joined', agent: { name: 'Anna' } },
      { kind: 'left', agent: { name: 'Bram' } },
    ]);
    expect([await loadOf(anna), await loadOf(bram)]).toEqual([1, 0]);
    expect(await desk.counts()).toEqual({ free: 2, waiting: 0 });
    await bram.ask('duty.beat', {});
    expect(await desk.counts()).toEqual({ free: 5, waiting: 0 });
    await expect(say(bram, chatId, 'Ik was even weg', { after: 6 })).rejects.toThrow('not_participant');
  });

  it('a page of the release before is told by what it knows, and its server reads that', async () => {
    const older = desk.open(customer.me);
    await older.ask('chat.sync', { chatId, sid: older.sid, after: 3, speaks: 2 });
    await without(2);
    expect(told(older)).toMatchObject([{ kind: 'left', seq: 4, agent: { name: 'Bram' } }]);
    const stored = await engine.db.get({ pk: `CHAT#${chatId}`, sk: 'E#0000000004' });
    expect(stored).toMatchObject({ kind: 'left', away: true });
    await bram.ask('duty.beat', {});
    expect(told(older)).toMatchObject([{ kind: 'joined', seq: 5 }]);
    expect(await engine.db.get({ pk: `CHAT#${chatId}`, sk: 'E#0000000005' })).toMatchObject({
      kind: 'joined',
    });
  });

  it('with a colleague who is there the chat goes on; when that one is gone too it waits', async () => {
    await join(anna, chatId, { second: true });
    await without(2);
    expect(await kinds()).toEqual(['started', 'message', 'joined', 'joined']);
    expect((await readChat(engine.db, chatId))?.awaySince).toBeUndefined();
    // [S86] Nor may the last one who is there leave.
    await expect(anna.ask('chat.leave', { chatId, cid: newCid() })).rejects.toThrow('last_agent');
    desk.pass(3 * MINUTE);
    await sweep(desk.context);
    expect((await kinds()).at(-1)).toBe('away');
    expect(await desk.counts()).toEqual({ free: 0, waiting: 1 });
    await bram.ask('duty.beat', {});
    expect((await kinds()).at(-1)).toBe('back');
    await anna.ask('duty.beat', {});
    expect(await desk.counts()).toEqual({ free: 4, waiting: 0 });
  });

  it('[S10] where nobody takes over the helpdesk is the silent side, whoever spoke last', async () => {
    await desk.settings({ timeoutMinutes: 5 });
    await say(bram, chatId, 'Wat is het nummer?', { after: 3 });
    await without(8);
    expect(customer.received('chat.expiring')).toEqual([]);
    expect(told(customer)).toMatchObject([{ kind: 'ended', reason: 'unanswered' }]);
    expect(seen()).toMatchObject({ state: 'closed', ticket: expect.any(Number) });
    expect([await loadOf(bram), await desk.counts()]).toEqual([0, { free: 3, waiting: 0 }]);
  });
});

describe('[S153] an agent is gone as well', () => {
  const set = async (field: 'blocked' | 'permissions', value: unknown) => {
    await engine.db.update(accountKey(bram.me.id), {
      condition: asScene,
      update: 'SET #field = :value',
      names: { '#field': field },
      values: { ':value': value },
    });
    await applyRights(desk.context, { user: bram.me.id });
  };

  it.each([
    ['who is blocked', 'blocked', true, false],
    ['who loses the right', 'permissions', ['manage'], ['helpdesk']],
  ] as const)(
    '%s, at once, on duty or not; and is back with the next console',
    async (_, field, away, back) => {
      await bram.ask('duty.stop', {});
      await set(field, away);
      expect(await kinds()).toEqual(['started', 'message', 'joined', 'away']);
      expect(seen()).toMatchObject({ state: 'waiting', agents: [{ name: 'Bram' }] });
      await set(field, back);
      expect((await kinds()).at(-1)).toBe('away');
      const again = desk.open(bram.me);
      await again.ask('desk.enter', { sid: again.sid });
      expect((await kinds()).at(-1)).toBe('back');
      expect(await desk.counts()).toEqual({ free: 3, waiting: 0 });
    },
  );

  it('off duty, when the last console is closed and the time of a reload is over', async () => {
    await bram.ask('duty.stop', {});
    await without(3);
    expect((await kinds()).at(-1)).toBe('joined');
    await bram.drop();
    await without(2);
    expect((await kinds()).at(-1)).toBe('away');
    const again = desk.open(bram.me);
    await again.ask('desk.enter', { sid: again.sid });
    expect((await kinds()).at(-1)).toBe('back');
  });

  it('not while a console of off duty is loaded again', async () => {
    await bram.ask('duty.stop', {});
    await bram.drop();
    const again = desk.open(bram.me);
    await again.ask('desk.enter', { sid: again.sid });
    await without(3);
    expect((await kinds()).at(-1)).toBe('joined');
  });
});

describe('[S153] what follows an agent', () => {
  it('is done by the sweep when its function died after the commit, and is done once', async () => {
    const chats = [chatId];
    for (let more = 0; more < 2; more++) {
      const { chat } = await start(await desk.customer());
      await join(bram, chat.id);
      chats.push(chat.id);
    }
    desk.pass(2 * MINUTE);
    await anna.ask('duty.beat', {});
    const { db } = desk.context;
    let changes = 0;
    const dying = {
      ...desk.context,
      db: {
        ...db,
        transact: async (writes: Parameters<typeof db.transact>[0]) => {
          // The lease, and the first of the chats.
          if (++changes > 2) throw new Error('died');
          return db.transact(writes);
        },
      },
    };
    await sweep(dying);
    await without(2);
    for (const id of chats) {
      const entries = await readEntries(engine.db, id);
      expect(entries.filter(({ kind }) => kind === 'away')).toHaveLength(1);
    }
    expect(await desk.counts()).toEqual({ free: 3, waiting: 3 });
    const left = (await engine.scan()).filter((item) => JSON.stringify(item).includes('"presence"'));
    expect(left).toEqual([]);
  });

  it('a joining and a coming back at the same moment leave one of both, and no place lost', async () => {
    for (let round = 0; round < 8; round++) {
      await without(2);
      const [joined] = await Promise.all([
        anna.tryTo('chat.join', { chatId, sid: anna.sid, cid: newCid(), second: false }),
        bram.ask('duty.beat', {}),
      ]);
      const chat = await readChat(engine.db, chatId, { consistent: true });
      const isTaken = 'ok' in joined;
      expect(chat?.awaySince).toBeUndefined();
      expect(chat?.agents.map(({ name }) => name)).toEqual([isTaken ? 'Anna' : 'Bram']);
      expect(await desk.counts()).toEqual({ free: 5, waiting: 0 });
      if (!isTaken) continue;
      await join(bram, chatId, { second: true });
      await anna.ask('chat.leave', { chatId, cid: newCid() });
    }
  });
});
