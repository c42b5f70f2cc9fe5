// Where the chat is shown, with locks as the Web Locks API has them: one window takes them from all pages, and gives them back however it goes.
import { expect, test, vi } from 'vitest';
import { createPlacement } from '../../../web/widget/browser/placement.ts';

/** A page that holds or waits for a lock of the name. */
interface Asked {
  readonly page: number;
  readonly mode: LockMode;
  readonly grant: (lock: Lock | null) => unknown;
  readonly lose: (why: Error) => void;
}

/** One browser: several pages, one set of locks. */
const aBrowser = () => {
  let held: Asked[] = [];
  let waiting: Asked[] = [];
  let pages = 0;

  const hold = (asked: Asked, settle: (value: unknown) => void) => {
    held.push(asked);
    void Promise.resolve(asked.grant({ name: 'chat', mode: asked.mode })).then((value) => {
      held = held.filter((one) => one !== asked);
      settle(value);
      serve();
    });
  };
  const settles = new Map<Asked, (value: unknown) => void>();
  const isFree = (mode: LockMode) =>
    mode === 'shared' ? held.every((one) => one.mode === 'shared') : held.length === 0;
  const serve = () => {
    for (const asked of [...waiting]) {
      if (!isFree(asked.mode)) return;
      waiting = waiting.filter((one) => one !== asked);
      hold(asked, settles.get(asked) ?? (() => {}));
    }
  };
  const locksOf = (page: number) => ({
    request: (_name: string, options: LockOptions, grant: Asked['grant']) =>
      new Promise((resolve, reject) => {
        const asked: Asked = { page, mode: options.mode ?? 'exclusive', grant, lose: reject };
        queueMicrotask(() => {
          if (options.steal) {
            for (const one of held) one.lose(new DOMException('stolen', 'AbortError'));
            held = [];
            hold(asked, resolve);
          } else if (isFree(asked.mode) && waiting.length === 0) hold(asked, resolve);
          else if (options.ifAvailable) void Promise.resolve(grant(null)).then(resolve);
          else {
            settles.set(asked, resolve);
            waiting.push(asked);
          }
        });
      }),
  });

  const open = (pathname = '/') => {
    const page = ++pages;
    const window = { location: { pathname }, open: vi.fn(() => null), close: vi.fn() };
    const locks = locksOf(page) as Pick<LockManager, 'request'>;
    const place = createPlacement({ locks, name: 'chat', window });
    /** The browser's cross, a crash: whatever a page held or waited for is gone. */
    const vanish = () => {
      held = held.filter((one) => one.page !== page);
      waiting = waiting.filter((one) => one.page !== page);
      serve();
    };
    return { place, window, vanish };
  };
  return { open };
};

const settled = () => new Promise((resolve) => setTimeout(resolve));
const away = (...pages: { place: { isElsewhere: { value: boolean | undefined } } }[]) =>
  pages.map(({ place }) => place.isElsewhere.value);

test('[S46] by default every page shows the chat, as soon as the browser said that no window has it', async () => {
  const { open } = aBrowser();
  const pages = [open(), open()];
  expect(away(...pages)).toEqual([undefined, undefined]);
  await settled();
  expect(away(...pages)).toEqual([false, false]);
});

test('[S48] [S50] a window takes it from all pages, also from one opened later; when it goes, all have it', async () => {
  const { open } = aBrowser();
  const first = open();
  await settled();
  const window = open('/chat');
  await settled();
  const later = open();
  await settled();
  expect(window.place.isOwnWindow).toBe(true);
  expect(away(first, later, window)).toEqual([true, true, false]);
  window.vanish();
  await settled();
  expect(away(first, later)).toEqual([false, false]);
  const again = open('/chat');
  await settled();
  expect(away(first, later, again)).toEqual([true, true, false]);
});

test('[S50] "terughalen" closes the window and gives all pages the chat', async () => {
  const { open } = aBrowser();
  const pages = [open(), open()];
  await settled();
  const window = open('/chat');
  await settled();
  pages[0]?.place.bringBack();
  await settled();
  expect(window.window.close).toHaveBeenCalledTimes(1);
  window.vanish();
  await settled();
  expect(away(...pages)).toEqual([false, false]);
});

test('of two windows the newer one has the chat, and the older one closes', async () => {
  const { open } = aBrowser();
  const older = open('/chat');
  await settled();
  const newer = open('/chat');
  await settled();
  expect(older.window.close).toHaveBeenCalledTimes(1);
  expect(away(older, newer)).toEqual([true, false]);
});

test('a page whose chat was closed gives its part of the lock back', async () => {
  const { open } = aBrowser();
  const page = open();
  await settled();
  page.place.close();
  const window = open('/chat');
  await settled();
  expect(away(window)).toEqual([false]);
});

test('[S49] a browser that opens no window is told', () => {
  const { place, window } = aBrowser().open();
  expect(place.isBlocked.value).toBe(false);
  place.popOut();
  expect(window.open).toHaveBeenCalledWith('/chat', 'chat', expect.stringContaining('popup'));
  expect(place.isBlocked.value).toBe(true);
});

test('without locks every page shows the chat', () => {
  const window = { location: { pathname: '/' }, open: () => null, close: () => {} };
  const { isElsewhere } = createPlacement({ locks: undefined, name: 'chat', window });
  expect(isElsewhere.value).toBe(false);
});

test('in a browser that refuses this site its locks, too', async () => {
  const window = { location: { pathname: '/' }, open: () => null, close: () => {} };
  const request = vi.fn(() => Promise.reject(new DOMException('no', 'SecurityError')));
  const { isElsewhere } = createPlacement({ locks: { request }, name: 'chat', window });
  await settled();
  expect(isElsewhere.value).toBe(false);
  expect(request).toHaveBeenCalledTimes(1);
});
