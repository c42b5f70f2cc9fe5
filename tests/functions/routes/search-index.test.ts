// The search index of ended chats: that it finds what reading every log finds, is whole after any death, and keeps nothing of what was removed.

import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRemoveFiles } from '../../../functions/adapters/remove-files.ts';
import { createSegmentFiles, type SegmentFiles } from '../../../functions/adapters/segment-files.ts';
import type { Chat } from '../../../functions/domain/chat.ts';
import { readChatDocs } from '../../../functions/store/chat-terms.ts';
import type { Db } from '../../../functions/store/db.ts';
import type { ChatSearch } from '../../../functions/store/history.ts';
import { fromChat } from '../../../functions/store/items.ts';
import { DESK } from '../../../functions/store/keys.ts';
import { readIndex } from '../../../functions/store/search-index.ts';
import { buildSegment, mergeSegments } from '../../../functions/store/segment.ts';
import { cleanUp } from '../../../functions/workflows/cleanup.ts';
import { type FoundChat, findChats } from '../../../functions/workflows/find-chats.ts';
import { type IndexContext, indexChats, readSegment } from '../../../functions/workflows/index-chats.ts';
import { removeWithdrawn, withdrawChats } from '../../../functions/workflows/remove-chat.ts';
import { asScene } from '../../support/as-scene.ts';
import { type Bucket, startBucket } from '../../support/bucket.ts';
import { createDesk, type Desk } from '../../support/desk.ts';
import { addEndedChat, anna, type EndedChat, newUserId } from '../../support/ended-chats.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
let bucket: Bucket;
let files: SegmentFiles;
let desk: Desk;
let context: Parameters<typeof cleanUp>[0];
beforeAll(async () => {
  [engine, bucket] = await Promise.all([startEngine(), startBucket()]);
});
afterAll(() => Promise.all([engine.stop(), bucket.stop()]));
beforeEach(async () => {
  await engine.clear();
  const given = { client: bucket.client, bucket: bucket.name };
  const removeFiles = createRemoveFiles(given);
  await removeFiles('');
  files = createSegmentFiles(given);
  desk = createDesk(engine.db);
  context = { ...desk.context, closeConnections: desk.closeConnections, removeFiles, segmentFiles: files };
});

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const bram = { id: newUserId(), name: 'Bram de Vries' };

/** Everything is done that is due. */
const catchUp = async (given: IndexContext = context): Promise<void> => {
  desk.pass(HOUR);
  for (let minutes = 0; minutes < 20; minutes++) {
    desk.pass(60_000);
    await indexChats(given, DESK, { left: 2000 });
  }
};

const everything = { who: '', agent: '', text: '', from: 0 };

/** All pages of a search. @param of a desk without an index reads every log, as all did before there was one. */
const findAll = async (wish: Partial<ChatSearch>, of: string = DESK) => {
  const found: FoundChat[] = [];
  let pages = 0;
  for (let cursor: string | undefined = ''; cursor !== undefined; pages++) {
    const search: ChatSearch = { ...everything, to: desk.now(), ...wish, ...(cursor && { cursor }) };
    const page = await findChats({ db: engine.db, readSegment: files.read }, of, search);
    found.push(...page.found);
    cursor = page.cursor;
  }
  return { pages, found: found.map(({ chat, match }) => ({ id: chat.id, match })) };
};

const expectSame = async (wish: Partial<ChatSearch>) =>
  expect((await findAll(wish)).found).toEqual((await findAll(wish, 'a-desk-without-index')).found);

const WORDS = ['printer', 'Café', 'wachtwoord', 'naald', 'ﬁets', 'Jörg', 'e-mail', 'ok', '10', '東京'];

/** Chats of a night in which the clock is set back and a month ends, and others of all ages; some run on for long. */
const addManyChats = async (count: number): Promise<Chat[]> => {
  const night = Date.UTC(2026, 9, 25, 0, 30);
  const monthEnds = Date.UTC(2026, 10, 1);
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const startedAt = [
        night + Math.floor(index / 4) * 20 * 60_000,
        monthEnds - 60_000 + index * 5_000,
        desk.now() - index * 11 * 60_000,
        desk.now() - index * 6 * DAY,
      ][index % 4];
      const words = (from: number) =>
        [0, 1, 2].map((step) => WORDS[(index * 7 + from * 3 + step * index) % WORDS.length]).join(' ');
      const chat: EndedChat = {
        startedAt,
        nickname: `${WORDS[index % WORDS.length]} ${index}`,
        customer: {
          id: newUserId(),
          login: `klant${index}`,
          name: index % 3 ? 'Jan Jansen' : 'Zoë de Vries',
        },
        agents: index % 5 ? [anna] : [bram],
        ...(index % 2 && { closed: { at: desk.now(), ticket: index } }),
        said: Array.from({ length: index % 9 === 0 ? 120 : 3 }, (_, message) => words(message)),
      };
      return addEndedChat(engine.db, chat);
    }),
  );
};

