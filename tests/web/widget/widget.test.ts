// The tab, the form and the looks of the chat on the portal's real pages in a real browser, under the strictest CSP; with the real helpdesk behind it.
import { beforeEach, describe, expect, test } from 'vitest';
import { NICKNAME_MAX } from '../../../shared/rules.ts';
import { SPEAKS } from '../../../shared/terms.ts';
import { lookAt } from '../../support/looks.ts';
import type { Helpdesk } from './support/helpdesk.ts';
import { isFocused, partsOf, say, startChat, useRig } from './support/rig.ts';

const rig = useRig();
const { newPerson, openPage } = rig;
let helpdesk: Helpdesk;
beforeEach(() => {
  helpdesk = rig.helpdesk();
});

describe('the tab', () => {
  test('[S14] comes and goes with the room at the helpdesk, without a reload', async () => {
    await helpdesk.setRoom(false);
    const { tab } = partsOf(await openPage(await newPerson()));
    await expect.poll(() => helpdesk.asked('lobby.enter')).toMatchObject([{ speaks: SPEAKS }]);
    expect(await tab.isVisible()).toBe(false);
    await helpdesk.setRoom(true);
    await tab.waitFor();
    await helpdesk.setRoom(false);
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
    await helpdesk.setRoom(false);
    await new Promise((later) => setTimeout(later, 300));
    helpdesk.comeUp();
    await tab.waitFor({ state: 'hidden' });
  });

  test('when the server drops it, it comes back spread over 15 s, and at once for whoever looks or gets a network', async () => {
    const context = await newPerson();
    await context.addInitScript(() => {
      Math.random = () => 0.99;
      window.WebSocket = class extends WebSocket {
        constructor(url: string | URL) {
          super(url);
          this.addEventListener('close', () =>
            document.documentElement.append(document.createComment('dropped')),
          );
        }
      };
    });
    const page = await openPage(context);
    const drops = () =>
      page.evaluate(
        () =>
          [...document.documentElement.childNodes].filter(({ nodeValue }) => nodeValue === 'dropped').length,
      );
    await partsOf(page).tab.waitFor();
    await page.clock.install();
    const drop = async () => {
      const before = await drops();
      helpdesk.goDown();
      helpdesk.comeUp();
      await expect.poll(drops).toBe(before + 1);
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
    await isFocused(page)('name="question"');
    await parts.nickname.fill('x'.repeat(NICKNAME_MAX + 5));
    await parts.window.getByText('5 tekens te lang').waitFor();
    await parts.start.click();
    await isFocused(page)('name="nickname"');
    expect((await parts.nickname.inputValue()).length).toBe(NICKNAME_MAX + 5);
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

  test('[A11] who started too often is told how long to wait, and what was typed stays', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await parts.tab.click();
    await parts.nickname.fill('Jan');
    await parts.email.fill('jan@example.nl');
    helpdesk.answerWith('chat.start', { error: { code: 'too_many_attempts', retryAfterSeconds: 1700 } });
    await parts.start.click();
    await parts.window.getByText('Te veel pogingen. Probeer het over 29 minuten opnieuw.').waitFor();
    expect([await parts.nickname.inputValue(), await parts.email.inputValue()]).toEqual([
      'Jan',
      'jan@example.nl',
    ]);
    helpdesk.answerWith('chat.start', undefined);
    await parts.start.click();
    await parts.box.waitFor();
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

describe('for everyone', () => {
  test('a long conversation in several scripts, with a message that failed, is accessible and fits', async () => {
    const page = await openPage(await newPerson({ reducedMotion: 'reduce' }));
    const parts = partsOf(page);
    await startChat(parts);
    await say(parts, 'Goedemiddag, mijn factuur klopt niet. Zie https://example.nl/factuur?nr=2026-03.');
    await helpdesk.join('Anna');
    await helpdesk.say('Anna', 'x'.repeat(300));
    await helpdesk.join('דליה');
    await helpdesk.say('דליה', 'שלום, 123 מה שלומך?');
    await say(parts, 'مرحبا، أين فاتورتي؟');
    await expect.poll(() => helpdesk.asked('chat.say').length).toBe(2);
    helpdesk.answerWith('chat.say', { error: { code: 'too_large' } });
    await say(parts, 'Dit komt niet aan');
    await parts.log.getByText('Mislukt:').waitFor();
    await helpdesk.types('Anna');
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
    await page
      .getByRole('region', { name: 'Chat with the helpdesk' })
      .getByRole('button', { name: 'Start chat' })
      .click();
    await page.getByText('The helpdesk sees what you type').waitFor();
  });
});
