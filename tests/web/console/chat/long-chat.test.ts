// A long chat on an agent's screen: what of it is drawn, and that all of it is there to be heard and printed.
import { expect, test } from 'vitest';
import { COUNT_DRAWS, countDraws, readDraws } from '../../../support/draws.ts';
import { countChanges, hearNumbers, printNumbers } from '../../../support/long-log.ts';
import type { Helpdesk } from '../support/helpdesk.ts';
import { chatWindow, consoleInBrowser } from '../support/in-browser.ts';

let helpdesk: Helpdesk;
const { open } = consoleInBrowser((today) => {
  helpdesk = today;
});

const ENTRIES = 500;
/** What the server gives at once. */
const PAGE = 100;
/** What a message and what it moves may draw or change, however long the chat is. */
const FEW = 15;

test('a long chat is read page by page and each row is drawn once, or twice where its menu came later; a message that comes changes only the end; all of it is heard and printed', async () => {
  await helpdesk.onDuty();
  await helpdesk.mine('Jan');
  await helpdesk.talkOn('Jan', ENTRIES);
  const page = await open('/', { script: COUNT_DRAWS });
  const log = chatWindow(page, 'Jan').getByRole('log');
  await log.getByText(`Bericht ${ENTRIES - 1}:`).waitFor();
  // What can be done with a message comes once a window is there: rows that were there before are drawn again with it.
  expect(await readDraws(page)).toBeLessThan(2 * ENTRIES + FEW);
  expect(helpdesk.asked('chat.sync').length).toBeLessThanOrEqual(ENTRIES / PAGE + 1);

  // With what begins to be new there comes a line that says so.
  await helpdesk.say('Jan', 'een regel');
  await log.getByText('een regel').waitFor();
  const [draws, changes] = [await countDraws(page), await countChanges(log)];
  await helpdesk.say('Jan', 'nog een regel');
  await log.getByText('nog een regel').waitFor();
  expect(await draws()).toBeLessThan(FEW);
  expect(await changes()).toBeLessThan(FEW);

  const all = Array.from({ length: ENTRIES - 5 }, (_, at) => at + 5);
  expect(await hearNumbers(page)).toEqual(all);
  expect(await printNumbers(page)).toEqual(all);
});
