// That the browser's events reach the connection under the right names.
import { afterEach, expect, test, vi } from 'vitest';
import type { Sid } from '../../../shared/model.ts';
import { SPEAKS } from '../../../shared/terms.ts';
import { browserEnvironment } from '../../../web/connection/environment.ts';

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
  return { page, document, urls, environment: browserEnvironment('tab-0001' as Sid) };
};

afterEach(() => void vi.unstubAllGlobals());

test('wakes on network, focus, page shown and tab visible', () => {
  const { page, document, environment } = aPage();
  const wake = vi.fn();
  const stop = environment.onWake(wake);
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
  const { environment, urls } = aPage();
  environment.openSocket();
  expect(urls).toEqual([`wss://portal.example/ws?speaks=${SPEAKS}&account=&tab=tab-0001`]);
});

test('only a 401 says that the session is over', async () => {
  const answers: boolean[] = [];
  for (const status of [200, 401, 500, 0]) answers.push(await aPage(status).environment.isSignedIn());
  expect(answers).toEqual([true, false, true, true]);
});

test('a timer that was called off does not run; without locks work just runs', async () => {
  const { environment } = aPage();
  const run = vi.fn();
  environment.after(1, run)();
  await new Promise<void>((resolve) => environment.after(5, resolve));
  expect(run).not.toHaveBeenCalled();
  await environment.alone('name', async () => run());
  expect(run).toHaveBeenCalledTimes(1);
});
