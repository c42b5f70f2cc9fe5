// What an agent pasted or typed is not lost: too much of it is told, not cut, and what was no search is put back. With the real helpdesk behind it.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { NOTE_MAX, REMARKS_MAX, SUBJECT_MAX } from '../../../../shared/rules.ts';
import { isOver, screenshot } from '../../../support/browser.ts';
import { handOver } from '../../../support/files.ts';
import { pasteTooLong } from '../../../support/paste-too-long.ts';
import type { Helpdesk } from '../support/helpdesk.ts';
import { chatWindow, consoleInBrowser, reply } from '../support/in-browser.ts';

let helpdesk: Helpdesk;
const { open } = consoleInBrowser((today) => {
  helpdesk = today;
});

const openChat = async (): Promise<Page> => {
  await helpdesk.onDuty();
  await helpdesk.mine('Jan');
  const page = await open('/', { viewport: { width: 1440, height: 1000 } });
  await reply(page, 'Jan').waitFor();
  return page;
};

describe('more than is taken', () => {
  test('[S32] in the fields beside a chat stays, is counted, and keeps the chat from being saved until it fits', async () => {
    const page = await openChat();
    const window = chatWindow(page, 'Jan');
    const [remarks, subject] = [window.getByLabel('Opmerkingen'), window.getByLabel('Onderwerp')];
    await remarks.fill('x'.repeat(5000));
    await subject.fill('y'.repeat(SUBJECT_MAX + 1));
    expect((await remarks.inputValue()).length).toBe(5000);
    await window.getByText(`${5000 - REMARKS_MAX} tekens te lang`).waitFor();
    await window.getByText('1 teken te lang').waitFor();
    await helpdesk.endBy('Jan');
    await window.getByRole('button', { name: 'Opslaan', exact: true }).click();
    await page.getByText('De gegevens zijn nog niet opgeslagen.', { exact: false }).waitFor();
    expect(await helpdesk.form('Jan')).toMatchObject({ remarks: '', subject: '' });
    await remarks.fill('kort');
    await subject.fill('Factuur');
    await window.getByRole('button', { name: 'Opslaan', exact: true }).click();
    await page.getByText('is opgeslagen als melding').waitFor();
    expect(await helpdesk.readTicket(1)).toMatchObject({ remarks: 'kort', subject: 'Factuur' });
  });

  test('[S81] in the note of an invitation stays and is not sent; what fits is there again after Escape', async () => {
    await helpdesk.agent('Bram');
    await (await helpdesk.agent('Bram')).ask('duty.start', {});
    const page = await openChat();
    const invite = () => chatWindow(page, 'Jan').getByRole('button', { name: 'Uitnodigen' }).click();
    const dialog = page.getByRole('dialog');
    const note = dialog.getByLabel('Notitie');
    await invite();
    await note.fill('n'.repeat(NOTE_MAX + 7));
    await dialog.getByText('7 tekens te lang').waitFor();
    await dialog.getByRole('button', { name: 'Uitnodigen' }).click();
    expect(await note.evaluate((field) => field === document.activeElement)).toBe(true);
    expect((await helpdesk.chat('Jan')).invitations).toEqual([]);
    await note.fill('Weet jij dit?');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await invite();
    expect(await note.inputValue()).toBe('Weet jij dit?');
    await dialog.getByRole('button', { name: 'Uitnodigen' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await helpdesk.chat('Jan')).invitations).toMatchObject([{ note: 'Weet jij dit?' }]);
    // Sent, it does not come back for the next one.
    await page.getByRole('button', { name: 'Uitnodiging van Bram intrekken' }).click();
    await invite();
    expect(await note.inputValue()).toBe('');
  });

  test('[S76] on the page of a ticket stays, is counted and is not saved', async () => {
    const number = await helpdesk.ticket('Jan', { subject: 'Factuur' });
    const page = await open(`/meldingen/${number}`);
    const remarks = page.getByLabel('Interne opmerkingen');
    await remarks.fill('x'.repeat(REMARKS_MAX + 10));
    await page.getByText('10 tekens te lang').waitFor();
    await page.getByRole('button', { name: 'Opslaan' }).click();
    expect(await remarks.evaluate((field) => field === document.activeElement)).toBe(true);
    expect((await remarks.inputValue()).length).toBe(REMARKS_MAX + 10);
    expect(await helpdesk.readTicket(number)).toMatchObject({ remarks: '' });
  });
});

