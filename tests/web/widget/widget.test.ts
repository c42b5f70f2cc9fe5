// The chat on the portal's real pages in a real browser, under the strictest CSP; the test plays the helpdesk.
import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { lookAt } from '../../support/looks.ts';
import type { FakeHelpdesk } from './support/fake-helpdesk.ts';
import { isFocused, type Parts, partsOf, say, startChat, useRig } from './support/rig.ts';

const rig = useRig();
const { newPerson, openPage } = rig;
let helpdesk: FakeHelpdesk;
beforeEach(() => {
  helpdesk = rig.helpdesk();
});

/** Resolves when the page has been told, as after a scroll by hand. */
const scrollTo = ({ scroll }: Parts, top: number) =>
  scroll.evaluate(async (box, top) => {
    box.scrollTo(0, top);
    for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  }, top);

describe('the tab', () => {
  test('[S14] comes and goes with the room at the helpdesk, without a reload', async () => {
    helpdesk.setRoom(false);
    const { tab } = partsOf(await openPage(await newPerson()));
    await expect.poll(() => helpdesk.asked('lobby.enter').length).toBe(1);
    expect(await tab.isVisible()).toBe(false);
    helpdesk.setRoom(true);
    await tab.waitFor();
    helpdesk.setRoom(false);
    await tab.waitFor({ state: 'hidden' });
  });

  test('[S14] an older word about the room that arrives late changes nothing', async () => {
    const { tab } = partsOf(await openPage(await newPerson()));
    await tab.waitFor();
    helpdesk.push({ event: 'room.changed', open: true, rev: 9 });
    helpdesk.push({ event: 'room.changed', open: false, rev: 8 });
    await new Promise((later) => setTimeout(later, 200));
    expect(await tab.isVisible()).toBe(true);
  });

  test('[S15] is at the bottom right, within the smallest screen too', async () => {
    const page = await openPage(await newPerson({ viewport: { width: 320, height: 480 } }));
    const { tab } = partsOf(page);
    await tab.waitFor();
    const box = await tab.boundingBox();
    // Without the room kept for a scroll bar.
    const width = await page.evaluate(() => document.documentElement.getBoundingClientRect().width);
    expect(box && box.x + box.width).toBeCloseTo(width - 16, 0);
    expect(box && box.y + box.height).toBeCloseTo(480 - 16, 0);
  });

  test('[S14] finds its way back after a lost connection', async () => {
    const { tab } = partsOf(await openPage(await newPerson()));
    await tab.waitFor();
    helpdesk.goDown();
    helpdesk.setRoom(false);
    await new Promise((later) => setTimeout(later, 300));
    helpdesk.comeUp();
    await tab.waitFor({ state: 'hidden' });
  });

  test('when the server drops it, it comes back spread over 15 s, and at once for who looks or gets a network', async () => {
    const context = await newPerson();
    await context.addInitScript(() => {
      Math.random = () => 0.99;
    });
    const page = await openPage(context);
    await partsOf(page).tab.waitFor();
    await page.clock.install();
    const drop = async () => {
      helpdesk.goDown();
      helpdesk.comeUp();
      await new Promise((later) => setTimeout(later, 200));
    };
    await drop();
    await page.clock.runFor(14_000);
    expect(helpdesk.connections()).toBe(1);
    await page.clock.runFor(1_000);
    await expect.poll(() => helpdesk.asked('lobby.enter').length).toBe(2);
    for (const [target, type] of [
      ['document', 'visibilitychange'],
      ['window', 'online'],
    ] as const) {
      const before = helpdesk.connections();
      await drop();
      expect(helpdesk.connections()).toBe(before);
      await page.evaluate(
        ([target, type]) => (target === 'window' ? window : document).dispatchEvent(new Event(type)),
        [target, type] as const,
      );
      await expect.poll(() => helpdesk.connections()).toBe(before + 1);
      await expect.poll(() => helpdesk.asked('lobby.enter').length).toBe(before + 1);
    }
  });

  test('no chat code is fetched before somebody goes near the tab', async () => {
    const context = await newPerson();
    const scripts: string[] = [];
    context.on('request', (request) => scripts.push(new URL(request.url()).pathname));
    const page = await openPage(context);
    const { tab, start } = partsOf(page);
    await tab.waitFor();
    expect(scripts.some((path) => path.includes('/start-'))).toBe(false);
    await tab.hover();
    await expect.poll(() => scripts.some((path) => path.includes('/start-'))).toBe(true);
    await tab.click();
    await start.waitFor();
    expect(scripts.filter((path) => path.includes('/start-en'))).toEqual([]);
  });

  test('the window goes on with the connection of the tab', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    expect(helpdesk.connections()).toBe(1);
  });
});

