// How many moments a page writes out while something happens: every row of a conversation with a time in it does so when it is drawn.
import type { Page } from 'playwright-core';

/** @returns how many were written out since, when called. */
export const countDraws = async (page: Page): Promise<() => Promise<number>> => {
  await page.evaluate(() => {
    const write = Date.prototype.toISOString;
    Object.assign(globalThis, { draws: 0 });
    Date.prototype.toISOString = function (this: Date) {
      Object.assign(globalThis, { draws: Reflect.get(globalThis, 'draws') + 1 });
      return write.call(this);
    };
  });
  return () => page.evaluate(() => Number(Reflect.get(globalThis, 'draws')));
};
