// A browser beside Chromium, as a journey uses it: what is common to all of them. How one is driven is its own file's business. Independent of the product.
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { vi } from 'vitest';
import { STEP_MS } from './patience.ts';

const screenshotsDir = resolve(import.meta.dirname, '../../.build/screenshots');

/** An element of a page, as its driver refers to it. */
export type Found = Readonly<Record<string, unknown>>;

export interface OtherPage {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Waits for what is on the screen, in shadow roots too: by what it is and by its name or text. */
  see(selector: string, text: string): Promise<Found>;
  click(selector: string, text: string): Promise<void>;
  /** Into a field, by its label, key by key; `\n` is Enter. */
  type(label: string, text: string): Promise<void>;
  /** Makes the page as wide and as high as that, in CSS pixels, or as near to it as the browser can be. */
  resize(width: number, height: number): Promise<void>;
  /** What can be scrolled sideways, by its name in HTML and its classes. */
  sideways(): Promise<readonly string[]>;
  /** Writes `.build/screenshots/<name>.png` when `SCREENSHOTS` is set. */
  screenshot(name: string): Promise<void>;
  /** Errors of scripts, and what the content security policy refused. */
  complaints(): Promise<readonly string[]>;
}

export interface OtherBrowser {
  readonly version: string;
  /** Whether it keeps cookies that are `Secure` for http://localhost, as Chromium does; else pages come over TLS. */
  readonly trustsLocalhost: boolean;
  /** A page of somebody with cookies and storage of their own. */
  open(): Promise<OtherPage>;
  stop(): Promise<void>;
}

/** What a journey needs of one page, in the words of its driver. */
export interface PageDriver {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs a function in the page that is whole in its own text. */
  call(fn: (...given: never[]) => unknown, ...given: readonly (string | Found)[]): Promise<unknown>;
  /** The element a function in the page finds. */
  find(fn: typeof findInPage, selector: string, text: string): Promise<Found | undefined>;
  /** What a pointer's place is counted from: the middle of an element. */
  originAt(element: Found): object;
  /** What a hand does, with a pointer or on keys: https://www.w3.org/TR/webdriver2/#actions */
  perform(actions: object): Promise<unknown>;
  resize(width: number, height: number): Promise<void>;
  /** A PNG in base64. */
  capture(): Promise<string>;
  complaints(): Promise<readonly string[]>;
}

/** Of WebDriver, both the classic and the bidirectional one. */
const ENTER = '\uE007';

export const createOtherPage = (driver: PageDriver): OtherPage => {
  const see: OtherPage['see'] = (selector, text) =>
    vi.waitFor(
      async () => {
        const found = await driver.find(findInPage, selector, text);
        if (!found) throw new Error(`No ${selector} “${text}” is on the screen`);
        return found;
      },
      { timeout: STEP_MS },
    );
  const click: OtherPage['click'] = async (selector, text) => {
    const element = await see(selector, text);
    await driver.call((one: HTMLElement) => one.scrollIntoView({ block: 'center' }), element);
    const actions = [
      { type: 'pointerMove', x: 0, y: 0, origin: driver.originAt(element) },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    await driver.perform({ type: 'pointer', id: 'mouse', actions });
  };
  return {
    goto: driver.goto,
    reload: driver.reload,
    see,
    click,
    type: async (label, text) => {
      await click('input, textarea', label);
      const actions = Array.from(text, (letter) => (letter === '\n' ? ENTER : letter)).flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      await driver.perform({ type: 'key', id: 'keys', actions });
    },
    resize: driver.resize,
    sideways: async () => JSON.parse(String(await driver.call(findSideways))),
    screenshot: async (name) => {
      if (!process.env.SCREENSHOTS) return;
      await mkdir(screenshotsDir, { recursive: true });
      await writeFile(join(screenshotsDir, `${name}.png`), Buffer.from(await driver.capture(), 'base64'));
    },
    complaints: driver.complaints,
  };
};

/** Runs in the page. */
const findSideways = (): string => {
  const scrolls = (one: Element) =>
    one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowX);
  const found = [...document.querySelectorAll('*')].filter(
    (one) => one.scrollWidth > one.clientWidth && scrolls(one),
  );
  return JSON.stringify(found.map(({ localName, className }) => `${localName} ${className}`));
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