/** A chat that was ended above, as it was while it ran. */
const runOn = (chat: Chat) =>
  engine.db.put(fromChat({ ...chat, ended: undefined, closed: undefined }), asScene);

const merged = async (db: Db = engine.db) => {
  const { segments } = await readIndex(db, DESK);
  const read = await Promise.all(segments.map((segment) => readSegment(context, segment)));
  return mergeSegments(read)?.body;
};

/** That the bucket has what the index consists of, and that is what the chats that are there say. */
const expectOnly = async (chats: readonly Chat[]) => {
  const { segments } = await readIndex(engine.db, DESK);
  expect((await bucket.keys()).sort()).toEqual(segments.map(({ name }) => name).sort());
  const docs = await Promise.all(chats.map((chat) => readChatDocs(engine.db, chat)));
  const wanted = docs.flatMap((each) => each.docs);
  const is = await merged();
  const toBe = wanted.length > 0 ? buildSegment(wanted).body : undefined;
  // Thousands of bytes: which of them differ helps nobody.
  expect(is && toBe ? is.equals(toBe) : is === toBe).toBe(true);
};

/** Dies at every so many-th call, one later each time. */
const dying = () => {
  let calls = 0;
  let every = 2;
  const after = async <T>(result: Promise<T>): Promise<T> => {
    const done = await result;
    if (++calls % every === 0) {
      every++;
      throw new Error('killed');
    }
    return done;
  };
  const db: Db = {
    ...engine.db,
    put: (...given) => after(engine.db.put(...given)),
    update: (...given) => after(engine.db.update(...given)),
    transact: (...given) => after(engine.db.transact(...given)),
  };
  const segmentFiles: SegmentFiles = {
    ...files,
    put: (...given) => after(files.put(...given)),
    remove: (...given) => after(files.remove(...given)),
  };
  return { given: { ...context, db, segmentFiles }, deaths: () => every - 2 };
};

describe('what is found', () => {
  it('is what reading every log finds, whatever is asked and however far the index is', async () => {
    const chats = await addManyChats(48);
    const [late, running] = [chats[4], chats[8]];
    if (!late || !running) throw new Error('no chats');
    await runOn(late);
    await runOn(running);
    const check = () =>
      fc.assert(
        fc.asyncProperty(
          fc.record({
            text: fc.constantFrom(
              '',
              'naald',
              'CAFE',
              'wachtwoord naald',
              'ok',
              '0',
              'fiets',
              'jorg',
              '東',
              'xyzzy',
              'rint',
            ),
            who: fc.constantFrom('', 'zoe', 'klant1', 'an', 'printer 1', 'niemand'),
            agent: fc.constantFrom('', 'vries', 'ann'),
            from: fc.constantFrom(0, Date.UTC(2026, 9, 24, 22), Date.UTC(2026, 9, 25, 1)),
            to: fc.constantFrom(Date.UTC(2026, 10, 22), Date.UTC(2026, 9, 25, 23), Date.UTC(2026, 10, 1)),
          }),
          async (wish) => {
            await expectSame(wish);
          },
        ),
        { numRuns: 12 },
      );
    await check();
    // Half of the back-fill, then all of it, with two that still run; one of them ends then.
    desk.pass(HOUR);
    await indexChats(context, DESK, { left: 60 });
    expect((await readIndex(engine.db, DESK)).upTo).not.toBe('');
    await check();
    await catchUp();
    expect((await readIndex(engine.db, DESK)).late).toHaveLength(2);
    await check();
    await engine.db.put(fromChat(late), asScene);
    await check();
    await catchUp();
    expect((await readIndex(engine.db, DESK)).late).toHaveLength(1);
    await check();
    await expectOnly(chats.filter(({ id }) => id !== running.id));
  });

  it('has the rest of a chat of which more was said than the index takes', async () => {
    const said = Array.from({ length: 300 }, (_, index) => `${index} ${'x'.repeat(3900)}`);
    await addEndedChat(engine.db, { said: [...said, 'de naald'] });
    await catchUp();
    const { found } = await findAll({ text: 'naald' });
    expect(found).toMatchObject([{ match: { text: 'de naald' } }]);
    await expectSame({ text: '299 xx' });
  });

  it('is right while the index becomes another one, and when a segment is lost, after which it begins anew', async () => {
    const chats = await addManyChats(12);
    await catchUp();
    const output = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    for (const name of await bucket.keys()) await files.remove(name);
    await expectSame({ text: 'naald' });
    await catchUp();
    output.mockRestore();
    await expectOnly(chats);
    await expectSame({ text: 'naald' });
  });

  it('takes one request and a few reads for a text in the oldest of many, and for a name', async () => {
    await addManyChats(130);
    await addEndedChat(engine.db, {
      startedAt: Date.UTC(2026, 0, 2),
      said: ['een speld'],
      nickname: 'Speld',
    });
    expect((await findAll({ text: 'speld' }, 'a-desk-without-index')).pages).toBeGreaterThan(1);
    await catchUp();
    for (const wish of [{ text: 'speld' }, { who: 'speld' }]) {
      const spent = engine.capacity.mark();
      const { found, pages } = await findAll(wish);
      expect([found.length, pages]).toEqual([1, 1]);
      expect(spent().read).toBeLessThanOrEqual(6);
    }
  });
});

