// The way out: nothing anybody wrote stays behind, and nobody stays on a page they logged out of.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTabStorage, NOTES } from '../../../web/console/state/tab-storage.ts';
import { logOut } from '../../../web/ui/session.ts';
import { aStorage } from '../connection/support/storage.ts';

const assign = vi.fn();
beforeEach(() => {
  assign.mockReset();
  vi.stubGlobal('location', { assign });
  vi.stubGlobal('fetch', async () => Response.json({ ok: {} }));
});
afterEach(() => vi.unstubAllGlobals());

test('leaves what somebody chose, and nothing of what was typed', async () => {
  const [browser, tab] = [aStorage(), aStorage()];
  vi.stubGlobal('localStorage', browser);
  vi.stubGlobal('sessionStorage', tab);
  browser.setItem('language', 'en');
  for (const key of ['draft:jan:new', 'outbox-1/jan/x/']) browser.setItem(key, 'typed');
  for (const key of ['draft:jan:new', 'chat:jan', 'sid']) tab.setItem(key, 'typed');
  createTabStorage(tab, 'anna').saveTicket(12, { rev: 3, fields: { remarks: 'geheim' } });
  await logOut(NOTES);
  expect(Object.keys(browser)).toEqual(['language']);
  expect(Object.keys(tab)).toEqual(['sid']);
  expect(assign).toHaveBeenCalledWith('/login');
});

test.each(['refused', 'null'])('always leaves the page: storage %s', async (how) => {
  const refused = {
    get: () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    },
  };
  for (const name of ['localStorage', 'sessionStorage'])
    if (how === 'null') vi.stubGlobal(name, null);
    else Object.defineProperty(globalThis, name, { ...refused, configurable: true });
  await logOut(NOTES);
  expect(assign).toHaveBeenCalledWith('/login');
});

test('stays where the server did not answer', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  expect(await logOut()).toEqual({ lost: true });
  expect(assign).not.toHaveBeenCalled();
});
