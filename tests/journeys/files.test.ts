// Files in a real browser: from the customer to the agent and back, by keyboard, on a phone, on a ticket, over a lost connection.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { screenshot } from '../support/browser.ts';
import {
  arrive,
  chatOf,
  expectNoComplaints,
  joinChat,
  leave,
  signIn,
  startChat,
  startDuty,
  windowOf,
  writeAsCustomer,
} from '../support/signed-in.ts';
import { aPng, aTellingJpeg, TELLTALE } from '../support/some-pictures.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

interface Choice {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}
const picture = async (name: string): Promise<Choice> => ({
  name,
  mimeType: 'image/jpeg',
  buffer: await aTellingJpeg(6),
});
const text = (name: string, words: string): Choice => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(words),
});

/** Through the button, as with the mouse or the keyboard. */
const choose = async (page: Page, ...files: Choice[]) => {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Bestand toevoegen' }).first().press('Enter');
  await (await chooser).setFiles(files);
};
const isReady = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ hasText: name }).getByText('Klaar om te versturen').waitFor();

/** What is given out at a link that a page has. */
const fetched = async (source: string | null): Promise<Buffer> =>
  Buffer.from(await (await fetch(source ?? '')).arrayBuffer());

describe('files in a chat', () => {
  it('go from the customer to the agent and back, pictures small and then large, without what they tell [S131] [S132] [S133]', async () => {
    const anna = await arrive(product.browser, product.consoleUrl);
    await signIn(anna, 'anna');
    await startDuty(anna);
    const jansen = await arrive(product.browser, product.portalUrl);
    await signIn(jansen, 'jansen');
    await startChat(jansen, { nickname: 'Jan' });
    await writeAsCustomer(jansen, 'Kijk mee');
    await joinChat(anna, 'Jan');
    const chat = windowOf(jansen);
    await choose(
      jansen.page,
      await picture('scherm.jpg'),
      await picture('nog een.jpg'),
      text('log.txt', 'fout 42'),
    );
    await isReady(jansen.page, 'scherm.jpg');
    await isReady(jansen.page, 'log.txt');
    await isReady(jansen.page, 'nog een.jpg');
    await screenshot(jansen.page, 'files-portal-ready');
    await chat.getByRole('textbox').fill('Dit zie ik');
    await chat.getByRole('textbox').press('Enter');

    const window = chatOf(anna, 'Jan');
    await window.getByText('Dit zie ik').waitFor();
    const small = window.getByRole('button', { name: 'scherm.jpg bekijken' });
    await small.locator('img').waitFor();
    await screenshot(anna.page, 'files-console-log');
    await screenshot(jansen.page, 'files-portal-log');
    await small.press('Enter');
    const viewer = anna.page.getByRole('dialog', { name: 'scherm.jpg' });
    await viewer.locator('img').waitFor();
    await expect
      .poll(() => viewer.locator('img').evaluate((image: HTMLImageElement) => image.naturalHeight))
      .toBe(64);
    await screenshot(anna.page, 'files-viewer');
    const bytes = await fetched(await viewer.locator('img').getAttribute('src'));
    expect(bytes.includes(TELLTALE)).toBe(false);
    await anna.page.keyboard.press('ArrowRight');
    await anna.page.getByRole('dialog', { name: 'nog een.jpg' }).locator('img').waitFor();
    await anna.page.keyboard.press('+');
    await anna.page.keyboard.press('Escape');
    await expect.poll(() => anna.page.getByRole('dialog').count()).toBe(0);

    const saving = anna.page.waitForEvent('download');
    await window.getByRole('button', { name: 'log.txt downloaden' }).click();
    expect((await saving).suggestedFilename()).toBe('log.txt');

    await choose(anna.page, { name: 'antwoord.png', mimeType: 'image/png', buffer: aPng(40, 30) });
    await isReady(anna.page, 'antwoord.png');
    await screenshot(anna.page, 'files-console-ready');
    await window.getByRole('textbox', { name: /Jan/ }).first().press('Enter');
    await chat.getByRole('button', { name: 'antwoord.png bekijken' }).locator('img').waitFor();
    await jansen.page.reload();
    await chat.getByRole('button', { name: 'antwoord.png bekijken' }).locator('img').waitFor();
    await screenshot(jansen.page, 'files-portal-both');
    await jansen.page.setViewportSize({ width: 360, height: 640 });
    await screenshot(jansen.page, 'files-portal-phone');
    expectNoComplaints(jansen, anna);
    await leave(jansen, anna);
  });
});
