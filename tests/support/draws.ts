// How many moments a page writes out: every row of a conversation with a time in it does so when it is drawn.
import type { Page } from 'playwright-core';

/** For a page to run before anything of its own: counts from its very beginning. */
export const COUNT_DRAWS = `{
  const write = Date.prototype.toISOString;
  globalThis.draws = 0;
  Date.prototype.toISOString = function () {
    globalThis.draws++;
    return write.call(this);
  };
}`;

export const readDraws = (page: Page): Promise<number> =>
  page.evaluate(() => Number(Reflect.get(globalThis, 'draws')));

/** @returns how many were written out since, when called. */
export const countDraws = async (page: Page): Promise<() => Promise<number>> => {
  await page.evaluate(COUNT_DRAWS);
  return () => readDraws(page);
};
