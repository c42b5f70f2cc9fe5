// The conversation in the chat, from the first message to the thanks, in a real browser under the strictest CSP; with the real helpdesk behind it.
import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { SPEAKS } from '../../../shared/terms.ts';
import { countDraws } from '../../support/draws.ts';
import { gapOf, scrollTo, scrollToOnceFollowed, topOf } from '../../support/scrolling.ts';
import type { Helpdesk } from './support/helpdesk.ts';
import { isFocused, partsOf, say, startChat, useRig } from './support/rig.ts';

const rig = useRig();
const { newPerson, openPage } = rig;
let helpdesk: Helpdesk;
beforeEach(() => {
  helpdesk = rig.helpdesk();
});

/** Pixels from the top: not so near that earlier chats are asked for. */
const AWAY = 150;

describe('the conversation', () => {
  test('a message that comes is drawn, and the rows above it are not drawn again', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    for (const name of ['Anna', 'Bram']) await helpdesk.join(name);
    // Each begins a group, which has its time.
    for (let number = 1; number <= 15; number++)
      for (const name of ['Anna', 'Bram']) await helpdesk.say(name, `${name} ${number}`);
    await parts.log.getByText('Bram 15').waitFor();
    const draws = await countDraws(page);
    await helpdesk.say('Anna', 'tot slot');
    await parts.log.getByText('tot slot').waitFor();
    const drawn = await draws();
    expect(drawn).toBeGreaterThan(0);
    expect(drawn).toBeLessThan(5);
  });

  test('[S24] [S25] Enter sends; the own message is there at once and says how far it got', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    helpdesk.answerWith('chat.say', 'nothing');
    await say(parts, 'Goedemiddag');
    await parts.log.getByText('Goedemiddag').waitFor();
    await parts.log.getByText('Wordt verzonden…').waitFor();
    expect(await parts.box.inputValue()).toBe('');
  });

  test('[S25] Shift+Enter is a new line, an Enter of an input method sends nothing, the button sends', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    await parts.box.fill('een');
    await parts.box.press('Shift+Enter');
    await parts.box.pressSequentially('twee');
    await parts.box.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
    expect(helpdesk.asked('chat.say')).toEqual([]);
    await parts.send.click();
    await expect.poll(() => helpdesk.asked('chat.say')).toMatchObject([{ text: 'een\ntwee' }]);
    await parts.log.getByText('· Verzonden').waitFor();
  });

  test('[S37] [S38] answers are there at once, and who takes part is in the header and the log', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    await parts.window.getByText('We zoeken een medewerker voor u').waitFor();
    await helpdesk.join('Anna');
    await parts.window.getByText('U chat met Anna').waitFor();
    await parts.log.getByText('Anna neemt deel aan de chat').waitFor();
    await helpdesk.join('Bram');
    await parts.window.getByText('U chat met Anna en Bram').waitFor();
    await helpdesk.say('Anna', 'Zie https://example.nl/a?b=1.');
    const link = parts.log.getByRole('link', { name: 'https://example.nl/a?b=1' });
    expect(await link.getAttribute('rel')).toContain('noopener');
    await helpdesk.leave('Anna');
    await parts.log.getByText('Anna heeft de chat verlaten').waitFor();
  });

  test('what a newer helpdesk says is a quiet line in its place, after a reload too; a newer reason is an end', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await helpdesk.join('Anna');
    await helpdesk.say('Anna', 'ervoor');
    const [chatId, before] = [await helpdesk.chatId(), await helpdesk.entries()];
    const [last] = before.slice(-1);
    const later = (kind: string, more: object) => ({ ...last, ...more, kind, seq: ++seq });
    let seq = before.length;
    const entries = [
      later('moved', { desk: 'Verkoop', text: { deep: [1] } }),
      later('message', { text: 'erna' }),
    ];
    helpdesk.push({ event: 'entries.added', chatId, entries });
    const line = 'Deze pagina kan dit nog niet tonen. Laad de pagina opnieuw.';
    const said = async () => (await parts.log.textContent())?.replaceAll(/Anna|\s+/g, ' ');
    await parts.log.getByText('erna').waitFor();
    expect(await said()).toMatch(new RegExp(`ervoor.*${line}.*erna`));
    const chat = { id: chatId, nickname: 'jansen', state: 'active', agents: [] };
    const all = { chat, entries: [...before, ...entries], more: false, preview: true, now: Date.now() };
    helpdesk.answerWith('chat.sync', { ok: all });
    await page.reload();
    await parts.log.getByText('erna').waitFor();
    expect(await said()).toMatch(new RegExp(`ervoor.*${line}.*erna`));
    expect(helpdesk.asked('chat.start')).toMatchObject([{ speaks: SPEAKS }]);
    expect(helpdesk.asked('chat.sync').at(-1)).toMatchObject({ speaks: SPEAKS });
    helpdesk.push({ event: 'entries.added', chatId, entries: [later('ended', { reason: 'moved' })] });
    await parts.next.waitFor();
    expect(await parts.window.getByText('De chat is beëindigd.').count()).toBe(2);
  });

  test('[S45] an agent who types is shown, without a word of it, until the message comes', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    await helpdesk.join('Anna');
    await helpdesk.types('Anna');
    const sign = parts.window.getByText('Anna is aan het typen');
    await sign.waitFor();
    expect(await parts.log.getByText('aan het typen').count()).toBe(0);
    await helpdesk.say('Anna', 'Dag');
    await sign.waitFor({ state: 'detached' });
  });

  test('[S43] that the helpdesk reads along is said, unless it does not', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    await parts.window.getByText('De helpdesk ziet wat u typt').waitFor();
    await helpdesk.setPreview(false);
    await say(parts, 'x');
    await parts.cross.click();
    await parts.end.click();
    await parts.next.click();
    await parts.box.waitFor();
    expect(await parts.window.getByText('De helpdesk ziet wat u typt').count()).toBe(0);
  });

  test('a message that failed can be sent again or taken back; nothing typed is lost', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    helpdesk.answerWith('chat.say', { error: { code: 'too_large' } });
    await say(parts, 'eerste');
    await parts.log.getByText('Mislukt: Het bericht is te groot om te verzenden.').waitFor();
    await say(parts, 'tweede');
    await expect.poll(() => parts.log.getByText('Mislukt:').count()).toBe(2);
    await parts.box.fill('derde');
    await parts.log.getByRole('button', { name: 'Terug naar invoer' }).last().click();
    expect(await parts.box.inputValue()).toBe('tweede\nderde');
    helpdesk.answerWith('chat.say', undefined);
    await parts.log.getByRole('button', { name: 'Opnieuw' }).click();
    await expect.poll(() => parts.log.getByText('Mislukt:').count()).toBe(0);
    const isMessage = ({ kind }: { kind: string }) => kind === 'message';
    await expect
      .poll(async () => (await helpdesk.entries()).filter(isMessage))
      .toMatchObject([{ text: 'eerste' }]);
  });

  test('a text that is too long is refused with the reason, and kept', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    await say(parts, 'a'.repeat(4001));
    await parts.window.getByText('Het bericht is te lang: maximaal 4.000 tekens.').waitFor();
    await parts.window.getByText('4.001 van 4.000 tekens').waitFor();
    expect((await parts.box.inputValue()).length).toBe(4001);
    expect(helpdesk.asked('chat.say')).toEqual([]);
  });

  test('who scrolled up stays there, and is told of new messages', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    for (let line = 1; line <= 30; line++) await helpdesk.say('Anna', `regel ${line}`);
    await parts.log.getByText('regel 30').waitFor();
    await scrollTo(parts.scroll, AWAY);
    const pill = page.getByRole('button', { name: 'Nieuwe berichten' });
    expect(await pill.count()).toBe(0);
    await helpdesk.say('Anna', 'de laatste');
    await pill.waitFor();
    expect(await topOf(parts.scroll)).toBe(AWAY);
    await pill.click();
    await pill.waitFor({ state: 'detached' });
    expect(await gapOf(parts.scroll)).toBeLessThan(2);
  });

  test('who scrolls up in the moment that a message comes stays there too', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await scrollToOnceFollowed(parts.scroll, AWAY);
    await helpdesk.say('Anna', 'een lange regel\n'.repeat(60));
    await expect.poll(() => topOf(parts.scroll)).toBe(AWAY);
    await helpdesk.say('Anna', 'de laatste');
    await page.getByRole('button', { name: 'Nieuwe berichten' }).waitFor();
    expect(await topOf(parts.scroll)).toBe(AWAY);
  });

  test('[S30] the log announces what is added, not what was there', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    expect(await parts.log.getAttribute('aria-live')).toBe('polite');
    expect(await parts.log.getAttribute('aria-relevant')).toBe('additions');
    await expect.poll(() => parts.log.getAttribute('aria-busy')).toBe('false');
  });

  test('a lost connection is said, and goes away by itself', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    helpdesk.goDown();
    await parts.window.getByText('Geen verbinding. Opnieuw verbinden…').waitFor();
    await say(parts, 'onderweg');
    helpdesk.comeUp();
    await parts.window.getByText('Geen verbinding. Opnieuw verbinden…').waitFor({ state: 'detached' });
    await expect.poll(async () => (await helpdesk.entries()).at(-1)).toMatchObject({ text: 'onderweg' });
  });

  test('[A3] [A4] text of others is text: no markup, no element', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await helpdesk.say('<b>Anna</b>', '<img src=x onerror=alert(1)> javascript:alert(1)');
    await parts.log.getByText('<img src=x onerror=alert(1)> javascript:alert(1)').waitFor();
    expect(await parts.log.locator('img, a, b').count()).toBe(0);
  });
});

