// WebKit, driven over classic WebDriver: MiniBrowser of WebKitGTK on a screen that nobody sees, as a Debian machine has them. No npm package has one. Independent of the product.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { createServer } from 'node:net';
import { vi } from 'vitest';
import { createOtherPage, type Found, type OtherBrowser, type OtherPage } from './other-browser.ts';
import { STEP_MS } from './patience.ts';

const DRIVER = '/usr/bin/WebKitWebDriver';
const SCREEN = '/usr/bin/Xvfb';

/** The browser, where its driver and a screen are there too; or nothing. */
export const findWebKit = (): string | undefined =>
  existsSync(DRIVER) && existsSync(SCREEN)
    ? globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser').find((path) => existsSync(path))
    : undefined;

export const launchWebKit = async (path: string): Promise<OtherBrowser> => {
  const screen = spawn(SCREEN, ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [display] = await once(screen.stdio[3] as NonNullable<(typeof screen.stdio)[3]>, 'data');
  const sessions: Session[] = [];
  const start = async () => {
    const session = await startSession(path, `:${String(display).trim()}`);
    sessions.push(session);
    return session;
  };
  // Who a driver drives has cookies of their own; it drives one at a time.
  let unused: Session | undefined = await start();
  return {
    version: unused.version,
    trustsLocalhost: false,
    open: async () => {
      const session = unused ?? (await start());
      unused = undefined;
      return createPage(session);
    },
    stop: async () => {
      await Promise.all(sessions.map((session) => session.stop()));
      await end(screen);
    },
  };
};

type Send = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>;

interface Session {
  readonly version: string;
  readonly send: Send;
  stop(): Promise<void>;
}

const startSession = async (binary: string, display: string): Promise<Session> => {
  const port = await freePort();
  const driver = spawn(DRIVER, [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display },
  });
  const ask: Send = async (method, path, body = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(method === 'POST' && { body: JSON.stringify(body) }),
    });
    const { value } = (await answer.json()) as { readonly value: unknown };
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  };
  await vi.waitFor(() => ask('GET', '/status'), { timeout: STEP_MS });
  const { sessionId, capabilities } = (await ask('POST', '/session', {
    capabilities: {
      alwaysMatch: {
        acceptInsecureCerts: true,
        'webkitgtk:browserOptions': { binary, args: ['--automation'] },
      },
    },
  })) as { readonly sessionId: string; readonly capabilities: Readonly<Record<string, unknown>> };
  return {
    version: String(capabilities.browserVersion),
    send: (method, path, body) => ask(method, `/session/${sessionId}${path}`, body),
    stop: async () => {
      // A driver that ended has no session to end.
      await ask('DELETE', `/session/${sessionId}`).catch(() => undefined);
      await end(driver);
    },
  };
};

const createPage = async ({ send }: Session): Promise<OtherPage> => {
  const complaints: string[] = [];
  const run = async (fn: (...given: never[]) => unknown, given: readonly (string | Found)[]) => {
    const script = `return [(${fn})(...arguments), (${takeComplaints})()]`;
    const [result, said] = (await send('POST', '/execute/sync', { script, args: given })) as [
      unknown,
      readonly string[],
    ];
    complaints.push(...said);
    return result;
  };
  const resize = async (width: number, height: number) => {
    // The window has a bar of its own above the page, which is measured on a page that is so wide.
    await send('POST', '/window/rect', { width, height });
    const bar = height - Number(await run(() => window.innerHeight, []));
    await send('POST', '/window/rect', { width, height: height + bar });
    await send('POST', '/execute/async', { script: `(${afterPainting})(...arguments)`, args: [] });
  };
  await resize(1280, 800);
  return createOtherPage({
    goto: async (url) => void (await send('POST', '/url', { url })),
    reload: async () => void (await send('POST', '/refresh')),
    call: (fn, ...given) => run(fn, given),
    find: async (fn, selector, text) => {
      const found = await run(fn, [selector, text]);
      return found === null ? undefined : (found as Found);
    },
    originAt: (element) => element,
    perform: (actions) => send('POST', '/actions', { actions: [actions] }),
    resize,
    capture: async () => String(await send('GET', '/screenshot')),
    complaints: async () => {
      await run(() => null, []);
      return complaints;
    },
  });
};

/** Runs in the page, at every step: nothing can run before its own scripts, so what they met until the first one is not heard. */
const takeComplaints = (): string[] => {
  const known: unknown = Reflect.get(window, 'complaints');
  if (Array.isArray(known)) return known.splice(0);
  const complaints: string[] = [];
  Reflect.set(window, 'complaints', complaints);
  window.addEventListener('error', ({ message }) => complaints.push(message));
  window.addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason)));
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    complaints.push(`${violatedDirective} ${blockedURI}`),
  );
  return [];
};

/** Runs in the page: what changed by then is on the screen. */
const afterPainting = (done: () => void) => requestAnimationFrame(() => requestAnimationFrame(done));

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
};

const end = async (program: ChildProcess): Promise<void> => {
  if (program.exitCode !== null) return;
  const ended = once(program, 'exit');
  program.kill();
  await ended;
};