describe('the form', () => {
  test('[S17] [S18] [S19] asks nickname and e-mail; the login name is filled in, the e-mail may stay empty', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await parts.tab.click();
    expect(await parts.nickname.inputValue()).toBe('jansen');
    await isFocused(page)('name="nickname"');
    await parts.nickname.fill('Jan');
    await parts.nickname.press('Enter');
    await parts.box.waitFor();
    await isFocused(page)('textarea');
    expect(helpdesk.asked('chat.start')).toMatchObject([{ nickname: 'Jan', email: '' }]);
  });

  test('[S19] an e-mail address that was filled in has to be one', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await parts.tab.click();
    await parts.email.fill('jan@');
    await parts.start.click();
    await parts.window.getByText('Dit is geen geldig e-mailadres.').waitFor();
    expect(await parts.email.getAttribute('aria-invalid')).toBe('true');
    expect(helpdesk.asked('chat.start')).toEqual([]);
    await parts.email.fill('jan@example.nl');
    await parts.start.click();
    await parts.box.waitFor();
  });

  test('[S14] a place that was just taken is told honestly; what was typed stays, and room that returns is told', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await parts.tab.click();
    await parts.nickname.fill('Jan');
    await parts.email.fill('jan@example.nl');
    helpdesk.answerWith('chat.start', { error: { code: 'no_room' } });
    helpdesk.answerWith('lobby.enter', { ok: { open: false, rev: 5, nickname: 'jansen' } });
    await parts.start.click();
    await parts.window.getByText('Alle medewerkers zijn op dit moment in gesprek.').waitFor();
    expect(await parts.email.inputValue()).toBe('jan@example.nl');
    helpdesk.answerWith('chat.start', undefined);
    helpdesk.push({ event: 'room.changed', open: true, rev: 6 });
    await parts.window.getByText('Er is weer een medewerker vrij.').waitFor();
    await parts.start.click();
    await parts.box.waitFor();
    expect(helpdesk.asked('chat.start').at(-1)).toMatchObject({ nickname: 'Jan', email: 'jan@example.nl' });
  });

  test('is kept over a page load, and the cross puts the tab back', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await parts.tab.click();
    await parts.nickname.fill('Jan');
    await page.goto('/meldingen');
    await parts.start.waitFor();
    expect(await parts.nickname.inputValue()).toBe('Jan');
    await parts.cross.click();
    await parts.tab.waitFor();
    await isFocused(page)('class="tab"');
  });
});

