// Internal notes and taking back in the agents' console, in a real browser with the real helpdesk behind it: with the keyboard, on a phone, in both themes and languages.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readEntries } from '../../../../functions/store/log.ts';
import { readNotes } from '../../../../functions/store/notes.ts';
import { screenshot } from '../../../support/browser.ts';
import { newCid } from '../../../support/desk.ts';
import type { Helpdesk } from '../support/helpdesk.ts';
import { chatWindow, consoleInBrowser, reply } from '../support/in-browser.ts';

let helpdesk: Helpdesk;
const { open } = consoleInBrowser((today) => {
  helpdesk = today;
});

const noteBox = (page: Page, name = 'Jan') =>
  page.getByRole('textbox', { name: `Interne notitie bij de chat met ${name}` });
const openNote = (page: Page) => page.getByRole('button', { name: 'Interne notitie schrijven' });
const log = (page: Page, name = 'Jan') => chatWindow(page, name).getByRole('log');
const stored = async (name = 'Jan') =>
  (await readNotes(helpdesk.db, helpdesk.chatId(name))).map(({ text }) => text);
const said = async (name = 'Jan') =>
  (await readEntries(helpdesk.db, helpdesk.chatId(name))).flatMap((entry) =>
    entry.kind === 'message' ? [entry.text] : [],
  );
const noteBy = async (by: string, text: string, given: object = {}) => {
  const tab = await helpdesk.agent(by);
  const chatId = helpdesk.chatId('Jan');
  const { length: after } = await stored();
  return tab.ask('chat.note', { chatId, cid: newCid(), after, text, ...given });
};

const openChat = async (given: Parameters<typeof open>[1] = {}): Promise<Page> => {
  await helpdesk.mine('Jan');
  const page = await open('/', given);
  if (!given.isMobile) await log(page).getByText('Om welk factuurnummer gaat het?').waitFor();
  if (!given.isMobile) await openNote(page).waitFor();
  return page;
};

