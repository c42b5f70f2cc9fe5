// That unsent words outlive the page, belong to one user, and are gone after logout.
import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import type { Cid } from '../../../shared/model.ts';
import { clearOutbox, createOutbox, type Kept } from '../../../web/connection/outbox.ts';
import { createClock } from './support/clock.ts';
import { aChatId, createServer } from './support/server.ts';

const chatId = aChatId();
const message = (text: string, at: number): Kept => ({
  cid: aChatId(text) as string as Cid,
  after: 3,
  text,
  at,
  state: 'sending',
});

const open = (indexedDB: IDBFactory | undefined, userId = 'jansen') => {
  const clock = createClock(undefined, 10);
  const outside = createServer(clock).outside();
  return { clock, outside, outbox: createOutbox({ userId, indexedDB, outside }) };
};

/** A browser that forbids it, as some do in a private window. */
const forbidden = {
  open: () => {
    throw new Error('SecurityError');
  },
} as unknown as IDBFactory;
/** A browser that fails later. */
const failing = {
  open: () => {
    const request = { error: new Error('UnknownError'), onerror: () => {} };
    queueMicrotask(() => request.onerror());
    return request;
  },
} as unknown as IDBFactory;

describe.each([
  ['on disk', () => new IDBFactory()],
  ['without IndexedDB', () => undefined],
  ['with a forbidden IndexedDB', () => forbidden],
  ['with a failing IndexedDB', () => failing],
])('%s', (_, disk) => {
  test('messages come back in the order they were said, until forgotten', async () => {
    const { outbox } = open(disk());
    await outbox.take(chatId, message('twee', 2));
    await outbox.take(chatId, message('een', 1));
    await outbox.take(aChatId('other'), message('elders', 1));
    await outbox.keep(chatId, { ...message('twee', 2), state: 'failed', refusal: { code: 'forbidden' } });
    expect(await outbox.load(chatId)).toEqual([
      message('een', 1),
      { ...message('twee', 2), state: 'failed', refusal: { code: 'forbidden' } },
    ]);
    await outbox.forget(chatId, message('een', 1).cid);
    expect(await outbox.load(chatId)).toMatchObject([{ text: 'twee' }]);
  });

  test('a draft is what was typed last, and gone once it is a message', async () => {
    const { clock, outbox } = open(disk());
    expect(await outbox.loadDraft(chatId)).toBe('');
    outbox.saveDraft(chatId, 'hal');
    outbox.saveDraft(chatId, 'hallo');
    expect(await outbox.loadDraft(chatId)).toBe('hallo');
    await clock.advance(300);
    expect(await outbox.loadDraft(chatId)).toBe('hallo');
    await outbox.take(chatId, message('hallo', 1));
    expect(await outbox.loadDraft(chatId)).toBe('');
  });
});

test('a browser that never opens its IndexedDB holds nothing up for more than 2 s', async () => {
  const { clock, outbox } = open({ open: () => ({}) } as unknown as IDBFactory);
  const taken = outbox.take(chatId, message('een', 1));
  await clock.advance(2_000);
  await taken;
  expect(await outbox.load(chatId)).toHaveLength(1);
});

test('another page of the same user finds them, another user does not', async () => {
  const disk = new IDBFactory();
  const first = open(disk);
  await first.outbox.take(chatId, message('een', 1));
  first.outbox.saveDraft(chatId, 'half af');
  first.outside.hide();
  expect(await open(disk).outbox.load(chatId)).toHaveLength(1);
  expect(await open(disk).outbox.loadDraft(chatId)).toBe('half af');
  expect(await open(disk, 'devries').outbox.load(chatId)).toEqual([]);
  expect(await open(disk, 'devries').outbox.loadDraft(chatId)).toBe('');
});

test('typing writes at most four times a second', async () => {
  const disk = new IDBFactory();
  const { clock, outbox } = open(disk);
  let writes = 0;
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (...args) {
    writes++;
    return put.apply(this, args);
  };
  try {
    for (let key = 0; key < 40; key++) {
      outbox.saveDraft(chatId, 'x'.repeat(key + 1));
      await clock.advance(50);
    }
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  expect(writes).toBeLessThanOrEqual(9);
  await clock.advance(300);
  expect(await outbox.loadDraft(chatId)).toBe('x'.repeat(40));
});

test('after logout nothing is left', async () => {
  const disk = new IDBFactory();
  const { clock, outbox } = open(disk);
  await outbox.take(chatId, message('een', 1));
  outbox.saveDraft(chatId, 'half af');
  await clock.advance(300);
  await clearOutbox(disk);
  expect(await open(disk).outbox.load(chatId)).toEqual([]);
  expect(await open(disk).outbox.loadDraft(chatId)).toBe('');
  await clearOutbox(undefined);
});
