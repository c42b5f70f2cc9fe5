// Firefox, driven over WebDriver BiDi: the browser that `FIREFOX_PATH` names or a Debian machine has. No npm package has one. Independent of the product.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { createOtherPage, type Found, type OtherBrowser, type OtherPage } from './other-browser.ts';

const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

/** A program that is there, or nothing. */
export const findFirefox = (): string | undefined =>
  [process.env.FIREFOX_PATH, ...PLACES].find((path) => path !== undefined && existsSync(path));

interface Answer {
  readonly id?: number;
  readonly type: string;
  readonly result?: Record<string, unknown>;
  readonly error?: string;
  readonly message?: string;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
}

export const launchFirefox = async (path: string): Promise<OtherBrowser> => {
  const profile = await mkdtemp(join(tmpdir(), 'firefox-'));
  const program = spawn(
    path,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, MOZ_HEADLESS_WIDTH: '1280', MOZ_HEADLESS_HEIGHT: '800' },
    },
  );
  const said = createInterface({ input: program.stderr });
  const address = await new Promise<string>((found, fail) => {
    said.on('line', (line) => {
      const [, url] = /WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? [];
      if (url) found(url);
    });
    program.once('exit', () => fail(new Error('Firefox ended before it could be driven')));
  });
  const socket = new WebSocket(`${address}/session`);
  await once(socket, 'open');
  const waiting = new Map<number, (answer: Answer) => void>();
  const errorsByContext = new Map<string, string[]>();
  socket.on('message', (data) => {
    const answer: Answer = JSON.parse(String(data));
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
    else if (answer.method === 'log.entryAdded') noteEntry(answer.params ?? {}, errorsByContext);
  });
  let asked = 0;
  const send = async (method: string, params: object = {}): Promise<Record<string, unknown>> => {
    const id = ++asked;
    const answered = new Promise<Answer>((answer) => waiting.set(id, answer));
    socket.send(JSON.stringify({ id, method, params }));
    const { result, error, message } = await answered;
    waiting.delete(id);
    if (error) throw new Error(`${method}: ${error} ${message}`);
    return result ?? {};
  };
  const { capabilities } = await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded'] });
  await send('script.addPreloadScript', { functionDeclaration: String(noteRefusals) });
  return {
    version: String((capabilities as Record<string, unknown>).browserVersion),
    trustsLocalhost: true,
    open: async () => {
      const { userContext } = await send('browser.createUserContext');
      // A page in a tab behind another one is not looked at, and waits until it is.
      const { context } = await send('browsingContext.create', { type: 'window', userContext });
      const errors: string[] = [];
      errorsByContext.set(String(context), errors);
      await send('browsingContext.setViewport', { context, viewport: { width: 1280, height: 800 } });
      return createPage(send, String(context), errors);
    },
    stop: async () => {
      const ended = once(program, 'exit');
      await send('browser.close').catch(() => program.kill());
      await ended;
      socket.terminate();
      await rm(profile, { recursive: true, force: true });
    },
  };
};

type Send = (method: string, params?: object) => Promise<Record<string, unknown>>;

const createPage = (send: Send, context: string, errors: readonly string[]): OtherPage => {
  const call = async (fn: (...given: never[]) => unknown, ...given: readonly (string | Found)[]) => {
    const answer = await send('script.callFunction', {
      functionDeclaration: String(fn),
      arguments: given.map((one) => (typeof one === 'string' ? { type: 'string', value: one } : one)),
      target: { context },
      awaitPromise: true,
    });
    if (answer.type !== 'success') throw new Error(JSON.stringify(answer.exceptionDetails));
    return answer.result as { readonly sharedId?: string; readonly value?: unknown };
  };
  return createOtherPage({
    goto: async (url) => void (await send('browsingContext.navigate', { context, url, wait: 'complete' })),
    reload: async () => void (await send('browsingContext.reload', { context, wait: 'complete' })),
    call: async (fn, ...given) => (await call(fn, ...given)).value,
    find: async (fn, selector, text) => {
      const { sharedId } = await call(fn, selector, text);
      return sharedId === undefined ? undefined : { sharedId };
    },
    originAt: (element) => ({ type: 'element', element }),
    perform: (actions) => send('input.performActions', { context, actions: [actions] }),
    resize: async (width, height) =>
      void (await send('browsingContext.setViewport', { context, viewport: { width, height } })),
    capture: async () => String((await send('browsingContext.captureScreenshot', { context })).data),
    complaints: async () => {
      const { value } = await call(() => JSON.stringify(Reflect.get(window, 'refusals') ?? []));
      return [...errors, ...JSON.parse(String(value))];
    },
  });
};

const noteEntry = (
  { type, level, text, source }: Record<string, unknown>,
  errorsByContext: ReadonlyMap<string, string[]>,
) => {
  const { context } = source as { readonly context?: string };
  if (type === 'javascript' && level === 'error' && context) errorsByContext.get(context)?.push(String(text));
};

/** Runs in the page, before its scripts: what the security policy refuses is an event there, and in no log that can be heard. */
const noteRefusals = () => {
  const refusals: string[] = [];
  Reflect.set(window, 'refusals', refusals);
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    refusals.push(`${violatedDirective} ${blockedURI}`);
  });
};
