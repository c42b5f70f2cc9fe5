// A reader who scrolls through something that follows its newest line.
import type { Locator } from 'playwright-core';

/** Where it is scrolled to, in pixels, by the time that the page has been told. */
export const topOf = (box: Locator): Promise<number> =>
  box.evaluate(async (element) => {
    for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
    return element.scrollTop;
  });

/** As by hand: the page has been told when it resolves. */
export const scrollTo = async (box: Locator, top: number): Promise<void> => {
  await box.evaluate((element, top) => element.scrollTo(0, top), top);
  await topOf(box);
};

/** How far below what is seen the end is, in pixels. */
export const gapOf = (box: Locator): Promise<number> =>
  box.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);

/** Scrolls there right after the page itself next scrolls to a far end, and before it is told that it did. */
export const scrollToOnceFollowed = (box: Locator, top: number): Promise<void> =>
  box.evaluate((element, top) => {
    const { set } = Object.getOwnPropertyDescriptor(Element.prototype, 'scrollTop') ?? {};
    Object.defineProperty(element, 'scrollTop', {
      configurable: true,
      get: () => Reflect.get(Element.prototype, 'scrollTop', element),
      set: (end: number) => {
        set?.call(element, end);
        if (element.scrollHeight < element.clientHeight + 200) return;
        Reflect.deleteProperty(element, 'scrollTop');
        queueMicrotask(() => element.scrollTo(0, top));
      },
    });
  }, top);
