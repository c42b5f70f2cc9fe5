// That unsent words outlive the page, belong to one user, and are gone after logout.
import { describe, expect, test } from 'vitest';
import type { Cid } from '../../../shared/model.ts';
import { clearOutbox, createOutbox, type StoredMessage } from '../../../web/connection/outbox.ts';
import { aChatId } from '../../support/builders.ts';
import { aFullStorage, aStorage } from './support/storage.ts';

const chatId = aChatId();
const message = (text: string, at: number): StoredMessage => ({
  cid: aChatId(text) as string as Cid,
  after: 3,
  text,
  at,
  state: 'sending',
});

const open = (storage: Storage, userId = 'jansen') => createOutbox({ userId, storage });

describe.each([
  ['in the browser', aStorage],
  ['in a browser that keeps nothing more', aFullStorage],
])('%s', (_, makeStorage) => {
  test('messages come back in the order they were said, until forgotten', () => {
    const outbox = open(makeStorage());
    outbox.take(chatId, message('twee', 2));
    outbox.take(chatId, message('een', 1));
    outbox.take(aChatId('other'), message('elders', 1));
    outbox.save(chatId, { ...message('twee', 2), state: 'failed', refusal: { code: 'forbidden' } });
    expect(outbox.load(chatId)).toEqual([
      message('een', 1),
      { ...message('twee', 2), state: 'failed', refusal: { code: 'forbidden' } },
    ]);
    outbox.forget(chatId, message('een', 1).cid);
    expect(outbox.load(chatId)).toMatchObject([{ text: 'twee' }]);
  });

  test('a draft is what was typed last, and gone once it is a message', () => {
    const outbox = open(makeStorage());
    expect(outbox.loadDraft(chatId)).toBe('');
    outbox.saveDraft(chatId, 'hal');
    outbox.saveDraft(chatId, 'hallo');
    expect(outbox.loadDraft(chatId)).toBe('hallo');
    outbox.take(chatId, message('hallo', 1));
    expect(outbox.loadDraft(chatId)).toBe('');
    expect(outbox.load(chatId)).toHaveLength(1);
  });
});

test('another page of the same user finds them at once, another user does not', () => {
  const storage = aStorage();
  const first = open(storage);
  first.take(chatId, message('een', 1));
  first.saveDraft(chatId, 'half af');
  expect(open(storage).load(chatId)).toHaveLength(1);
  expect(open(storage).loadDraft(chatId)).toBe('half af');
  expect(open(storage, 'devries').load(chatId)).toEqual([]);
  expect(open(storage, 'devries').loadDraft(chatId)).toBe('');
});

test('a draft that no longer fits does not bring back an older one', () => {
  const storage = aStorage();
  open(storage).saveDraft(chatId, 'oud');
  const setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const outbox = open(Object.defineProperty(storage, 'setItem', { value: setItem }));
  outbox.saveDraft(chatId, 'nieuw');
  expect(outbox.loadDraft(chatId)).toBe('nieuw');
  outbox.saveDraft(chatId, '');
  expect(outbox.loadDraft(chatId)).toBe('');
});

test('what is broken in the browser does not take the messages beside it along', () => {
  const storage = aStorage();
  open(storage).take(chatId, message('een', 1));
  const [key = ''] = Object.keys(storage);
  storage.setItem(`${key}-cut`, '{"cid":"');
  storage.setItem(`${key}-other`, '{"cid":"x"}');
  expect(open(storage).load(chatId)).toEqual([message('een', 1)]);
});

test('after logout nothing is left, and what is not the outbox’s stays', () => {
  const storage = aStorage();
  const outbox = open(storage);
  outbox.take(chatId, message('een', 1));
  outbox.saveDraft(chatId, 'half af');
  storage.setItem('language', 'en');
  clearOutbox(storage);
  expect({ ...storage }).toEqual({ language: 'en' });
});
