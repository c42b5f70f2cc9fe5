// A busy desk on a laptop, with a mouse and so with ordinary scrollbars: six own chats, others that wait.
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { screenshot } from '../../../support/browser.ts';
import { gapOf, scrollTo } from '../../../support/scrolling.ts';
import { type Helpdesk, talk } from '../support/helpdesk.ts';
import { block, chatWindow, consoleInBrowser, reply } from '../support/in-browser.ts';

let helpdesk: Helpdesk;
const { open } = consoleInBrowser(
  (today) => {
    helpdesk = today;
  },
  { hasScrollbars: true },
);

const laptop = { viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' } as const;
const names = ['Jan', 'Petra', 'Kees', 'Fatma', 'Mohammed', 'Sanne'];

/** Own chats, the first waiting longest; each customer wrote a few lines in a row after Anna's answer. */
const beBusy = async (own = names) => {
  await helpdesk.onDuty(8);
  const says = [...talk('Anna'), ['Anna', 'Dank u, ik kijk het voor u na. Een ogenblik geduld.']] as const;
  // Their windows come in the order of who came last.
  for (const [at, name] of [...own.entries()].reverse()) {
    await helpdesk.mine(name, { ago: 300_000, says });
    for (const line of [1, 2, 3, 4])
      await helpdesk.say(
        name,
        `Regel ${line}: wanneer krijg ik antwoord?`,
        'klant',
        (own.length - at) * 30_000,
      );
  }
  await helpdesk.wait('Wachter', 108_000);
  await helpdesk.wait('Nieuw', 1_000);
};

const heightOf = async (part: Locator): Promise<number> => (await part.boundingBox())?.height ?? 0;
/** Of everything that scrolls inside: what is taller than it shows. */
const overflowOf = (part: Locator): Promise<number> =>
  part.evaluate((element) => element.scrollHeight - element.clientHeight);

const openBusy = async (options: Parameters<typeof open>[1] = laptop): Promise<Page> => {
  const page = await open('/', options);
  await chatWindow(page, 'Jan').getByText('Regel 4').waitFor();
  return page;
};

describe('a window', () => {
  test('[S58] [S29] with six chats on a laptop a conversation has most of its window, and room for two lines at least', async () => {
    await beBusy();
    const page = await openBusy();
    // What comes beside the talking is there as well.
    for (const name of names)
      await chatWindow(page, name).locator('.customer-card, .note-open').nth(1).waitFor();
    await screenshot(page, 'busy-desk-1280');
    for (const name of ['Jan', 'Petra', 'Kees']) {
      const window = chatWindow(page, name);
      const log = await heightOf(window.locator('.chat-log'));
      expect(log / (await heightOf(window))).toBeGreaterThan(0.55);
      expect(await heightOf(window.locator('.chat-window__head'))).toBeLessThan(64);
    }
  });

  test('[S58] never scrolls as a whole, however long its conversation is and whatever stands beside it', async () => {
    await beBusy();
    const page = await openBusy();
    for (let line = 0; line < 60; line++) await helpdesk.say('Jan', `Nog een regel van Jan, nummer ${line}`);
    const window = chatWindow(page, 'Jan');
    await window.getByText('nummer 59').waitFor();
    expect(await overflowOf(window)).toBe(0);
    await window.getByText('Gegevens voor de melding').click();
    await window.getByLabel('Onderwerp').waitFor();
    await helpdesk.typed('Jan', 'Ik typ\n'.repeat(30));
    await window.getByText('nog niet verzonden').waitFor();
    expect(await overflowOf(window)).toBe(0);
    expect(await overflowOf(window.locator('.chat-log__view'))).toBeGreaterThan(0);
  });

  test('[S44] what is being typed stays above the reply box, also for an agent who reads further up', async () => {
    await beBusy();
    const page = await openBusy();
    for (let line = 0; line < 30; line++) await helpdesk.say('Jan', `Nog een regel van Jan, nummer ${line}`);
    const window = chatWindow(page, 'Jan');
    await window.getByText('nummer 29').waitFor();
    const view = window.locator('.chat-log__view');
    // Somebody who scrolls does so in a log that stands still.
    await expect.poll(() => gapOf(view)).toBeLessThan(2);
    await scrollTo(view, 0);
    await window.getByRole('button', { name: 'Naar het nieuwste bericht' }).waitFor();
    await helpdesk.typed('Jan', 'Laat maar');
    const typed = window.getByText('Laat maar');
    await typed.waitFor();
    const [above, box] = [await typed.boundingBox(), await reply(page, 'Jan').boundingBox()];
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(box?.y ?? 0);
    expect(box?.y).toBeLessThan(720);
  });

  test('[S32] opens the ticket fields only where there is room for them, then as this agent left them', async () => {
    await beBusy();
    const page = await openBusy();
    const fields = (name: string) => chatWindow(page, name).getByLabel('Onderwerp');
    expect(await fields('Jan').isVisible()).toBe(false);
    await chatWindow(page, 'Jan').getByText('Gegevens voor de melding').click();
    await fields('Jan').fill('Factuur oktober');
    await page.reload();
    await fields('Petra').waitFor();
    await chatWindow(page, 'Jan').getByText('Gegevens voor de melding').click();
    await chatWindow(page, 'Jan').getByText('Factuur oktober').waitFor();
    await page.reload();
    await chatWindow(page, 'Petra').getByText('Regel 4').waitFor();
    expect(await fields('Petra').isVisible()).toBe(false);
  });

  test('[S32] on a tall screen with a window or two they are open at once', async () => {
    await beBusy(['Jan', 'Petra']);
    const page = await openBusy({ viewport: { width: 1920, height: 1080 } });
    await chatWindow(page, 'Jan').getByLabel('Onderwerp').waitFor();
  });

  test('[S81] [S75] where it is narrow, what an agent can do with a chat stands behind the dots', async () => {
    await beBusy();
    const page = await openBusy();
    const window = chatWindow(page, 'Petra');
    const more = window.getByRole('button', { name: 'Meer: chat met Petra' });
    expect(await window.getByRole('button', { name: 'Uitnodigen' }).isVisible()).toBe(false);
    await more.click();
    await window.getByRole('button', { name: 'Chat beëindigen' }).waitFor();
    await page.keyboard.press('Escape');
    await window.getByRole('button', { name: 'Chat beëindigen' }).waitFor({ state: 'hidden' });
    await more.press('Enter');
    await window.getByRole('button', { name: 'Uitnodigen' }).click();
    await page.getByRole('dialog').waitFor();
  });

  test('[S73] that of an ended chat stands behind those that run, and equal names are told apart by their time', async () => {
    await beBusy(['Jan', 'Petra']);
    await helpdesk.mine('Jan-weer', { nickname: 'Jan' });
    const page = await openBusy();
    const titles = () => page.locator('.chat-window h2').allInnerTexts();
    await chatWindow(page, 'Petra').getByText('Regel 4').waitFor();
    await helpdesk.endBy('Petra');
    await expect
      .poll(titles)
      .toEqual([
        expect.stringMatching(/^1\s+Jan\s+\d\d:\d\d$/),
        expect.stringMatching(/^2\s+Jan\s+\d\d:\d\d$/),
        expect.stringMatching(/^3\s+Petra$/),
      ]);
    await helpdesk.endBy('Jan-weer');
    await helpdesk.own.ask('chat.delete', { chatId: helpdesk.chatId('Jan-weer') });
    await expect
      .poll(titles)
      .toEqual([expect.stringMatching(/^1\s+Jan$/), expect.stringMatching(/^2\s+Petra$/)]);
  });

  test('[S55] lines of one person in one minute stand together, with one name and one time', async () => {
    await beBusy(['Jan']);
    const page = await openBusy();
    const window = chatWindow(page, 'Jan');
    const heads = await window.locator('.message__head').count();
    expect(heads).toBe((await window.locator('.message').count()) - 3);
  });
});

describe('the list', () => {
  test('[S26] own chats show their last line, how much is new, and who waits how long; who waits longest stands first', async () => {
    await beBusy(['Jan', 'Petra', 'Kees']);
    const page = await openBusy();
    const jan = block(page, 'Jan');
    await jan.getByText('Regel 4').waitFor();
    await jan.getByText(/^wacht al op u 1:3\d$/).waitFor();
    await block(page, 'Kees')
      .getByText(/^wacht op u 0:3\d$/)
      .waitFor();
    const order = () => page.locator('.block .block__name').allInnerTexts();
    expect(await order()).toEqual(['Nieuw', 'Wachter', 'Jan', 'Petra', 'Kees']);
    await chatWindow(page, 'Jan')
      .getByText(/^wacht al op u/)
      .waitFor();
    // Answered: Jan waits no more, and goes behind those who do.
    await reply(page, 'Jan').fill('Ik heb het gevonden.');
    await page.keyboard.press('Enter');
    await jan.getByText('U: Ik heb het gevonden.').waitFor();
    await expect.poll(order).toEqual(['Nieuw', 'Wachter', 'Petra', 'Kees', 'Jan']);
    await helpdesk.say('Petra', 'Bent u er nog?');
    await block(page, 'Petra').getByText('Bent u er nog?').waitFor();
    await block(page, 'Petra').getByTitle('1 nieuw bericht').waitFor();
  });

  test('[S26] a waiting block shows the question and that more is being typed, until it is asked', async () => {
    await helpdesk.onDuty();
    const question = 'Mijn bestelling van vorige week is nog niet geleverd. '.repeat(3);
    await helpdesk.wait('Wachter', 5_000, question);
    await helpdesk.come('Typt');
    const page = await open('/', laptop);
    const asked = block(page, 'Wachter').getByText('Mijn bestelling van vorige week');
    await asked.waitFor();
    // Two lines of it.
    expect(await heightOf(block(page, 'Wachter').locator('.block__said'))).toBeLessThan(50);
    expect(await block(page, 'Typt').getByText('typt…').count()).toBe(0);
    for (const name of ['Typt', 'Wachter'])
      await helpdesk.customer(name).tryTo('chat.typing', { chatId: helpdesk.chatId(name) });
    await block(page, 'Typt').getByText('typt…').waitFor();
    await block(page, 'Wachter').getByText('typt…').waitFor();
    await screenshot(page, 'busy-desk-question');
    await helpdesk.say('Typt', 'Bent u er?');
    await block(page, 'Typt').getByText('Bent u er?').waitFor();
    await block(page, 'Typt').getByText('typt…').waitFor({ state: 'detached' });
  });

  test('[S54] who waits longest is named above the list, in sight however far it is scrolled, and one key away', async () => {
    await beBusy();
    const page = await openBusy();
    const longest = page.locator('.longest');
    await longest.getByText('Wachter').waitFor();
    await page.locator('.chat-list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await longest.getByRole('button', { name: 'Deelnemen bij wie het langst wacht: Wachter' }).waitFor();
    const box = await longest.boundingBox();
    expect(box?.y).toBeGreaterThan(100);
    expect(box?.y).toBeLessThan(300);
    await reply(page, 'Jan').click();
    await page.keyboard.press('Alt+w');
    await chatWindow(page, 'Wachter').waitFor();
    await longest.getByText('Nieuw').waitFor();
  });

  test('[S8] a maximum that was lowered reads as one', async () => {
    await beBusy();
    await helpdesk.change({ max: 1 });
    const page = await openBusy();
    await page.getByText('Beschikbaar · 6 chats, maximum 1').waitFor();
    await page.getByText('U zit aan uw maximum van 1 chat.').waitFor();
  });
});

describe('keys', () => {
  test('[F1] Option with a digit types its character, in the window that has the cursor', async () => {
    await beBusy(['Jan', 'Petra']);
    const page = await openBusy();
    await reply(page, 'Jan').click();
    await page.keyboard.type('Dat kost ');
    const isTaken = await page.evaluate(() => {
      const event = new KeyboardEvent('keydown', {
        code: 'Digit2',
        key: '€',
        altKey: true,
        bubbles: true,
        cancelable: true,
      });
      return !document.activeElement?.dispatchEvent(event);
    });
    expect(isTaken).toBe(false);
    await page.keyboard.insertText('€');
    await page.keyboard.type('25');
    expect(await reply(page, 'Jan').inputValue()).toBe('Dat kost €25');
    expect(await reply(page, 'Petra').inputValue()).toBe('');
  });

  test('[S58] Alt with the number in its title goes to a window', async () => {
    await beBusy(['Jan', 'Petra']);
    const page = await openBusy();
    await reply(page, 'Jan').click();
    await page.keyboard.press('Alt+2');
    await expect
      .poll(() => reply(page, 'Petra').evaluate((box) => box === document.activeElement))
      .toBe(true);
    await page.keyboard.type('Dag');
    expect(await reply(page, 'Petra').inputValue()).toBe('Dag');
  });
});

describe('what an agent must not miss', () => {
  test('[S5] the first time the service is started it offers sound and notifications, once', async () => {
    const page = await open('/', { ...laptop, permissions: ['notifications'] });
    const offer = page.getByText('Wilt u een geluid en een notificatie als een klant op u wacht?');
    await page.getByRole('button', { name: 'Chatdienst starten' }).click();
    await offer.waitFor();
    await page.getByRole('button', { name: 'Aan', exact: true }).click();
    await offer.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /^Geluid en notificaties: (aan|geblokkeerd)$/ }).waitFor();
    await page.reload();
    await page.getByText('Beschikbaar ·').waitFor();
    expect(await offer.isVisible()).toBe(false);
  });

  test('[S5] later is later: it is not asked again', async () => {
    await helpdesk.onDuty();
    const page = await open('/', laptop);
    await page.getByRole('button', { name: 'Later', exact: true }).click();
    await page.reload();
    await page.getByText('Beschikbaar ·').waitFor();
    expect(await page.getByRole('button', { name: 'Later', exact: true }).isVisible()).toBe(false);
  });

  test('[S5] [S55] being available and the connection are in sight on every page, and who waits has its own colour', async () => {
    await beBusy(['Jan']);
    const page = await openBusy();
    await page.getByRole('link', { name: 'Chatoverzicht' }).click();
    const bar = page.getByLabel('Beschikbaarheid en verbinding');
    await bar.getByText('Beschikbaar · 1 van 8 chats').waitFor();
    await bar.getByText('Verbonden').waitFor();
    await page.getByRole('link', { name: /2 chats wachten/ }).waitFor();
    await helpdesk.say('Jan', 'Hallo?');
    await page.getByRole('link', { name: /2 chats wachten.*1 nieuw bericht/ }).waitFor();
    helpdesk.cut();
    await bar.getByText(/Opnieuw verbinden|Verbinden/).waitFor();
    await page.setViewportSize({ width: 360, height: 640 });
    await page.evaluate(() => globalThis.scrollTo(0, document.body.scrollHeight));
    expect((await bar.boundingBox())?.y).toBeGreaterThanOrEqual(0);
  });

  test('[S86] a colleague’s chat says so in its block, without a last line that is not for this agent', async () => {
    await helpdesk.onDuty();
    await helpdesk.come('Kees', { agents: ['Bram'] });
    const page = await open('/', laptop);
    await block(page, 'Kees').getByText('Bram neemt deel').waitFor();
    expect(await block(page, 'Kees').locator('.block__last').count()).toBe(0);
  });
});

describe('fingers', () => {
  const phone = { viewport: { width: 740, height: 360 }, hasTouch: true, isMobile: true } as const;

  test('[S58] on a phone on its side the reply box is in sight, with two lines above it', async () => {
    await beBusy(['Jan', 'Petra']);
    const page = await open('/', phone);
    await page.getByRole('tab', { name: /Jan/ }).click();
    const box = await reply(page, 'Jan').boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(360);
    expect(await heightOf(page.locator('.chat-log'))).toBeGreaterThanOrEqual(96);
    await screenshot(page, 'busy-desk-landscape');
  });

  test('nothing to press on the desk is smaller than a finger', async () => {
    await beBusy(['Jan']);
    const page = await open('/', { ...phone, viewport: { width: 360, height: 740 } });
    await block(page, 'Jan').waitFor();
    const small = await page.locator('button, a[href], summary, select').evaluateAll((all) =>
      all
        .filter((one) => one.checkVisibility() && !one.matches('.skip-link'))
        .map((one) => ({ box: one.getBoundingClientRect(), name: one.textContent }))
        .filter(({ box }) => box.height < 44 || box.width < 44)
        .map(({ box, name }) => `${name} ${box.width}x${box.height}`),
    );
    expect(small).toEqual([]);
  });
});