describe('the conversation', () => {
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
    await parts.window.getByText('Er neemt nog geen medewerker deel').waitFor();
    helpdesk.join('Anna');
    await parts.window.getByText(/^U chat met .Anna.$/).waitFor();
    await parts.log.getByText(/Anna. neemt deel aan de chat/).waitFor();
    helpdesk.join('Bram');
    await parts.window.getByText(/^U chat met .Anna. en .Bram.$/).waitFor();
    helpdesk.say('Anna', 'Zie https://example.nl/a?b=1.');
    const link = parts.log.getByRole('link', { name: 'https://example.nl/a?b=1' });
    expect(await link.getAttribute('rel')).toContain('noopener');
    helpdesk.leave('Anna');
    await parts.log.getByText(/Anna. heeft de chat verlaten/).waitFor();
  });

  test('[S45] an agent who types is shown, without a word of it, until the message comes', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    helpdesk.join('Anna');
    helpdesk.types('Anna');
    const sign = parts.window.getByText(/Anna. is aan het typen/);
    await sign.waitFor();
    expect(await parts.log.getByText('aan het typen').count()).toBe(0);
    helpdesk.say('Anna', 'Dag');
    await sign.waitFor({ state: 'detached' });
  });

  test('[S43] that the helpdesk reads along is said, unless it does not', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    await parts.window.getByText('De helpdesk ziet wat u typt').waitFor();
    helpdesk.setPreview(false);
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
    await expect.poll(() => helpdesk.entries().filter(isMessage)).toMatchObject([{ text: 'eerste' }]);
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
    for (let line = 1; line <= 30; line++) helpdesk.say('Anna', `regel ${line}`);
    await parts.log.getByText('regel 30').waitFor();
    await scrollTo(parts, 50);
    const pill = page.getByRole('button', { name: 'Nieuwe berichten' });
    expect(await pill.count()).toBe(0);
    helpdesk.say('Anna', 'de laatste');
    await pill.waitFor();
    expect(await parts.scroll.evaluate((box) => box.scrollTop)).toBe(50);
    await pill.click();
    await pill.waitFor({ state: 'detached' });
    const gap = () => parts.scroll.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
    expect(await gap()).toBeLessThan(2);
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
    await expect.poll(() => helpdesk.entries().at(-1)).toMatchObject({ text: 'onderweg' });
  });

  test('[A3] [A4] text of others is text: no markup, no element', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    helpdesk.say('<b>Anna</b>', '<img src=x onerror=alert(1)> javascript:alert(1)');
    await parts.log.getByText('<img src=x onerror=alert(1)> javascript:alert(1)').waitFor();
    expect(await parts.log.locator('img, a, b').count()).toBe(0);
  });
});

describe('restoring', () => {
  test('[S47] another page shows the chat again: draft, scroll position, open', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    for (let line = 1; line <= 30; line++) helpdesk.say('Anna', `regel ${line}`);
    await parts.log.getByText('regel 30').waitFor();
    await scrollTo(parts, 60);
    // The page goes before any timer has run.
    await parts.box.fill('nog niet verzonden');
    await page.goto('/meldingen');
    await parts.log.getByText('regel 30').waitFor();
    await expect.poll(() => parts.box.inputValue()).toBe('nog niet verzonden');
    expect(await parts.scroll.evaluate((box) => box.scrollTop)).toBe(60);
  });

  test('[S47] a window that was made small stays small, and counts what came', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await parts.small.click();
    await isFocused(page)('class="tab"');
    helpdesk.join('Anna');
    helpdesk.say('Anna', 'een');
    await page.getByRole('button', { name: 'Chat met de helpdesk 1 nieuw bericht' }).waitFor();
    await page.goto('/meldingen');
    await page.getByRole('button', { name: 'Chat met de helpdesk 1 nieuw bericht' }).click();
    await parts.log.getByText('een', { exact: true }).waitFor();
    await isFocused(page)('textarea');
  });

  test('[S16] [S51] a chat of the account comes back on another device, whether there is room or not', async () => {
    helpdesk.begin();
    helpdesk.heard('van mijn telefoon');
    helpdesk.setRoom(false);
    const page = await openPage(await newPerson());
    await partsOf(page).log.getByText('van mijn telefoon').waitFor();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  test('[S66] a next chat there has the nickname and e-mail of the one before', async () => {
    helpdesk.begin({ nickname: 'Jan', email: 'jan@example.nl' });
    helpdesk.end('timeout');
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
    helpdesk.vanish();
    await page.reload();
    await parts.tab.waitFor({ timeout: 3000 });
  });
});

