// Firefox, driven over WebDriver BiDi: the browser that `FIREFOX_PATH` names or a Debian machine has. No npm package has one. Independent of the product.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { vi } from 'vitest';
import { WebSocket } from 'ws';
import { STEP_MS } from './patience.ts';

const screenshotsDir = resolve(import.meta.dirname, '../../.build/screenshots');
const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];
const ENTER = '\uE007';

/** A program that is there, or nothing. */
export const findFirefox = (): string | undefined =>
  [process.env.FIREFOX_PATH, ...PLACES].find((path) => path !== undefined && existsSync(path));

export interface FirefoxPage {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Waits for what is on the screen, in shadow roots too: by what it is and by its name or text. */
  see(selector: string, text: string): Promise<Found>;
  /** Waits until there is no such thing. */
  miss(selector: string, text: string): Promise<void>;
  click(selector: string, text: string): Promise<void>;
  /** Into a field, by its label, key by key; `\n` is Enter. */
  type(label: string, text: string): Promise<void>;
  /** Writes `.build/screenshots/<name>.png` when `SCREENSHOTS` is set. */
  screenshot(name: string): Promise<void>;
  /** Errors of scripts, and what the content security policy refused. */
  complaints(): Promise<readonly string[]>;
}

interface Found {
  readonly sharedId: string;
}

export interface Firefox {
  readonly version: string;
  /** A page of somebody with cookies and storage of their own. */
  open(): Promise<FirefoxPage>;
  stop(): Promise<void>;
}

interface Answer {
  readonly id?: number;
  readonly type: string;
  readonly result?: Record<string, unknown>;
  readonly error?: string;
  readonly message?: string;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
}

export const launchFirefox = async (path: string): Promise<Firefox> => {
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

const createPage = (send: Send, context: string, errors: readonly string[]): FirefoxPage => {
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
  const find = async (selector: string, text: string): Promise<Found | undefined> => {
    const { sharedId } = await call(findInPage, selector, text);
    return sharedId === undefined ? undefined : { sharedId };
  };
  const see: FirefoxPage['see'] = (selector, text) =>
    vi.waitFor(
      async () => {
        const found = await find(selector, text);
        if (!found) throw new Error(`No ${selector} “${text}” is on the screen`);
        return found;
      },
      { timeout: STEP_MS },
    );
  const press = async (element: Found) => {
    await call((one: HTMLElement) => one.scrollIntoView({ block: 'center' }), element);
    const origin = { type: 'element', element };
    const actions = [
      { type: 'pointerMove', x: 0, y: 0, origin },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    await send('input.performActions', { context, actions: [{ type: 'pointer', id: 'mouse', actions }] });
  };
  return {
    goto: async (url) => void (await send('browsingContext.navigate', { context, url, wait: 'complete' })),
    reload: async () => void (await send('browsingContext.reload', { context, wait: 'complete' })),
    see,
    miss: (selector, text) =>
      vi.waitFor(
        async () => {
          if (await find(selector, text)) throw new Error(`${selector} “${text}” is still on the screen`);
        },
        { timeout: STEP_MS },
      ),
    click: async (selector, text) => press(await see(selector, text)),
    type: async (label, text) => {
      await press(await see('input, textarea', label));
      const actions = Array.from(text, (letter) => (letter === '\n' ? ENTER : letter)).flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      await send('input.performActions', { context, actions: [{ type: 'key', id: 'keys', actions }] });
    },
    screenshot: async (name) => {
      if (!process.env.SCREENSHOTS) return;
      const { data } = await send('browsingContext.captureScreenshot', { context });
      await mkdir(screenshotsDir, { recursive: true });
      await writeFile(join(screenshotsDir, `${name}.png`), Buffer.from(String(data), 'base64'));
    },
    complaints: async () => {
      const { value } = await call(() => JSON.stringify(Reflect.get(window, 'refusals') ?? []));
      return [...errors, ...JSON.parse(String(value))];
    },
  };
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

/** Runs in the page. The innermost that is visible, of that kind, and called or saying so. */
const findInPage = (selector: string, text: string): Element | null => {
  const nameOf = (one: Element): string => {
    const labels = 'labels' in one && one.labels instanceof NodeList ? [...one.labels] : [];
    const label = labels.map((label) => label.textContent).join(' ');
    return `${one.getAttribute('aria-label') ?? ''} ${label} ${one.textContent}`;
  };
  const found: Element[] = [];
  const visit = (root: Document | ShadowRoot) => {
    for (const one of root.querySelectorAll('*')) {
      if (one.shadowRoot) visit(one.shadowRoot);
      if (one.matches(selector) && one.checkVisibility() && nameOf(one).includes(text)) found.push(one);
    }
  };
  visit(document);
  return found.find((one) => !found.some((other) => other !== one && one.contains(other))) ?? null;
};