test.each<[path: string, button?: string]>([
  ['/voorkeuren'],
  ['/meldingen'],
  ['/chats'],
  ['/beheer/accounts'],
  ['/beheer/medewerkers/nieuw'],
  ['/beheer/groepen', 'Groep toevoegen'],
  ['/beheer/rubrieken'],
  ['/beheer/privacy'],
])(
  'more than a name, a password or a search may be, at %s, stays, is told and goes nowhere',
  async (path, button) => {
    await helpdesk.grant('helpdesk', 'manage', 'administer');
    const page = await open(path);
    if (button) await page.getByRole('button', { name: button }).click();
    await pasteTooLong(page);
  },
);

describe('[S12] what was typed after a slash', () => {
  const search = (page: Page) => page.getByRole('combobox', { name: 'Zoek een standaardtekst' });

  test('and is no standard text stands in the reply box again, with its slash', async () => {
    const page = await openChat();
    const box = reply(page, 'Jan');
    await box.click();
    await page.keyboard.type('/home/user/x');
    await search(page).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => box.inputValue()).toBe('/home/user/x');
    expect(await box.evaluate((field) => field === document.activeElement)).toBe(true);
    // The same for somebody who goes elsewhere with the mouse.
    await box.fill('');
    await page.keyboard.type('/etc/hosts');
    await search(page).waitFor();
    await chatWindow(page, 'Jan').getByLabel('Onderwerp').click();
    await expect.poll(() => box.inputValue()).toBe('/etc/hosts');
    expect(await box.evaluate((field) => field === document.activeElement)).toBe(false);
  });

  test('before the list of texts has come is all of it looked for, and put back', async () => {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const page = await openChat();
    await page.route('**/window-parts-*.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.reload();
    await reply(page, 'Jan').click();
    await page.keyboard.type('/home/user/x');
    letGo();
    await expect.poll(() => search(page).inputValue()).toBe('home/user/x');
    await page.keyboard.press('Escape');
    await expect.poll(() => reply(page, 'Jan').inputValue()).toBe('/home/user/x');
  });

  test('is a search and nothing else where the button opened the list', async () => {
    const page = await openChat();
    await page.getByRole('button', { name: 'Standaardtekst kiezen' }).click();
    await search(page).fill('groet');
    await page.keyboard.press('Escape');
    await search(page).waitFor({ state: 'detached' });
    expect(await reply(page, 'Jan').inputValue()).toBe('');
  });
});

test('a file that is dropped or pasted on the reply box is said to go nowhere, and takes nothing along', async () => {
  const page = await openChat();
  const box = reply(page, 'Jan');
  await box.fill('Half antw');
  const notice = page.getByText('Hier kan geen bestand naartoe. Sleep of plak het bij uw bericht.');
  // There as soon as the part that says it has been fetched.
  await expect.poll(() => handOver(box, 'drop', ['Files'])).toBe(true);
  await notice.waitFor();
  await page.setViewportSize({ width: 360, height: 640 });
  const list = page.locator('.chat-list');
  expect(await list.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await page.getByRole('tab', { name: 'Jan' }).click();
  await screenshot(page, 'desk-no-files-phone');
  expect(await isOver(page.getByRole('alert').filter({ has: notice }), box)).toBe(false);
  await page.getByRole('button', { name: 'Bericht sluiten' }).click();
  await notice.waitFor({ state: 'detached' });
  await handOver(box, 'paste', ['Files', 'text/plain']);
  expect(await notice.count()).toBe(0);
  await handOver(box, 'paste', ['Files']);
  await notice.waitFor();
  expect(await box.inputValue()).toBe('Half antw');
});
