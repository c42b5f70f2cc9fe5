// A restore to a moment, rehearsed: the table as it was then in another table, with the product going on there; and what is kept beside the chats put right.

import { BatchWriteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { countsKey, dutyKey } from '../../../functions/store/keys.ts';
import { readEntries } from '../../../functions/store/log.ts';
import { reconcile } from '../../../functions/store/reconcile.ts';
import { main } from '../../../functions/tools/reconcile.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
import type { ChatId } from '../../../shared/model.ts';
import { asScene } from '../../support/as-scene.ts';
import { createDesk, end, join, newCid, say, start, type Tab } from '../../support/desk.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let live: Engine;
let restored: Engine;
beforeAll(async () => {
  [live, restored] = await Promise.all([startEngine(), startEngine()]);
});
afterAll(async () => {
  await live.stop();
  await restored.stop();
});
beforeEach(async () => {
  await live.clear();
  await restored.clear();
});
afterEach(() => vi.restoreAllMocks());

/** What point-in-time recovery gives: every item as it was at one moment, in a table of another name. */
const restore = async (): Promise<void> => {
  const { Items: items = [] } = await live.client.send(new ScanCommand({ TableName: live.table }));
  for (let from = 0; from < items.length; from += 25) {
    const puts = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await restored.client.send(new BatchWriteItemCommand({ RequestItems: { [restored.table]: puts } }));
  }
};

/** The same person in a new tab at another desk: every connection went with the table. */
const again = (desk: ReturnType<typeof createDesk>, { me: { connection: _gone, ...me } }: Tab): Tab =>
  desk.open(me);
const waitForNothing = { wait: async () => {} };

/** A desk with two agents, a chat under way and one that waits. */
const aBusyDesk = async () => {
  const desk = createDesk(live.db);
  const [anna, bram] = [await desk.agent('anna'), await desk.agent('bram')];
  const [jansen, devries] = [await desk.customer('jansen'), await desk.customer('devries')];
  const { chat } = await start(jansen);
  await say(jansen, chat.id, 'Voor de storing');
  await join(anna, chat.id);
  await start(devries);
  return { desk, anna, bram, jansen, devries, chatId: chat.id };
};

describe('a restored table', () => {
  it('goes on where it was: the chat is synced, goes on, ends and becomes a ticket', async () => {
    const { anna, jansen, chatId } = await aBusyDesk();
    await restore();
    // What was said after the moment is lost: the clients find their cursor unknown and start from the log.
    await say(jansen, chatId, 'Na het moment', { after: 3 });

    const desk = createDesk(restored.db);
    const [annaAgain, jansenAgain] = [again(desk, anna), again(desk, jansen)];
    await annaAgain.ask('desk.enter', { sid: annaAgain.sid });
    await annaAgain.ask('duty.beat', {});
    const { entries } = await jansenAgain.ask('chat.sync', { chatId, sid: jansenAgain.sid, after: 0 });
    expect(entries.map(({ kind }) => kind)).toEqual(['started', 'message', 'joined']);
    expect(
      await jansenAgain.tryTo('chat.say', { chatId, cid: newCid(), after: 4, text: 'Bent u daar?' }),
    ).toMatchObject({
      error: { code: 'behind' },
    });
    await say(jansenAgain, chatId, 'Bent u daar?', { after: 3 });
    await end(jansenAgain, chatId, { after: 4 });
    const { ticket } = await annaAgain.ask('chat.save', { chatId });
    expect(ticket).toBeGreaterThan(0);
    const stored = await readEntries(restored.db, chatId);
    expect(stored.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(await reconcile(restored.db, { apply: false, ...waitForNothing })).toMatchObject({ loads: [] });
  });

  it('catches up by itself with what fell due since: connections that are gone, leases that ran out', async () => {
    const { bram } = await aBusyDesk();
    await restore();
    const desk = createDesk(restored.db);
    desk.pass(3 * 60_000);
    await sweep(desk.context);
    expect((await restored.db.get(dutyKey(bram.me.id)))?.counted).toBe(false);
    expect(await reconcile(restored.db, { apply: false, ...waitForNothing })).toEqual({
      loads: [],
      room: { kept: -2, counted: -2 },
    });
  });
});

describe('reconciling', () => {
  const spoil = async (tab: Tab) => {
    await live.db.update(countsKey, {
      condition: asScene,
      update: 'SET room = :wrong',
      values: { ':wrong': 40 },
    });
    await live.db.update(dutyKey(tab.me.id), {
      condition: asScene,
      update: 'SET #load = :wrong',
      names: { '#load': 'load' },
      values: { ':wrong': 3 },
    });
  };

  it('finds a desk in order as it is', async () => {
    await aBusyDesk();
    expect(await reconcile(live.db, { apply: true, ...waitForNothing })).toEqual({
      loads: [],
      room: { kept: 4, counted: 4 },
    });
  });

  it('tells what is wrong without a change, and puts it right when asked', async () => {
    const { desk, anna } = await aBusyDesk();
    await spoil(anna);
    const drift = { loads: [{ name: 'anna', kept: 3, counted: 1 }], room: { kept: 40, counted: 4 } };
    expect(await reconcile(live.db, { apply: false, ...waitForNothing })).toEqual(drift);
    expect(await reconcile(live.db, { apply: true, ...waitForNothing })).toEqual(drift);
    expect(await desk.counts()).toEqual({ free: 5, waiting: 1 });
    expect(await reconcile(live.db, { apply: false, ...waitForNothing })).toEqual({
      loads: [],
      room: { kept: 4, counted: 4 },
    });
  });

  it('waits for a change under way: chats start and end while it looks, and none is counted wrong', async () => {
    const { desk, anna, bram } = await aBusyDesk();
    await spoil(anna);
    const customers = await Promise.all(Array.from({ length: 4 }, () => desk.customer()));
    const started: ChatId[] = [];
    let looks = 0;
    const drift = await reconcile(live.db, {
      apply: true,
      // Something happens at every look until there is nobody left.
      async wait() {
        const customer = customers[looks++];
        if (!customer) return;
        const { chat } = await start(customer);
        started.push(chat.id);
        if (looks % 2 === 0) await join(bram, chat.id);
      },
    });
    expect(looks).toBeGreaterThan(4);
    // Two agents with three places; anna has one chat, bram two, and three wait.
    expect(drift?.room.counted).toBe(0);
    expect(await desk.counts()).toEqual({ free: 3, waiting: 3 });
    expect(started).toHaveLength(4);
  });

  it('gives up, and says so, when the desk never stands still', async () => {
    const { anna } = await aBusyDesk();
    await spoil(anna);
    let room = 50;
    const restless = async () => {
      await live.db.update(countsKey, {
        condition: asScene,
        update: 'SET room = :next',
        values: { ':next': room++ },
      });
    };
    expect(await reconcile(live.db, { apply: true, wait: restless })).toBeUndefined();
  });

  it('is a command that says what it found and whether that was put right', async () => {
    const { anna } = await aBusyDesk();
    await spoil(anna);
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', live.endpoint);
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    const said: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    expect(await main(['--table', live.table], 0)).toBe(1);
    expect(said.join('')).toContain('Load of anna: 3 is kept, 1 it is.');
    expect(said.join('')).toContain('Nothing was changed');
    expect(await main(['--table', live.table, '--apply'], 0)).toBe(0);
    expect(said.join('')).toContain('Put right.');
    expect(await main(['--table', live.table], 0)).toBe(0);
    expect(said.at(-1)).toContain('Everything kept is as it is counted.');
    expect(await main([], 0)).toBe(2);
    expect(await main(['--table', 'no-such-table'], 0)).toBe(1);
  });
});
