// Taking a message back in the chat window, in a real browser with the real helpdesk behind it.
import { describe, expect, test } from 'vitest';
import { screenshot } from '../../support/browser.ts';
import { partsOf, say, startChat, useRig } from './support/rig.ts';

const rig = useRig();
const { newPerson, openPage } = rig;

describe('an own message', () => {
  test('is taken back in two steps, with the keyboard, and says so in its place [S138]', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await say(parts, 'Mijn pincode is 4711');
    await parts.log.getByText('4711').waitFor();
    const button = parts.log.getByRole('button', { name: 'Bericht intrekken' });
    await button.focus();
    await screenshot(page, 'chat-take-back');
    await page.keyboard.press('Enter');
    await screenshot(page, 'chat-take-back-sure');
    await page.keyboard.press('Enter');
    await parts.log.getByText('Bericht ingetrokken').waitFor();
    expect(await parts.log.textContent()).not.toContain('4711');
    expect(rig.helpdesk().asked('chat.redact')).toMatchObject([{ seq: 2 }]);
    expect(await parts.log.getByRole('button', { name: 'Bericht intrekken' }).count()).toBe(0);
    await page.reload();
    await parts.log.getByText('Bericht ingetrokken').waitFor();
    expect(await page.content()).not.toContain('4711');
    await screenshot(page, 'chat-taken-back');
  });

  test('stays when the second step is not taken [S138]', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await say(parts, 'Toch maar wel');
    await parts.log.getByRole('button', { name: 'Bericht intrekken' }).click();
    await parts.box.click();
    await parts.log.getByRole('button', { name: 'Bericht intrekken' }).waitFor();
    expect(rig.helpdesk().asked('chat.redact')).toEqual([]);
    expect(await parts.log.textContent()).toContain('Toch maar wel');
  });

  test('that the helpdesk removed is gone from the page, and its words from the tab [S138]', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await rig.helpdesk().say('Anna', 'Van een andere klant');
    await parts.log.getByText('Van een andere klant').waitFor();
    await parts.small.click();
    await rig.helpdesk().say('Anna', 'Nog iets van een andere klant');
    await page.getByText('Nog iets van een andere klant').waitFor();
    await rig.helpdesk().takeBack('Anna', 'Nog iets van een andere klant');
    await page.getByText('Nog iets van een andere klant').waitFor({ state: 'detached' });
  });

  test('can be touched on a phone, in the dark [S138]', async () => {
    const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true } as const;
    const page = await openPage(await newPerson({ ...phone, colorScheme: 'dark' }));
    const parts = partsOf(page);
    await startChat(parts);
    await say(
      parts,
      'Een bericht dat over meer dan één regel gaat, zodat te zien is waar de knop dan staat.',
    );
    const button = parts.log.getByRole('button', { name: 'Bericht intrekken' });
    await button.waitFor();
    await screenshot(page, 'phone-take-back');
    const { width = 0, height = 0 } = (await button.boundingBox()) ?? {};
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
    await button.tap();
    await screenshot(page, 'phone-take-back-sure');
    await parts.log.getByRole('button', { name: 'Bericht intrekken' }).tap();
    await parts.log.getByText('Bericht ingetrokken').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});
