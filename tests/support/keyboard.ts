// A person with a keyboard and nothing else: every key is followed by a look at where the focus is, and whether it can be seen.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

interface Focus {
  /** What a screen reader calls it; empty when nothing has the focus. */
  readonly name: string;
  readonly tag: string;
  /** Something that is not there to be worked with, such as a heading, needs no ring. */
  readonly isSeen: boolean;
}

export const focusOf = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body)
      return { name: '', tag: 'body', isSeen: false };
    const labels = 'labels' in element && element.labels instanceof NodeList ? [...element.labels] : [];
    const name =
      element.getAttribute('aria-label') ??
      (labels.map((label) => label.textContent).join(' ') ||
        element.getAttribute('placeholder') ||
        element.textContent);
    /** The ring is the element's own, or that of what stands for it. */
    const hasRing = (box: Element): boolean => {
      const { outlineStyle, outlineWidth } = getComputedStyle(box);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
    };
    const { x, y, width, height } = element.getBoundingClientRect();
    const isOnScreen = x + width > 0 && y + height > 0 && x < innerWidth && y < innerHeight;
    const around = [element, element.parentElement, element.parentElement?.parentElement];
    return {
      name: name?.trim() ?? '',
      tag: element.tagName.toLowerCase(),
      isSeen: element.tabIndex < 0 || (isOnScreen && around.some((box) => box && hasRing(box))),
    };
  });

/** Fails when nothing has the focus, or it cannot be seen; not while one thing takes the place of another. */
const expectFocus = (page: Page): Promise<void> =>
  expect.poll(() => focusOf(page)).toMatchObject({ isSeen: true });

export const press = async (page: Page, key: string): Promise<void> => {
  await page.keyboard.press(key);
  await expectFocus(page);
};

export const type = (page: Page, text: string): Promise<void> => page.keyboard.type(text);

/** Goes on with Tab, or another key, to what has this name. */
export const moveTo = async (page: Page, name: string, key = 'Tab'): Promise<void> => {
  const met: string[] = [];
  for (let steps = 0; steps < 60; steps++) {
    await page.keyboard.press(key);
    const focus = await focusOf(page);
    // Past the last one is the browser itself.
    if (focus.tag !== 'body') expect(focus).toMatchObject({ isSeen: true });
    if (focus.name === name) return;
    met.push(focus.name);
  }
  throw new Error(`“${name}” is not within reach of ${key}: ${met.join(', ')}`);
};

export const expectFocusOn = (page: Page, name: string): Promise<void> =>
  expect.poll(async () => (await focusOf(page)).name).toBe(name);
