// A chat of 2,000 messages in the portal: what of it is drawn, and that all of it is there to be heard and printed.
import { expect, test } from 'vitest';
import { COUNT_DRAWS, countDraws, readDraws } from '../../support/draws.ts';
import { countChanges, hearNumbers, printNumbers } from '../../support/long-log.ts';
import { partsOf, useRig } from './support/rig.ts';

const { helpdesk: today, newPerson, openPage } = useRig();

const ENTRIES = 2_000;
/** What the server gives at once. */
const PAGE = 100;
/** What a message and what it moves may draw or change, however long the chat is. */
const FEW = 15;

test('a chat of 2,000 messages is read page by page and each row is drawn once; a message that comes changes only the end; all of it is heard and printed', async () => {
  const helpdesk = today();
  await helpdesk.begin();
  await helpdesk.talkOn(ENTRIES);
  const person = await newPerson();
  await person.addInitScript(COUNT_DRAWS);
  const page = await openPage(person, '/chat');
  const { log } = partsOf(page);
  await log.getByText(`Bericht ${ENTRIES - 1}:`).waitFor();
  // With each page the message that was the last own one is so no more.
  expect(await readDraws(page)).toBeLessThan(ENTRIES + ENTRIES / PAGE + FEW);
  expect(helpdesk.asked('chat.sync').length).toBeLessThanOrEqual(ENTRIES / PAGE + 1);

  const [draws, changes] = [await countDraws(page), await countChanges(log)];
  await helpdesk.say('Anna', 'nog een regel');
  await log.getByText('nog een regel').waitFor();
  expect(await draws()).toBeLessThan(FEW);
  expect(await changes()).toBeLessThan(FEW);

  const all = Array.from({ length: ENTRIES - 2 }, (_, at) => at + 2);
  expect(await hearNumbers(page)).toEqual(all);
  expect(await printNumbers(page)).toEqual(all);
});
