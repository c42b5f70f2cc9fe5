// The message log under stress on the real engine: exactly once, without gaps, in each sender's order, at the price promised.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chat } from '../../../functions/domain/chat.ts';
import type { Db } from '../../../functions/store/db.ts';
import { fromChat, fromEntry } from '../../../functions/store/items.ts';
import { append, readEntries, readTail, TAIL_MAX } from '../../../functions/store/log.ts';
import type { ChatId, Cid, UserId } from '../../../shared/model.ts';
import { asScene } from '../../support/as-scene.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { PATIENCE_MS, scaled } from '../../support/scale.ts';

/** Messages of each sender. */
const EACH = scaled(125, 500);

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

let chats = 0;
const aChat = async (): Promise<Chat> => {
  const chat: Chat = {
    id: `chat-${String(++chats).padStart(17, '0')}` as ChatId,
    rev: 1,
    customer: { id: 'customer-0000000000000' as UserId, login: 'jansen', name: 'Jan Jansen' },
    nickname: 'Jan',
    startedAt: 1,
    preview: true,
    agents: [{ id: 'agent-0000000000000000' as UserId, name: 'Anna' }],
    invitations: [],
    watchers: {},
    sessions: {},
    tally: { notes: 1, manned: 0 },
  };
  await engine.db.put(fromChat(chat), asScene);
  await engine.db.put(
    fromEntry(chat.id, { seq: 1, at: 1, kind: 'started', nickname: 'Jan', welcome: 'Welkom' }),
    asScene,
  );
  return chat;
};

const cidOf = (sender: number, number: number) =>
  `${sender}-${String(number).padStart(4, '0')}`.padEnd(22, '_') as Cid;

/** The cursor is too far back; the log was read anew and does not have the message. */
class Behind extends Error {
  readonly last: number;
  constructor(last: number) {
    super('behind');
    this.last = last;
  }
}

/** The Lambda died: after the query, or after the put with the answer lost. */
class Killed extends Error {}

/** A client of the log: keeps `cid` and `after` of what it sends, and repeats both unchanged. */
const createSender = (db: Db, chat: Chat, sender: number, random: () => number) => {
  let after = 1;
  const sync = async (cid: Cid) => {
    const entries = await readEntries(db, chat.id);
    const own = entries.find((entry) => entry.kind === 'message' && entry.cid === cid);
    if (!own) throw new Behind(entries.length);
    return { seq: own.seq, entries };
  };
  const attempt = async (cid: Cid, cursor: number) => {
    await sleep(random() * 12);
    const tail = await readTail(db, chat.id, cursor);
    if (!tail) return sync(cid);
    if (random() < 0.15) throw new Killed();
    await sleep(random() * 12);
    const author = { role: 'customer', id: chat.customer.id, name: `${sender}` } as const;
    const sent = await append(db, tail, { kind: 'message', at: 1, cid, author, text: cid }, () => undefined);
    if ('error' in sent) throw new Error(sent.error.code);
    if (random() < 0.15) throw new Killed();
    return sent.ok;
  };
  return async (number: number): Promise<number[]> => {
    const cid = cidOf(sender, number);
    let cursor = after;
    const seqs: number[] = [];
    // One to three frames at the same time, and again while none of them was answered.
    while (seqs.length === 0) {
      const frames = Array.from({ length: 1 + Math.floor(random() * 3) }, () => attempt(cid, cursor));
      for (const result of await Promise.allSettled(frames)) {
        if (result.status === 'fulfilled') {
          seqs.push(result.value.seq);
          after = Math.max(after, ...result.value.entries.map(({ seq }) => seq));
        } else if (result.reason instanceof Behind) cursor = Math.max(cursor, result.reason.last);
        else if (!(result.reason instanceof Killed)) throw result.reason;
      }
    }
    return seqs;
  };
};

