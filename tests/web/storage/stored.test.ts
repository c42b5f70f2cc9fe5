// A value kept in the browser: what comes back, what is not believed, and what a refusing browser does not lose.
import { describe, expect, test } from 'vitest';
import { storageOrMemory } from '../../../web/storage/storage-or-memory.ts';
import { createStored, plainText } from '../../../web/storage/stored.ts';
import { aFullStorage, aStorage } from '../connection/support/storage.ts';

const isNumber = (value: unknown): value is number => typeof value === 'number';
const isWord = (value: unknown): value is string => typeof value === 'string' && /^\w+$/.test(value);
const refuse = (): never => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};

describe('a stored value', () => {
  test('comes back on the next page, and is gone when it is taken away', () => {
    const storage = aStorage();
    expect(createStored(storage, 'n', isNumber).write(12)).toBe(true);
    expect(createStored(storage, 'n', isNumber).read()).toBe(12);
    createStored(storage, 'n', isNumber).write(undefined);
    expect(createStored(storage, 'n', isNumber).read()).toBeUndefined();
    expect(Object.keys(storage)).toEqual([]);
  });

  test.each(['no JSON', '"twelve"', 'null', '', '{"n":12}'])('%j is as if it were not there', (text) => {
    const storage = aStorage();
    storage.setItem('n', text);
    expect(createStored(storage, 'n', isNumber).read()).toBeUndefined();
  });

  test('a text can stand there as it is', () => {
    const storage = aStorage();
    createStored(storage, 'language', isWord, plainText).write('en');
    expect(storage.getItem('language')).toBe('en');
    expect(createStored(storage, 'language', isWord, plainText).read()).toBe('en');
  });

  test('what a full storage refuses lasts as long as the page; the newest counts', () => {
    const stored = createStored(aFullStorage(), 'n', isNumber);
    expect(stored.write(12)).toBe(false);
    expect(stored.read()).toBe(12);
    expect(stored.write(undefined)).toBe(true);
    expect(stored.read()).toBeUndefined();
  });

  test('a storage that refuses everything throws nothing', () => {
    const storage = { getItem: refuse, setItem: refuse, removeItem: refuse };
    const stored = createStored(storage, 'n', isNumber);
    expect(stored.read()).toBeUndefined();
    expect(stored.write(1)).toBe(false);
    expect(stored.write(undefined)).toBe(false);
    expect(stored.read()).toBeUndefined();
  });
});

describe('the storage of a page', () => {
  test('is the browser’s where it is there', () => {
    const storage = aStorage();
    expect(storageOrMemory(() => storage)).toBe(storage);
  });

  test.each<[string, () => Storage | null]>([
    ['asking for it throws', refuse],
    ['it is null, as in some web views', () => null],
    ['it refuses to be read', () => Object.create(aStorage(), { getItem: { value: refuse } })],
  ])('is a memory where %s', (_why, ask) => {
    const storage = storageOrMemory(ask);
    storage.setItem('draft:1', 'text');
    storage.setItem('draft:2', 'more');
    expect(storage.getItem('draft:1')).toBe('text');
    expect(storage.getItem('toString')).toBeNull();
    // As who empties it at logout looks through it.
    expect(Object.keys(storage)).toEqual(['draft:1', 'draft:2']);
    expect(storage.key(1)).toBe('draft:2');
    storage.removeItem('draft:1');
    storage.clear();
    expect(Object.keys(storage)).toEqual([]);
  });
});
