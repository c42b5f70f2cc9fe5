// The lists of chats that are not closed: each chat in one of them, what they read, and those of before there were two lists.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Chat } from '../../../functions/domain/chat.ts';
import { readOldOpenBatch } from '../../../functions/store/batches.ts';
import { metaKey, OPEN } from '../../../functions/store/keys.ts';
import { listEnded, listRunning, readOpen, readOpenBatch } from '../../../functions/store/open-chats.ts';
import { asScene } from '../../support/as-scene.ts';
import { createDesk, say, start } from '../../support/desk.ts';
import { addEndedChat } from '../../support/ended-chats.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { listOpen } from '../../support/open-chats.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
beforeEach(() => engine.clear());

const STARTED = Date.UTC(2026, 10, 20, 10);
const someEnded = (count: number): Promise<Chat[]> =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      addEndedChat(engine.db, { startedAt: STARTED + index, said: [] }),
    ),
  );
/** As a chat that ended lay before there was a place for those. */
const leaveWithRunning = ({ id }: Chat) =>
  engine.db.update(metaKey(id), {
    update: 'SET gpk = :open',
    condition: asScene,
    values: { ':open': OPEN },
  });
const ids = (chats: readonly { readonly chat: Chat }[]) => chats.map(({ chat }) => chat.id);

describe('the running chats', () => {
  it('are read without those that ended, however many of these lie there', async () => {
    const desk = createDesk(engine.db);
    await desk.agent();
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await say(customer, chat.id, 'Hallo');
    const read = async () => {
      const spent = engine.capacity.mark();
      const running = await listRunning(engine.db);
      return { running, units: spent().read };
    };
    const before = await read();
    expect(before.running).toMatchObject([{ chat: { id: chat.id }, question: { at: desk.now() } }]);
    await someEnded(120);
    expect(await read()).toEqual(before);
  });

  it('give away the ended ones that stood with them: found before, found after, and no longer read', async () => {
    const chats = await someEnded(3);
    for (const chat of chats) await leaveWithRunning(chat);
    expect(ids(await listOpen(engine.db))).toEqual(chats.map(({ id }) => id));
    expect((await readOldOpenBatch(engine.db, STARTED + 10, '')).found).toHaveLength(3);
    expect(await listEnded(engine.db, { newest: 10, countUpTo: 10 })).toMatchObject({ count: 0 });

    expect(await listRunning(engine.db)).toEqual([]);
    expect(ids(await listOpen(engine.db))).toEqual(chats.map(({ id }) => id));
    expect(await listEnded(engine.db, { newest: 10, countUpTo: 10 })).toMatchObject({ count: 3 });
    const spent = engine.capacity.mark();
    expect(await listRunning(engine.db)).toEqual([]);
    expect(spent().calls).toEqual(['Query']);
  });
});

describe('the ended chats', () => {
  it('come newest first, so many of them, and are counted so far', async () => {
    const chats = await someEnded(7);
    const newestFirst = chats.map(({ id }) => id).reverse();
    const listed = async (newest: number, countUpTo: number) => {
      const { chats: found, ...rest } = await listEnded(engine.db, { newest, countUpTo });
      return { ids: found.map(({ id }) => id), ...rest };
    };
    expect(await listed(3, 100)).toEqual({ ids: newestFirst.slice(0, 3), count: 7, more: false });
    expect(await listed(3, 7)).toEqual({ ids: newestFirst.slice(0, 3), count: 7, more: false });
    expect(await listed(3, 5)).toEqual({ ids: newestFirst.slice(0, 3), count: 5, more: true });
  });

  it('are read by their ids as long as nobody closed them', async () => {
    const [chat] = await someEnded(1);
    const closed = await addEndedChat(engine.db, { closed: { at: 1 } });
    const gone = await addEndedChat(engine.db, {});
    await engine.db.delete(metaKey(gone.id), asScene);
    expect(
      ids(
        await readOpen(
          engine.db,
          [closed, gone, chat ?? gone].map(({ id }) => id),
        ),
      ),
    ).toEqual([chat?.id]);
  });
});

it('pages of both together have each chat once, oldest first', async () => {
  const desk = createDesk(engine.db);
  await desk.agent();
  const ended = await someEnded(130);
  const later: string[] = [];
  for (let index = 0; index < 3; index++) {
    desk.pass(1000);
    later.push((await start(await desk.customer())).chat.id);
  }
  expect(ids(await listOpen(engine.db))).toEqual([...ended.map(({ id }) => id), ...later]);
  const { found, next } = await readOpenBatch(engine.db, '');
  expect(found).toHaveLength(50);
  expect(next).toBe(found.at(-1)?.place);
});