describe('a note', () => {
  test('is written in a box that is opened on purpose, and stands among the messages as internal [S136]', async () => {
    const page = await openChat();
    await reply(page, 'Jan').fill('Half antwoord');
    await openNote(page).click();
    await reply(page, 'Jan').waitFor({ state: 'hidden' });
    await noteBox(page).fill('Klant belde vorige week ook');
    await screenshot(page, 'desk-note-box');
    await noteBox(page).press('Enter');
    const note = log(page).getByRole('listitem').filter({ hasText: 'Klant belde vorige week ook' });
    await note.waitFor();
    expect(await note.textContent()).toMatch(/^Interne notitie/);
    expect(await stored()).toEqual(['Klant belde vorige week ook']);
    // The reply is as it was left, and what is typed next goes nowhere until a box is chosen.
    expect(await reply(page, 'Jan').inputValue()).toBe('Half antwoord');
    await page.keyboard.type('ook intern');
    await page.keyboard.press('Enter');
    expect(await reply(page, 'Jan').inputValue()).toBe('Half antwoord');
    expect(await noteBox(page).count()).toBe(0);
    expect(await said()).toHaveLength(3);
    await screenshot(page, 'desk-note');
  });

  test('and a reply are two texts: neither is ever sent as the other, with Enter or without [S136]', async () => {
    const page = await openChat();
    await reply(page, 'Jan').fill('Voor de klant');
    await page.keyboard.press('Alt+KeyN');
    await page.keyboard.type('Voor collega');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('twee regels');
    await page.keyboard.press('Escape');
    await expect.poll(() => reply(page, 'Jan').evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(() => said()).toContain('Voor de klant');
    expect(await stored()).toEqual([]);
    await page.keyboard.press('Alt+KeyN');
    expect(await noteBox(page).inputValue()).toBe('Voor collega\ntwee regels');
    await page.reload();
    await openNote(page).click();
    expect(await noteBox(page).inputValue()).toBe('Voor collega\ntwee regels');
    await page.keyboard.press('Enter');
    await expect.poll(() => stored()).toEqual(['Voor collega\ntwee regels']);
    expect((await said()).join()).not.toContain('collega');
  });

  test('of a colleague comes as a push, at its place in time, and is there after a reload [S136]', async () => {
    const page = await openChat();
    await helpdesk.join('Jan', 'Bram');
    await noteBy('Bram', 'Ik zoek het op');
    await log(page).getByText('Ik zoek het op').waitFor();
    await helpdesk.say('Jan', 'Bent u er nog?');
    await log(page).getByText('Bent u er nog?').waitFor();
    const lines = async () => (await log(page).getByRole('listitem').allInnerTexts()).join('\n');
    const order = (text: string) => text.indexOf('Ik zoek het op') < text.indexOf('Bent u er nog?');
    expect(order(await lines())).toBe(true);
    await page.reload();
    await log(page).getByText('Ik zoek het op').waitFor();
    await log(page).getByText('Bent u er nog?').waitFor();
    expect(order(await lines())).toBe(true);
  });

  test('names a colleague, chosen with the keys; the colleague is told and comes to the chat [S136]', async () => {
    const page = await openChat();
    for (const name of ['Bram', 'Carla']) await helpdesk.agent(name);
    await page.reload();
    await openNote(page).click();
    await noteBox(page).pressSequentially('Weet jij dit, @');
    const list = page.getByRole('listbox', { name: 'Collega’s' });
    await list.waitFor();
    await screenshot(page, 'desk-note-mention');
    await page.keyboard.type('ca');
    await expect.poll(() => list.getByRole('option').allInnerTexts()).toEqual(['Carla']);
    await page.keyboard.press('Enter');
    expect(await noteBox(page).inputValue()).toBe('Weet jij dit, @Carla ');
    await page.keyboard.press('Enter');
    await expect.poll(() => stored()).toEqual(['Weet jij dit, @Carla ']);
    const [note] = await readNotes(helpdesk.db, helpdesk.chatId('Jan'));
    expect(note?.mentions?.map(({ name }) => name)).toEqual(['Carla']);
    // The other way round: Anna, on another page, is named.
    await page.goto('/meldingen');
    await page.getByRole('heading', { name: 'Meldingen', level: 1 }).waitFor();
    await helpdesk.join('Jan', 'Bram');
    await noteBy('Bram', 'Kijk even @Anna', { mentions: [helpdesk.anna.id] });
    await page.getByText('Bram noemt u in een interne notitie bij de chat met Jan.').waitFor();
    await screenshot(page, 'desk-note-named');
    await page.getByRole('link', { name: 'Naar de chat' }).click();
    await log(page).getByText('Kijk even @Anna').waitFor();
  });

  test('that is not stored stays in its box and says why [S136]', async () => {
    const page = await openChat();
    await openNote(page).click();
    await noteBox(page).fill('x'.repeat(2001));
    await page.getByText('1 teken').waitFor();
    await page.keyboard.press('Enter');
    expect(await stored()).toEqual([]);
    await noteBox(page).fill('Te laat');
    await helpdesk.endBy('Jan');
    await page.getByRole('button', { name: 'Opslaan', exact: true }).waitFor();
    expect(await noteBox(page).count()).toBe(0);
  });

  test('is whispered by somebody who watches, unseen unless the name is added [S137]', async () => {
    await helpdesk.grant('helpdesk', 'manage');
    await helpdesk.come('Jan', { agents: ['Bram'] });
    const page = await open('/');
    await page.getByRole('button', { name: 'Chat volgen zonder dat anderen dit kunnen zien' }).click();
    await openNote(page).click();
    await noteBox(page).fill('Vraag naar het klantnummer');
    await screenshot(page, 'desk-whisper');
    await page.keyboard.press('Enter');
    await log(page).getByText('Anna (ongezien)').waitFor();
    await openNote(page).click();
    await page.getByLabel('Mijn naam erbij zetten').check();
    await noteBox(page).fill('Ik neem het over');
    await noteBox(page).press('Enter');
    await log(page).getByText('Anna (kijkt mee)').waitFor();
    const bram = await helpdesk.agent('Bram');
    const { notes } = await bram.ask('chat.notes', { chatId: helpdesk.chatId('Jan'), after: 0 });
    expect(notes.map(({ author }) => author?.name)).toEqual([undefined, 'Anna']);
  });
});

describe('taking back', () => {
  test('is there at an own message with the keyboard: one stop for all, then the arrows [S138]', async () => {
    const page = await openChat();
    for (const text of ['Eerste', 'Tweede']) {
      await reply(page, 'Jan').fill(text);
      await reply(page, 'Jan').press('Enter');
      await log(page).getByText(text).waitFor();
    }
    const buttons = log(page).getByRole('button', { name: /^Intrekken: bericht van Anna/ });
    await expect.poll(() => buttons.count()).toBe(3);
    const stops = await buttons.evaluateAll((all) => all.map((button) => (button as HTMLElement).tabIndex));
    expect(stops.filter((stop) => stop === 0)).toHaveLength(1);
    await buttons.last().focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await screenshot(page, 'desk-take-back');
    await page.keyboard.press('Enter');
    await log(page).getByText('Bericht ingetrokken').waitFor();
    await expect.poll(() => said()).toEqual(expect.not.arrayContaining(['Eerste']));
    expect(await said()).toContain('Tweede');
    expect(await page.locator('.chat-list').textContent()).not.toContain('Eerste');
  });

  test('of somebody else’s words asks first, and says what it cannot undo [S138]', async () => {
    await helpdesk.grant('helpdesk', 'manage');
    const page = await openChat();
    const first = log(page).getByRole('listitem').filter({ hasText: 'bedrag dat ik niet kan plaatsen' });
    await first.hover();
    await first.getByRole('button', { name: /^Verwijderen: bericht van Jan/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Bericht verwijderen?' });
    await dialog.waitFor();
    await screenshot(page, 'desk-redact');
    await dialog.getByRole('button', { name: 'Bewaren' }).click();
    expect((await said())[0]).toContain('bedrag');
    await first.hover();
    await first.getByRole('button', { name: /^Verwijderen: bericht van Jan/ }).click();
    await dialog.getByRole('button', { name: 'Verwijderen' }).click();
    await dialog.waitFor({ state: 'detached' });
    await log(page).getByText('Bericht verwijderd').waitFor();
    expect((await said())[0]).toBe('');
  });

  test('works in the ticket and in the history of chats, where the notes are too [S136] [S138]', async () => {
    await helpdesk.grant('helpdesk', 'manage');
    await helpdesk.come('Jan', { agents: ['Bram'] });
    await noteBy('Bram', 'Korting toegezegd');
    await helpdesk.endBy('Jan');
    const { ticket } = await (await helpdesk.agent('Bram')).ask('chat.save', {
      chatId: helpdesk.chatId('Jan'),
    });
    const page = await open(`/meldingen/${ticket}`);
    await page.getByText('Korting toegezegd').waitFor();
    await screenshot(page, 'ticket-notes');
    const question = page.getByRole('listitem').filter({ hasText: 'bedrag dat ik niet kan plaatsen' });
    await question.hover();
    await question.getByRole('button', { name: /^Verwijderen/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Verwijderen' }).click();
    await page.getByText('Bericht verwijderd').waitFor();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toContain('Chat met Jan');
    await page.goto(`/chats/${helpdesk.chatId('Jan')}`);
    const note = page.getByRole('listitem').filter({ hasText: 'Korting toegezegd' });
    await note.hover();
    await note.getByRole('button', { name: /^Verwijderen/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Verwijderen' }).click();
    await page.getByText('Notitie verwijderd').waitFor();
    expect(await stored()).toEqual(['']);
  });
});

describe('on a phone, in the dark and in English', () => {
  test('notes and taking back fit and can be touched [S136] [S138]', async () => {
    await helpdesk.grant('helpdesk', 'manage');
    const page = await openChat({
      viewport: { width: 360, height: 640 },
      hasTouch: true,
      isMobile: true,
      colorScheme: 'dark',
    });
    await page.getByRole('tab', { name: 'Jan' }).tap();
    await openNote(page).tap();
    await noteBox(page).fill('Een notitie die over meer dan één regel gaat, zodat te zien is hoe zij past.');
    await screenshot(page, 'phone-note-box');
    await page.getByRole('button', { name: 'Notitie bewaren' }).tap();
    await log(page).getByText('Een notitie die over').waitFor();
    await screenshot(page, 'phone-note');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(360);
    const button = log(page)
      .getByRole('button', { name: /^Verwijderen: bericht van Jan/ })
      .first();
    await button.tap();
    await page.getByRole('dialog').waitFor();
    await screenshot(page, 'phone-redact');
  });
});