describe('restoring', () => {
  test('[S47] another page shows the chat again: draft, scroll position, open', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    for (let line = 1; line <= 30; line++) await helpdesk.say('Anna', `regel ${line}`);
    await parts.log.getByText('regel 30').waitFor();
    await scrollTo(parts.scroll, AWAY);
    // The page goes before any timer has run.
    await parts.box.fill('nog niet verzonden');
    await page.goto('/meldingen');
    await parts.log.getByText('regel 30').waitFor();
    await expect.poll(() => parts.box.inputValue()).toBe('nog niet verzonden');
    // The way to earlier chats stands above, and comes a moment later.
    await parts.scroll.getByText('Eerdere chats').waitFor();
    expect(await topOf(parts.scroll)).toBe(AWAY);
  });

  test('[S47] a window that was made small stays small, and counts what came', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await parts.small.click();
    await isFocused(page)('class="tab"');
    await helpdesk.join('Anna');
    await helpdesk.say('Anna', 'een');
    await page.getByRole('button', { name: /^Chat met (de helpdesk|Anna) 1 nieuw bericht$/ }).waitFor();
    await page.goto('/meldingen');
    await page.getByRole('button', { name: /^Chat met (de helpdesk|Anna) 1 nieuw bericht$/ }).click();
    await parts.log.getByText('een', { exact: true }).waitFor();
    await isFocused(page)('textarea');
  });

  test('[S16] [S51] a chat of the account comes back on another device, whether there is room or not', async () => {
    await helpdesk.begin();
    await helpdesk.heard('van mijn telefoon');
    await helpdesk.setRoom(false);
    const page = await openPage(await newPerson());
    await partsOf(page).log.getByText('van mijn telefoon').waitFor();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  test('[S66] a next chat there has the nickname and e-mail of the one before', async () => {
    await helpdesk.begin({ nickname: 'Jan', email: 'jan@example.nl' });
    await helpdesk.end('timeout');
    const parts = partsOf(await openPage(await newPerson()));
    await parts.next.click();
    await parts.box.waitFor();
    expect(helpdesk.asked('chat.start')).toMatchObject([{ nickname: 'Jan', email: 'jan@example.nl' }]);
  });

  test('after logging out nothing of it is left in this tab', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await parts.box.fill('niet voor anderen');
    const kept = () => page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
    expect(await kept()).toContain('niet voor anderen');
    await page.getByRole('button', { name: 'Uitloggen' }).click();
    await page.waitForURL('**/login');
    expect(await kept()).not.toContain('niet voor anderen');
    expect(await page.evaluate(() => Object.keys(sessionStorage).join())).not.toContain('chat:');
  });

  test('[S46] a chat that is gone from the server gives the tab back', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await helpdesk.remove();
    await page.reload();
    await parts.tab.waitFor();
  });
});

