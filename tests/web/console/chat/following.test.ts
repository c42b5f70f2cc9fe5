// How the log of a chat keeps to its newest line on an agent's screen, and leaves a reader in peace.
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { countDraws } from '../../../support/draws.ts';
import { gapOf, scrollTo, scrollToOnceFollowed, topOf } from '../../../support/scrolling.ts';
import type { Helpdesk } from '../support/helpdesk.ts';
import { chatWindow, consoleInBrowser, reply } from '../support/in-browser.ts';

let helpdesk: Helpdesk;
const { open } = consoleInBrowser((today) => {
  helpdesk = today;
});

const LONG = 'een lange regel\n'.repeat(60);
/** A chat of one's own with a long message, and the box that scrolls through it. */
const openLong = async (): Promise<{ page: Page; box: Locator; toLatest: Locator }> => {
  await helpdesk.onDuty();
  await helpdesk.mine('Jan');
  const page = await open('/');
  const box = chatWindow(page, 'Jan').locator('.chat-log__view');
  await box.getByText('Om welk factuurnummer gaat het?').waitFor();
  await helpdesk.say('Jan', LONG);
  await box.getByText('een lange regel').waitFor();
  return { page, box, toLatest: page.getByRole('button', { name: 'Naar het nieuwste bericht' }) };
};
const hear = async (box: Locator, text: string) => {
  await helpdesk.say('Jan', text);
  await box.getByText(text).waitFor();
};
const expectAtEnd = (box: Locator) => expect.poll(() => gapOf(box)).toBeLessThan(2);

/** Pixels from the top: not so near that earlier chats are asked for. */
const AWAY = 250;

test('the newest line stays in sight while messages come, the reply grows and is sent, and the screen turns', async () => {
  const { page, box, toLatest } = await openLong();
  await expectAtEnd(box);
  await hear(box, 'nog een regel');
  await expectAtEnd(box);
  await reply(page, 'Jan').fill('een\ntwee\ndrie\nvier\nvijf');
  await expectAtEnd(box);
  await reply(page, 'Jan').press('Enter');
  await box.getByText('vijf').waitFor();
  await expectAtEnd(box);
  for (const width of [1000, 1440]) {
    await page.setViewportSize({ width, height: 600 });
    await expectAtEnd(box);
  }
  expect(await toLatest.count()).toBe(0);
});

test('the newest line stays in sight when a line goes in the moment that the log gets less room', async () => {
  const { box, toLatest } = await openLong();
  await hear(box, 'nog een regel');
  await expectAtEnd(box);
  await box.evaluate(({ firstElementChild: lines, parentElement: log }) => {
    if (!(lines instanceof HTMLElement && log)) throw new Error('This is not the log.');
    lines.style.marginBlockEnd = '-60px';
    log.style.paddingBlockEnd = '100px';
  });
  await topOf(box);
  await expectAtEnd(box);
  expect(await toLatest.count()).toBe(0);
  await hear(box, 'en nog een');
  await expectAtEnd(box);
});

test('who scrolled up stays there, and goes on following by the button', async () => {
  const { box, toLatest } = await openLong();
  await expectAtEnd(box);
  await scrollTo(box, AWAY);
  await hear(box, 'nog een regel');
  expect(await topOf(box)).toBe(AWAY);
  await toLatest.click();
  await expectAtEnd(box);
  await hear(box, 'en nog een');
  await expectAtEnd(box);
});

test('who is back at the end in one leap follows again', async () => {
  const { box, toLatest } = await openLong();
  await expectAtEnd(box);
  await scrollTo(box, AWAY);
  await hear(box, 'nog een regel');
  await scrollTo(box, 100_000);
  await toLatest.waitFor({ state: 'detached' });
  await hear(box, 'en nog een');
  await expectAtEnd(box);
});

test('who scrolls up in the moment that a message comes stays there too', async () => {
  const { box, toLatest } = await openLong();
  await expectAtEnd(box);
  await scrollToOnceFollowed(box, AWAY);
  await helpdesk.say('Jan', LONG);
  await toLatest.waitFor();
  await hear(box, 'nog een regel');
  expect(await topOf(box)).toBe(AWAY);
});

test('a message that comes is drawn, and the rows above it are not drawn again', async () => {
  const { page, box } = await openLong();
  for (let number = 1; number <= 30; number++) await helpdesk.say('Jan', `regel ${number}`);
  await box.getByText('regel 30').waitFor();
  const draws = await countDraws(page);
  await hear(box, 'nog een regel');
  const drawn = await draws();
  expect(drawn).toBeGreaterThan(0);
  expect(drawn).toBeLessThan(5);
});