describe('the end', () => {
  test('[S59] [S60] [S61] the cross asks; Escape and the first button go on', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await parts.cross.click();
    await isFocused(page)('Doorgaan met chat');
    for (let tabs = 0; tabs < 4; tabs++) {
      await page.keyboard.press('Tab');
      const inside = await page.evaluate(() => {
        const focused = document.activeElement?.shadowRoot?.activeElement;
        return focused ? focused.closest('dialog') !== null : 'outside the page';
      });
      expect(inside).not.toBe(false);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await isFocused(page)('Chat sluiten');
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
    helpdesk.end('agent');
    await parts.next.waitFor();
    expect(await elsewhere.evaluate((link) => link === document.activeElement)).toBe(true);
  });

  test('[S64] an end by the helpdesk or by a time-out says so', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await parts.cross.click();
    helpdesk.end('timeout');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await parts.log.getByText('De chat is beëindigd door een time-out').waitFor();
    await parts.next.waitFor();
  });

  test('[S65] Chat downloaden asks for the PDF in the reader’s language and time zone, and saves it', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    helpdesk.end('agent');
    helpdesk.setTranscript({ error: { code: 'internal' } });
    await parts.download.click();
    await parts.window.getByText('Er ging iets mis bij ons. Probeer het opnieuw.').waitFor();
    helpdesk.setTranscript({ ok: { url: '/chat.pdf' } });
    const [file] = await Promise.all([page.waitForEvent('download'), parts.download.click()]);
    expect(await readFile(await file.path(), 'utf8')).toBe('%PDF-1.7');
    expect(helpdesk.posts.at(-1)).toMatchObject({ body: { language: 'nl', timeZone: 'Europe/Amsterdam' } });
    expect(page.url()).toBe(`${helpdesk.url}/`);
  });

  test('[S71] Sluiten puts the tab back, and no page brings the chat back', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    helpdesk.end('agent');
    await parts.close.click();
    await parts.close.click();
    await parts.tab.waitFor();
    expect(helpdesk.asked('chat.rate')).toEqual([]);
    expect(helpdesk.asked('chat.dismiss')).toHaveLength(1);
    await page.goto('/meldingen');
    await parts.tab.waitFor();
    await startChat(parts);
  });
});

describe('for everyone', () => {
  test('a long conversation in several scripts, with a message that failed, is accessible and fits', async () => {
    const page = await openPage(await newPerson({ reducedMotion: 'reduce' }));
    const parts = partsOf(page);
    await startChat(parts);
    await say(parts, 'Goedemiddag, mijn factuur klopt niet. Zie https://example.nl/factuur?nr=2026-03.');
    helpdesk.join('Anna');
    helpdesk.say('Anna', 'x'.repeat(300));
    helpdesk.join('דליה');
    helpdesk.say('דליה', 'שלום, 123 מה שלומך?');
    await say(parts, 'مرحبا، أين فاتورتي؟');
    await expect.poll(() => helpdesk.asked('chat.say').length).toBe(2);
    helpdesk.answerWith('chat.say', { error: { code: 'too_large' } });
    await say(parts, 'Dit komt niet aan');
    await parts.log.getByText('Mislukt:').waitFor();
    helpdesk.types('Anna');
    await parts.window.getByText('aan het typen').waitFor();
    expect(await lookAt(page, 'widget-conversation', { onPhone: true })).toEqual([]);
  });

  test('the keyboard of a phone does not cover the composer', async () => {
    const page = await openPage(
      await newPerson({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }),
    );
    const parts = partsOf(page);
    await startChat(parts);
    // As browsers do that lay the keyboard over the page.
    await page.evaluate(() => {
      const { visualViewport } = window;
      if (!visualViewport) throw new Error('no visual viewport');
      Object.defineProperties(visualViewport, { height: { value: 380 }, offsetTop: { value: 24 } });
      visualViewport.dispatchEvent(new Event('resize'));
    });
    expect(await parts.window.boundingBox()).toEqual({ x: 0, y: 24, width: 360, height: 380 });
    const box = await parts.box.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(24 + 380);
  });

  test('in English when that was chosen', async () => {
    const context = await newPerson();
    await context.addInitScript(() => localStorage.setItem('language', 'en'));
    const page = await openPage(context);
    await page.getByRole('button', { name: 'Chat with the helpdesk' }).click();
    await page.getByRole('button', { name: 'Start chat' }).click();
    await page.getByText('The helpdesk sees what you type').waitFor();
  });
});