describe('the index', () => {
  it('is whole after a death at any step, and two at once do nothing twice', async () => {
    const chats = await addManyChats(24);
    const output = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const { given, deaths } = dying();
    for (let tries = 0; tries < 12; tries++) {
      await Promise.allSettled([
        indexChats(given, DESK, { left: 12 }),
        indexChats(given, DESK, { left: 12 }),
      ]);
      desk.pass(3 * 60_000);
    }
    output.mockRestore();
    expect(deaths()).toBeGreaterThan(4);
    await catchUp();
    await expectOnly(chats);
    // Written once more for eight times as many: many small segments became few.
    expect((await readIndex(engine.db, DESK)).segments.length).toBeLessThan(8);
  });

  it('does nothing for an hour once it is up to date, at half a read unit a minute', async () => {
    await addManyChats(4);
    await catchUp();
    desk.pass(HOUR);
    await indexChats(context, DESK, { left: 2000 });
    const spent = engine.capacity.mark();
    await indexChats(context, DESK, { left: 2000 });
    expect(spent()).toMatchObject({ write: 0, read: 0.5 });
  });

  it('[A15] keeps nothing of chats that were removed, also when the removal is killed at any step', async () => {
    const chats = await addManyChats(24);
    await runOn(chats[0] as Chat);
    await catchUp();
    const gone = chats.filter((_, index) => index % 4 === 0);
    const removal = { random: Math.random, now: desk.now(), allowance: { left: 1e6 } };
    const output = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const { given, deaths } = dying();
    const remove = async (using: typeof context) => {
      const left = (await engine.db.getAll(gone.map(({ id }) => ({ pk: `CHAT#${id}`, sk: 'META' })))).map(
        ({ id, rev, removing }) => ({
          ...(gone.find((chat) => chat.id === id) as Chat),
          rev: Number(rev),
          removing: removing === true,
        }),
      );
      for (const chat of (await withdrawChats(using, left, removal)) ?? []) {
        await removeWithdrawn(using, chat, removal);
      }
      return left.length;
    };
    for (let tries = 0; tries < 16; tries++) {
      await Promise.allSettled([remove(given), indexChats(given, DESK, { left: 2000 })]);
      desk.pass(3 * 60_000);
    }
    output.mockRestore();
    expect(deaths()).toBeGreaterThan(3);
    while ((await remove(context)) > 0) desk.pass(60_000);
    await expectOnly(chats.filter((chat) => !gone.includes(chat)));
    expect(JSON.stringify(await engine.db.get({ pk: 'DESK#helpdesk', sk: 'SEARCH' }))).not.toContain(
      chats[0]?.id,
    );
  });

  it('[A15] takes in nothing that is being removed, and the retention takes out what is old enough', async () => {
    const [kept, removing, old] = await Promise.all([
      addEndedChat(engine.db, { startedAt: desk.now() - HOUR, closed: { at: desk.now(), ticket: 1 } }),
      addEndedChat(engine.db, { startedAt: desk.now() - HOUR }),
      addEndedChat(engine.db, { startedAt: desk.now() - 2 * HOUR, closed: { at: desk.now() } }),
    ]);
    await engine.db.put({ pk: 'DESK#helpdesk#BIN', sk: `${old.closed?.at}#${old.id}` }, asScene);
    await engine.db.put(fromChat({ ...removing, removing: true }), asScene);
    await catchUp();
    await expectOnly([kept, old]);
    desk.pass(40 * DAY);
    await cleanUp(context);
    await expectOnly([kept]);
  });
});
