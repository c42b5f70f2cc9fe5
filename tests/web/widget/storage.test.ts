// What a tab remembers of the chat, and that something broken there is nothing.
import { describe, expect, test } from 'vitest';
import { createStorage, isChatId } from '../../../web/widget/browser/storage.ts';
import { aFullStorage, aStorage } from '../connection/support/storage.ts';

describe('[S47] what the tab remembers', () => {
  test('comes back as it was kept, for the same user only', () => {
    const storage = aStorage();
    const memory = { shown: false, silent: true, nickname: 'Jan', email: '', scroll: 120, seen: 3 };
    createStorage(storage, aStorage(), 'jan').save(memory);
    expect(createStorage(storage, aStorage(), 'jan').saved).toEqual(memory);
    expect(createStorage(storage, aStorage(), 'piet').saved).toBeUndefined();
  });

  test('is gone when it is forgotten', () => {
    const tab = aStorage();
    const storage = createStorage(tab, aStorage(), 'jan');
    storage.save({ shown: true, silent: false, nickname: '', email: '' });
    storage.clear();
    expect(createStorage(tab, aStorage(), 'jan').saved).toBeUndefined();
  });

  test.each(['', '{', 'null', '7', '"text"'])('is nothing when %j is kept there', (text) => {
    const storage = aStorage();
    storage.setItem('chat:jan', text);
    expect(createStorage(storage, aStorage(), 'jan').saved).toBeUndefined();
  });

  test.each([
    { shown: 1 },
    { chatId: '../x' },
    { nickname: {} },
    { email: 7 },
    { scroll: '9' },
    { seen: [] },
  ])('is nothing when a field has another type: %j', (wrong) => {
    const storage = aStorage();
    storage.setItem(
      'chat:jan',
      JSON.stringify({ shown: true, silent: false, nickname: '', email: '', ...wrong }),
    );
    expect(createStorage(storage, aStorage(), 'jan').saved).toBeUndefined();
  });

  test('does without when the storage is full', () => {
    const storage = aFullStorage();
    expect(() =>
      createStorage(storage, aStorage(), 'jan').save({ shown: true, silent: false, nickname: '', email: '' }),
    ).not.toThrow();
  });

  test('a chat id is 22 characters of base64url', () => {
    expect(isChatId('a-_'.padEnd(22, '9'))).toBe(true);
    for (const other of ['a', 'a'.repeat(23), `${'a'.repeat(21)}/`, undefined, 22])
      expect(isChatId(other)).toBe(false);
  });
});
