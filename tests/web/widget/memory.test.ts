import { describe, expect, test } from 'vitest';
import { createKeeper, isChatId } from '../../../web/widget/memory.ts';

const aStorage = (): Storage => {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    getItem: (name) => items.get(name) ?? null,
    key: (index) => [...items.keys()][index] ?? null,
    removeItem: (name) => items.delete(name),
    setItem: (name, value) => items.set(name, value),
  };
};

describe('[S47] what the tab remembers', () => {
  test('comes back as it was kept, for the same user only', () => {
    const storage = aStorage();
    const memory = { shown: false, nickname: 'Jan', email: '', draft: 'hal', scroll: 120, seen: 3 };
    createKeeper(storage, 'jan').keep(memory);
    expect(createKeeper(storage, 'jan').memory).toEqual(memory);
    expect(createKeeper(storage, 'piet').memory).toBeUndefined();
  });

  test('is gone when it is forgotten', () => {
    const storage = aStorage();
    const keeper = createKeeper(storage, 'jan');
    keeper.keep({ shown: true, nickname: '', email: '' });
    keeper.forget();
    expect(createKeeper(storage, 'jan').memory).toBeUndefined();
  });

  test.each(['', '{', 'null', '7', '"text"'])('is nothing when %j is kept there', (text) => {
    const storage = aStorage();
    storage.setItem('chat:jan', text);
    expect(createKeeper(storage, 'jan').memory).toBeUndefined();
  });

  test.each([
    { shown: 1 },
    { chatId: '../x' },
    { nickname: {} },
    { email: 7 },
    { draft: null },
    { scroll: '9' },
    { seen: [] },
  ])('is nothing when a field has another type: %j', (wrong) => {
    const storage = aStorage();
    storage.setItem('chat:jan', JSON.stringify({ shown: true, nickname: '', email: '', ...wrong }));
    expect(createKeeper(storage, 'jan').memory).toBeUndefined();
  });

  test('does without when the storage is full', () => {
    const storage: Storage = {
      ...aStorage(),
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    expect(() => createKeeper(storage, 'jan').keep({ shown: true, nickname: '', email: '' })).not.toThrow();
  });

  test('a chat id is 22 characters of base64url', () => {
    expect(isChatId('a-_'.padEnd(22, '9'))).toBe(true);
    for (const other of ['a', 'a'.repeat(23), `${'a'.repeat(21)}/`, undefined, 22])
      expect(isChatId(other)).toBe(false);
  });
});
