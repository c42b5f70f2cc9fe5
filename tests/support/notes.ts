// The notes that a page sounds and the notifications it shows: they need no loudspeaker to be counted, and no desktop to be seen.
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

/** As browsers are that let a page make no sound before the first click in it; the one of the tests is not as strict. */
export const beSilentUntilUsed = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    let isClicked = false;
    addEventListener('pointerdown', () => {
      isClicked = true;
    });
    globalThis.AudioContext = class extends AudioContext {
      override get state() {
        return isClicked ? super.state : 'suspended';
      }
      override resume() {
        return isClicked ? super.resume() : new Promise<void>(() => {});
      }
    };
  });

/** As a browser that blocks notifications, until its user allows them. */
export const blockNotifications = async (page: Page) => {
  await page.evaluate(() => {
    const shown = new Set<string>();
    class Fake {
      static permission = 'denied';
      static requestPermission = async () => Fake.permission;
      readonly text: string;
      onclick: (() => void) | undefined;
      constructor(title: string, { body }: { body: string }) {
        this.text = `${title}: ${body}`;
        shown.add(this.text);
      }
      close() {
        shown.delete(this.text);
      }
    }
    Reflect.set(globalThis, 'Notification', Fake);
    Reflect.set(globalThis, 'shown', shown);
  });
  return {
    /** Those that are to be seen now. */
    shown: () => page.evaluate((): string[] => [...Reflect.get(globalThis, 'shown')]),
    allow: () =>
      page.evaluate(() => void Reflect.set(Reflect.get(globalThis, 'Notification'), 'permission', 'granted')),
  };
};
