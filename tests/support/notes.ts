// The notes that a page sounds: they need no loudspeaker to be counted.
import type { BrowserContext, Page } from 'playwright-core';

/** Runs in the page, and counts in its `document.documentElement.dataset`. */
const listen = () => {
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (when) {
    const { dataset } = document.documentElement;
    dataset.notes = String(Number(dataset.notes ?? 0) + 1);
    return start.call(this, when);
  };
};

/** On every page that is opened from now on. */
export const countNotes = (context: BrowserContext): Promise<unknown> => context.addInitScript(listen);

/** On a page that is there already. */
export const countNotesFromNow = (page: Page): Promise<void> => page.evaluate(listen);

export const notesOf = async (page: Page): Promise<number> =>
  Number(await page.locator('html').getAttribute('data-notes'));
