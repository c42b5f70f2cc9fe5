// Starting chats in a loop: what it costs who does it, and that it costs nobody else; and that no chat is without its timer, and no timer without a chat.
import { describe, expect, it } from 'vitest';
import { limits } from '../../../functions/domain/throttle.ts';
import { minuteOf, partsOf, readPart } from '../../../functions/store/timers.ts';
import { type Desk, end, start, type Tab } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
useDesk((today) => ({ engine, desk } = today));

const most = limits.start.attempts;
const HOUR_MS = limits.start.windowSeconds * 1000;

const tryToStart = (tab: Tab) => tab.tryTo('chat.start', { sid: tab.sid, nickname: '', email: '' });

const startAndEnd = async (tab: Tab): Promise<void> => {
  const { chat } = await start(tab);
  await end(tab, chat.id);
};

/** Timers of chats due in the next minutes. */
const timers = async (): Promise<string[]> => {
  const now = minuteOf(desk.now());
  const parts = Array.from({ length: 30 }, (_, index) => partsOf(now + index - 10)).flat();
  const read = await Promise.all(parts.map((part) => readPart(engine.db, part, 1000)));
  return read.flatMap(({ due }) => due).flatMap(({ timer: { kind, id } }) => (kind === 'chat' ? [id] : []));
};

describe('[A11] a customer who starts and ends in a loop', () => {
  it('is stopped after twenty in an hour, on however many tabs; others start as ever, and later this one does', async () => {
    await desk.agent();
    const tab = await desk.customer();
    const second = desk.open(tab.me);
    for (let chats = 0; chats < most; chats++) await startAndEnd(chats % 2 ? tab : second);
    expect(await tryToStart(tab)).toEqual({
      error: { code: 'too_many_attempts', retryAfterSeconds: limits.start.windowSeconds },
    });
    expect(await tryToStart(second)).toHaveProperty('error.code', 'too_many_attempts');
    expect(await tryToStart(await desk.customer())).toHaveProperty('ok');
    desk.pass(HOUR_MS);
    await startAndEnd(tab);
  });

  it('gets the running chat back as often as it asks', async () => {
    await desk.agent();
    const tab = await desk.customer();
    const { chat } = await start(tab);
    for (let again = 0; again < 2 * most; again++) expect((await start(tab)).chat.id).toBe(chat.id);
  });
});

describe('[A11] a start that is refused', () => {
  it('for want of room costs reads alone, leaves no timer, and is not held against who tries again', async () => {
    const tab = await desk.customer();
    expect(await tryToStart(tab)).toEqual({ error: { code: 'no_room' } });
    const spent = engine.capacity.mark();
    for (let tries = 0; tries < 3 * most; tries++)
      expect(await tryToStart(tab)).toEqual({ error: { code: 'no_room' } });
    expect(spent()).toMatchObject({ write: 0, refused: 0 });
    expect(await timers()).toEqual([]);
    await desk.agent();
    for (let chats = 0; chats < most; chats++) await startAndEnd(tab);
  });

  it('because another was quicker leaves no timer either, and counts nothing', async () => {
    await desk.settings({ max: 1 });
    await desk.agent();
    const rivals = await Promise.all(Array.from({ length: 8 }, () => desk.customer()));
    const winners = new Set<Tab>();
    for (let round = 1; round <= 3; round++) {
      const answers = await Promise.all(rivals.map(tryToStart));
      const won = rivals.filter((_, index) => 'ok' in (answers[index] ?? {}));
      expect(won).toHaveLength(1);
      expect(await timers()).toHaveLength(round);
      for (const winner of won) {
        winners.add(winner);
        await end(winner, (await start(winner)).chat.id);
      }
    }
    const loser = rivals.find((rival) => !winners.has(rival));
    if (!loser) throw new Error('everyone won');
    for (let chats = 0; chats < most; chats++) await startAndEnd(loser);
  });
});

it('a chat has its timer from the write on that makes it: whoever dies after that leaves one behind', async () => {
  await desk.agent();
  const tab = await desk.customer();
  // Whatever is written, nothing comes after the transaction.
  const { transact } = engine.db;
  const dying = Object.assign(engine.db, {
    transact: async (writes: Parameters<typeof transact>[0]) => {
      await transact.call(engine.db, writes);
      throw new Error('killed');
    },
  });
  await expect(tryToStart(tab)).rejects.toThrow('killed');
  Object.assign(dying, { transact });
  const { chat } = await start(tab);
  expect(await timers()).toEqual([chat.id]);
});