describe('the end', () => {
  test('[S59] [S60] [S61] the cross asks; Escape and the first button go on', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await parts.cross.click();
    await isFocused(page)('Doorgaan met chat');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await isFocused(page)('Uw bericht');
    await parts.cross.click();
    await parts.stay.click();
    await say(parts, 'ik ben er nog');
    await parts.log.getByText('ik ben er nog').waitFor();
    expect(helpdesk.asked('chat.end')).toEqual([]);
  });

  test('[S62] [S64] [S66] ending gives three choices; the next chat asks nothing again', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await parts.tab.click();
    await parts.nickname.fill('Jan');
    await parts.email.fill('jan@example.nl');
    await parts.start.click();
    await say(parts, 'een vraag');
    await parts.cross.click();
    await parts.end.click();
    await parts.close.waitFor();
    await parts.download.waitFor();
    expect(await parts.log.getByText('een vraag').isVisible()).toBe(true);
    expect(await parts.box.count()).toBe(0);
    helpdesk.answerWith('chat.start', { error: { code: 'no_room' } });
    await parts.next.click();
    await parts.window.getByText('Alle medewerkers zijn in gesprek. Probeer het straks opnieuw.').waitFor();
    helpdesk.answerWith('chat.start', undefined);
    await parts.next.click();
    await parts.box.waitFor();
    expect(helpdesk.asked('chat.start').at(-1)).toMatchObject({ nickname: 'Jan', email: 'jan@example.nl' });
    expect(await parts.log.getByText('een vraag').count()).toBe(0);
  });

  test('an end does not take the focus from whoever is busy elsewhere on the page', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    const elsewhere = page.getByRole('link', { name: 'Meldingen' }).first();
    await elsewhere.focus();
    await helpdesk.end('agent');
    await parts.next.waitFor();
    expect(await elsewhere.evaluate((link) => link === document.activeElement)).toBe(true);
  });

  test('[S64] an end by the helpdesk or by a time-out says so', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await parts.cross.click();
    await helpdesk.end('timeout');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await parts.log.getByText('De chat is gesloten omdat er een tijd niets is gezegd').waitFor();
    await parts.next.waitFor();
  });

  test('[S65] Chat downloaden asks for the PDF in the reader’s language and time zone, and saves it', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await helpdesk.end('agent');
    const transcript = `POST /api/chats/${await helpdesk.chatId()}/transcript`;
    helpdesk.answerWith(transcript, { error: { code: 'internal' } });
    await parts.download.click();
    await parts.window.getByText('Er ging iets mis bij ons. Probeer het opnieuw.').waitFor();
    helpdesk.answerWith(transcript, { ok: { url: '/chat.pdf' } });
    const [file] = await Promise.all([page.waitForEvent('download'), parts.download.click()]);
    expect(await readFile(await file.path(), 'utf8')).toBe('%PDF-1.7');
    expect(helpdesk.calls.at(-1)).toMatchObject({ body: { language: 'nl', timeZone: 'Europe/Amsterdam' } });
    expect(page.url()).toBe(`${helpdesk.url}/`);
  });

  test('[S71] Sluiten puts the tab back, and no page brings the chat back', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await helpdesk.end('agent');
    await parts.close.click();
    await parts.close.click();
    await parts.tab.waitFor();
    expect(helpdesk.asked('chat.rate')).toEqual([]);
    await expect.poll(() => helpdesk.asked('chat.dismiss')).toHaveLength(1);
    await page.goto('/meldingen');
    await parts.tab.waitFor();
    await startChat(parts);
  });
});
