// That the browser's events reach the connection under the right names.
import { afterEach, expect, test, vi } from 'vitest';
import type { Sid } from '../../../shared/model.ts';
import { browserOutside } from '../../../web/connection/outside.ts';

const aPage = (status = 200) => {
  const document = Object.assign(new EventTarget(), { hidden: false });
  const urls: string[] = [];
  class FakeSocket {
    constructor(url: string) {
      urls.push(url);
    }
  }
  const page = new EventTarget();
  const browser = {
    document,
    addEventListener: page.addEventListener.bind(page),
    location: { origin: 'https://portal.example' },
    navigator: {},
    WebSocket: FakeSocket,
    fetch: async () => {
      if (status === 0) throw new TypeError('Failed to fetch');
      return { status };
    },
  };
  for (const [name, value] of Object.entries(browser)) vi.stubGlobal(name, value);
  return { page, document, urls, outside: browserOutside('tab-0001' as Sid) };
};

afterEach(() => void vi.unstubAllGlobals());

test('wakes on network, focus, page shown and tab visible', () => {
  const { page, document, outside } = aPage();
  const wake = vi.fn();
  const stop = outside.onWake(wake);
  for (const type of ['online', 'offline', 'pageshow', 'focus']) page.dispatchEvent(new Event(type));
  document.dispatchEvent(new Event('visibilitychange'));
  expect(wake.mock.calls).toEqual([[false], [false], [true], [true], [true]]);
  document.hidden = true;
  document.dispatchEvent(new Event('visibilitychange'));
  expect(wake).toHaveBeenCalledTimes(5);
  stop();
  page.dispatchEvent(new Event('online'));
  expect(wake).toHaveBeenCalledTimes(5);
});

test('opens /ws on the page’s own host, naming the tab', () => {
  const { outside, urls } = aPage();
  outside.openSocket();
  expect(urls).toEqual(['wss://portal.example/ws?tab=tab-0001&speaks=2']);
});

test('only a 401 says that the session is over', async () => {
  const answers: boolean[] = [];
  for (const status of [200, 401, 500, 0]) answers.push(await aPage(status).outside.isSignedIn());
  expect(answers).toEqual([true, false, true, true]);
});

test('a timer that was called off does not run; without locks work just runs', async () => {
  const { outside } = aPage();
  const run = vi.fn();
  outside.after(1, run)();
  await new Promise<void>((resolve) => outside.after(5, resolve));
  expect(run).not.toHaveBeenCalled();
  await outside.alone('name', async () => run());
  expect(run).toHaveBeenCalledTimes(1);
});