describe('the message log', () => {
  it(
    `[F3] [S52] [S53] stores ${4 * EACH} messages of 4 senders once each, gap-free and in each sender’s order, sent 1 to 3 times with delays and kills`,
    async () => {
      const chat = await aChat();
      const answers = new Map<Cid, Set<number>>();
      await Promise.all(
        [0, 1, 2, 3].map(async (sender) => {
          const send = createSender(engine.db, chat, sender, Math.random);
          for (let number = 0; number < EACH; number++) {
            answers.set(cidOf(sender, number), new Set(await send(number)));
          }
        }),
      );

      const entries = await readEntries(engine.db, chat.id);
      expect(entries.map(({ seq }) => seq)).toEqual(
        Array.from({ length: 4 * EACH + 1 }, (_, index) => index + 1),
      );
      const messages = entries.flatMap((entry) => (entry.kind === 'message' ? [entry] : []));
      expect(new Set(messages.map(({ cid }) => cid)).size).toBe(4 * EACH);
      for (const sender of [0, 1, 2, 3]) {
        expect(messages.filter(({ author }) => author.name === `${sender}`).map(({ cid }) => cid)).toEqual(
          Array.from({ length: EACH }, (_, number) => cidOf(sender, number)),
        );
      }
      // Every answer a sender got, to whichever of its frames, named the one place the message has.
      for (const { cid, seq } of messages) expect([...(answers.get(cid) ?? [])]).toEqual([seq]);
    },
    PATIENCE_MS,
  );

  it(
    '[F3] stores once as well what is sent with a cursor that lies so far back that the server does not look behind it',
    async () => {
      const chat = await aChat();
      // Some of the first frames reach just to the end, and are outrun by the others.
      await fill(chat, 2, TAIL_MAX - 2);
      await Promise.all(
        [0, 1, 2, 3].map(async (sender) => {
          const send = createSender(engine.db, chat, sender, Math.random);
          for (let number = 0; number < 5; number++) await send(number);
        }),
      );
      const said = (await readEntries(engine.db, chat.id)).flatMap((entry) =>
        entry.kind === 'message' && entry.author.name !== '9' ? [entry.cid] : [],
      );
      expect(said).toHaveLength(20);
      expect(new Set(said).size).toBe(20);
    },
    PATIENCE_MS,
  );

  it('reads at most 1 MB for a message, whatever lies behind its cursor', async () => {
    const chat = await aChat();
    await fill(chat, 2, 300, '\u{1F600}'.repeat(4000));
    const spent = engine.capacity.mark();
    expect(await readTail(engine.db, chat.id, 1)).toBeUndefined();
    expect(spent()).toMatchObject({ calls: ['Query'] });
    expect(spent().read).toBeLessThanOrEqual(130);
  });

  it('costs 1 WRU and 0.5 RRU a message in one write call, after 10 entries and after 3,000', async () => {
    const chat = await aChat();
    const single = createSingle(chat);
    for (let number = 0; number < 10; number++) await single.send(number, number + 1);
    const early = await single.measure(11);
    expect(early).toEqual({ read: 0.5, write: 1, refused: 0, calls: ['Query', 'PutItem'] });

    const last = (await readEntries(engine.db, chat.id)).length;
    await fill(chat, last + 1, 3000);
    single.after = last + 3000;
    expect(await single.measure(12)).toEqual(early);
  });

  it('refuses a cursor beyond the log, and finds a retried message behind an old cursor', async () => {
    const chat = await aChat();
    expect(await readTail(engine.db, chat.id, 7)).toBeUndefined();
    const single = createSingle(chat);
    const first = await single.send(1, 1);
    for (let number = 2; number < 9; number++) await single.send(number, number);
    expect(await single.send(1, 1)).toEqual(first);
  });
});

/** So many messages of somebody else, from a place on. */
const fill = (chat: Chat, from: number, count: number, text = 'x') =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      engine.db.put(
        fromEntry(chat.id, {
          seq: from + index,
          at: 1,
          kind: 'message',
          cid: cidOf(9, index),
          author: { role: 'customer', id: chat.customer.id, name: '9' },
          text,
        }),
        asScene,
      ),
    ),
  );

/** A sender at human pace: one frame a message. */
const createSingle = (chat: Chat) => {
  const single = {
    after: 0,
    async send(number: number, after: number): Promise<number> {
      const tail = await readTail(engine.db, chat.id, after);
      if (!tail) throw new Error('behind');
      const author = { role: 'customer', id: chat.customer.id, name: '5' } as const;
      const draft = { kind: 'message', at: 1, cid: cidOf(5, number), author, text: 'Goedemorgen' } as const;
      const sent = await append(engine.db, tail, draft, () => undefined);
      if ('error' in sent) throw new Error(sent.error.code);
      return sent.ok.seq;
    },
    async measure(number: number) {
      const after = single.after || (await readEntries(engine.db, chat.id)).length;
      const spent = engine.capacity.mark();
      await single.send(number, after);
      return spent();
    },
  };
  return single;
};
