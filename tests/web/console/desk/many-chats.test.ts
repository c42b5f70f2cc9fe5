// A desk with a thousand chats: what an agent's page draws of them, and how the rest is reached.
import { expect, test } from 'vitest';
import { countChanges } from '../../../support/long-log.ts';
import type { Helpdesk } from '../support/helpdesk.ts';
import { block, consoleInBrowser } from '../support/in-browser.ts';

let helpdesk: Helpdesk;
const { open } = consoleInBrowser((today) => {
  helpdesk = today;
});

const CHATS = 1_000;
const BLOCKS = 50;

test('[S54] of a thousand chats those on top and the own ones are drawn, the others when they are asked for, and what changes out of sight changes the figures alone', async () => {
  await helpdesk.onDuty();
  // The oldest of all and answered, and so the last in the list.
  const says = [
    ['klant', 'Kan dat?'],
    ['Anna', 'Dat kan.'],
  ] as const;
  await helpdesk.mine('Jan', { ago: 3_600_000, says });
  await helpdesk.fillOpen(CHATS);
  let frames = 0;
  const page = await open('/');
  page.on('websocket', (socket) => {
    frames = 0;
    socket.on('framereceived', () => frames++);
  });
  await page.reload();
  await page.locator('#list', { hasText: String(CHATS + 1) }).waitFor();
  const blocks = page.locator('.block');
  await expect.poll(() => blocks.count()).toBe(BLOCKS + 1);
  await block(page, 'Jan').getByRole('button', { name: 'Naar venster' }).waitFor();
  expect(frames).toBeLessThan(30);
  expect(await page.locator('*').count()).toBeLessThan(BLOCKS * 60);

  const changes = await countChanges(page.locator('.chat-list__blocks'));
  await helpdesk.come('Laat', { agents: ['Bram'], ago: 7_200_000 });
  await page.locator('#list', { hasText: String(CHATS + 2) }).waitFor();
  expect(await changes()).toBeLessThan(BLOCKS);

  await page.getByRole('button', { name: `Meer tonen (nog ${CHATS + 1 - BLOCKS})` }).click();
  await expect.poll(() => blocks.count()).toBe(2 * BLOCKS + 1);
  await page.getByRole('button', { name: `Meer tonen (nog ${CHATS + 1 - 2 * BLOCKS})` }).waitFor();
});
