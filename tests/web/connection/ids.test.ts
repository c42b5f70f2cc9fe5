// That a tab keeps its name over a reload and shares it with no other tab.
import { expect, test } from 'vitest';
import { newCid, takeSid } from '../../../web/connection/ids.ts';

const aTab = (storage = new Map<string, string>()) =>
  Object.assign(new EventTarget(), {
    storage,
    sessionStorage: {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => void storage.set(key, value),
      removeItem: (key: string) => void storage.delete(key),
    },
  });

test('a message id has 128 bits in 22 characters', () => {
  const cids = Array.from({ length: 1_000 }, newCid);
  for (const cid of cids) expect(cid).toMatch(/^[\w-]{22}$/);
  expect(new Set(cids).size).toBe(1_000);
});

test('a reload keeps the name', () => {
  const tab = aTab();
  const sid = takeSid(tab);
  expect(sid).toMatch(/^[\w-]{8}$/);
  tab.dispatchEvent(new Event('pagehide'));
  expect(takeSid(aTab(tab.storage))).toBe(sid);
});

test('[S48] a window opened from this one, with a copy of its storage, gets its own name', () => {
  const tab = aTab();
  const sid = takeSid(tab);
  expect(takeSid(aTab(new Map(tab.storage)))).not.toBe(sid);
  // Left and come back to from the page cache.
  tab.dispatchEvent(new Event('pagehide'));
  tab.dispatchEvent(new Event('pageshow'));
  expect(takeSid(aTab(new Map(tab.storage)))).not.toBe(sid);
});

test('forbidden storage still gives a name', () => {
  const tab = aTab();
  tab.sessionStorage.getItem = () => {
    throw new Error('SecurityError');
  };
  expect(takeSid(tab)).toMatch(/^[\w-]{8}$/);
});
