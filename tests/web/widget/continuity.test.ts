// The chat in several tabs and in a window of its own, its sound, and the countdown; in a real browser, with the real helpdesk behind it.
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { screenshot } from '../../support/browser.ts';
import { countNotes, notesOf } from '../../support/notes.ts';
import type { Helpdesk } from './support/helpdesk.ts';
import { isFocused, partsOf, say, startChat, useRig } from './support/rig.ts';

const rig = useRig();
const { newPerson, openPage } = rig;
let helpdesk: Helpdesk;
beforeEach(() => {
  helpdesk = rig.helpdesk();
});

describe('[S10] the time-out', () => {
  test('is counted down with a button that says that somebody is there; only the question is announced', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    expect(await parts.isHere.count()).toBe(0);
    await helpdesk.expireIn(60_000);
    const timer = page.getByRole('timer');
    await expect.poll(() => timer.textContent()).toMatch(/^\d+ seconden$/);
    const before = await timer.textContent();
    await expect.poll(() => timer.textContent()).not.toBe(before);
    expect(await timer.getAttribute('aria-live')).toBe('off');
    expect(await timer.locator('xpath=ancestor::*[@role="status"]').count()).toBe(1);
    await screenshot(page, 'widget-expiring');
    await parts.isHere.click();
    await timer.waitFor({ state: 'detached' });
    expect(helpdesk.asked('chat.stay')).toHaveLength(1);
    await isFocused(page)('textarea');
  });

  test('is no longer counted down once something was said, on either side', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    await helpdesk.join('Anna');
    await helpdesk.expireIn(60_000);
    await parts.isHere.waitFor();
    await say(parts, 'ik zoek het op');
    await parts.isHere.waitFor({ state: 'detached' });
    await helpdesk.expireIn(60_000);
    await parts.isHere.waitFor();
    await helpdesk.say('Anna', 'Neem de tijd');
    await parts.isHere.waitFor({ state: 'detached' });
  });

  test('is still counted down after a reload', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await helpdesk.expireIn(50_000);
    await parts.isHere.waitFor();
    await page.reload();
    await expect.poll(() => page.getByRole('timer').textContent()).toMatch(/^\d+ seconden$/);
  });
});

test('[S43] the notice comes and goes with the setting, and so do the previews', async () => {
  const parts = partsOf(await openPage(await newPerson()));
  await startChat(parts);
  await helpdesk.join('Anna');
  const notice = parts.window.getByText('De helpdesk ziet wat u typt');
  await notice.waitFor();
  await helpdesk.setPreview(false);
  await notice.waitFor({ state: 'detached' });
  await parts.box.pressSequentially('geheim');
  await new Promise((later) => setTimeout(later, 1000));
  // What page one is on and how far one has read is said without a word of it.
  expect(helpdesk.asked('chat.preview').filter(({ text }) => text !== '')).toEqual([]);
  await helpdesk.setPreview(true);
  await notice.waitFor();
  await expect.poll(() => helpdesk.asked('chat.preview').at(-1)).toMatchObject({ text: 'geheim' });
});

describe('several tabs', () => {
  test('show one conversation: what one says, all show, and an end ends all', async () => {
    const person = await newPerson();
    const [first, second] = [await openPage(person), await openPage(person, '/meldingen')];
    const [one, two] = [partsOf(first), partsOf(second)];
    await startChat(one);
    // The other tab hears of it without being touched.
    await two.box.waitFor();
    await say(one, 'uit de eerste');
    await two.log.getByText('uit de eerste').waitFor();
    await say(two, 'uit de tweede');
    await one.log.getByText('uit de tweede').waitFor();
    await helpdesk.say('Anna', 'voor allebei');
    await Promise.all([one, two].map(({ log }) => log.getByText('voor allebei').waitFor()));
    await two.cross.click();
    await two.end.click();
    await one.next.waitFor();
  });

  test('[S66] a next chat in one is the next chat in all', async () => {
    const person = await newPerson();
    const one = partsOf(await openPage(person));
    await startChat(one);
    await say(one, 'de vorige vraag');
    const two = partsOf(await openPage(person));
    await two.log.getByText('de vorige vraag').waitFor();
    await helpdesk.end('agent');
    await two.next.waitFor();
    await one.next.click();
    await two.box.waitFor();
    expect(await two.log.getByText('de vorige vraag').count()).toBe(0);
    await say(two, 'de volgende vraag');
    await one.log.getByText('de volgende vraag').waitFor();
  });

  test('[S71] closing in one closes in all, and puts the chat away once for each that showed it', async () => {
    const person = await newPerson();
    const one = partsOf(await openPage(person));
    await startChat(one);
    const two = partsOf(await openPage(person));
    await two.box.waitFor();
    await helpdesk.end('agent');
    await two.next.waitFor();
    await one.close.click();
    await one.close.click();
    await one.tab.waitFor();
    await two.tab.waitFor();
    expect(await two.next.count()).toBe(0);
  });

  test('a form that is being filled in stays when a chat elsewhere is put away', async () => {
    const person = await newPerson();
    const one = partsOf(await openPage(person));
    await one.tab.click();
    const two = partsOf(await openPage(person));
    await two.tab.click();
    await two.nickname.fill('Jan');
    await one.cross.click();
    await one.tab.waitFor();
    expect(await two.nickname.inputValue()).toBe('Jan');
  });
});

/** As a page that is not looked at: headless pages all have the focus. */
const lookAway = (page: Page) =>
  page.evaluate(() => {
    document.hasFocus = () => false;
  });
const pause = (ms: number) => new Promise((later) => setTimeout(later, ms));

describe('the sound of a new message', () => {
  test('is played in one tab only, and not while the chat is looked at in one', async () => {
    const person = await newPerson();
    await countNotes(person);
    const pages = [await openPage(person), await openPage(person)];
    const [first, second] = pages;
    if (!first || !second) throw new Error('no pages');
    await startChat(partsOf(first));
    await partsOf(second).box.click();
    const played = async () => (await Promise.all(pages.map(notesOf))).reduce((sum, notes) => sum + notes, 0);
    await lookAway(first);
    await helpdesk.say('Anna', 'gezien');
    await partsOf(second).log.getByText('gezien').waitFor();
    await pause(1000);
    expect(await played()).toBe(0);
    await lookAway(second);
    // The tab that was looked at keeps the others quiet for a while.
    const sayAndHear = async () => {
      await helpdesk.say('Anna', 'niet gezien');
      return played();
    };
    await expect.poll(sayAndHear, { interval: 1000 }).toBe(1);
    await pause(1000);
    expect(await played()).toBe(1);
  });

  test('can be switched off; that is remembered, also by a later tab', async () => {
    const person = await newPerson();
    await countNotes(person);
    const page = await openPage(person);
    const parts = partsOf(page);
    await startChat(parts);
    expect(await parts.sound.getAttribute('aria-pressed')).toBe('true');
    await parts.sound.click();
    expect(await parts.sound.getAttribute('aria-pressed')).toBe('false');
    await screenshot(page, 'widget-silent');
    await lookAway(page);
    await helpdesk.say('Anna', 'stil');
    await parts.log.getByText('stil').waitFor();
    await pause(1000);
    expect(await notesOf(page)).toBe(0);
    const later = partsOf(await openPage(person));
    await expect.poll(() => later.sound.getAttribute('aria-pressed')).toBe('false');
    await later.sound.click();
    await page.reload();
    expect(await parts.sound.getAttribute('aria-pressed')).toBe('false');
  });

  test('is not made for what the customer says', async () => {
    const person = await newPerson();
    await countNotes(person);
    const page = await openPage(person);
    const parts = partsOf(page);
    await startChat(parts);
    await lookAway(page);
    await say(parts, 'hallo?');
    await helpdesk.heard('vanaf mijn telefoon');
    await parts.log.getByText('vanaf mijn telefoon').waitFor();
    await pause(1000);
    expect(await notesOf(page)).toBe(0);
  });
});

describe('two tabs of one chat', () => {
  test('each keeps what was typed in it, also when the other sends', async () => {
    const person = await newPerson();
    const page = await openPage(person);
    const [one, two] = [partsOf(page), partsOf(await openPage(person))];
    await startChat(one);
    await two.box.waitFor();
    await one.box.fill('Nog niet klaar');
    await say(two, 'Goedemiddag');
    await two.log.getByText('· Verzonden').waitFor();
    await page.reload();
    await expect.poll(() => one.box.inputValue()).toBe('Nog niet klaar');
    // What was sent does not come back.
    await one.box.press('Enter');
    await one.log.getByText('Nog niet klaar').waitFor();
    await page.reload();
    await one.log.getByText('Nog niet klaar').waitFor();
    expect(await one.box.inputValue()).toBe('');
  });
});

describe('the next visit', () => {
  test('[S51] with the browser closed in between, the chat is as small as it was, with what was typed', async () => {
    const person = await newPerson();
    const page = await openPage(person);
    const parts = partsOf(page);
    await startChat(parts);
    await parts.box.fill('half af');
    await parts.small.click();
    await page.close();
    const later = await openPage(person);
    await partsOf(later).tab.waitFor();
    await expect.poll(() => helpdesk.asked('chat.sync').length).toBeGreaterThan(0);
    expect(await partsOf(later).window.count()).toBe(0);
    await partsOf(later).tab.click();
    await expect.poll(() => partsOf(later).box.inputValue()).toBe('half af');
  });

  test('[S71] a chat that was put away elsewhere does not come back with the tab', async () => {
    const person = await newPerson();
    const page = await openPage(person);
    await startChat(partsOf(page));
    await page.close();
    await helpdesk.putAway();
    const parts = partsOf(await openPage(person));
    await parts.tab.click();
    await parts.start.waitFor();
    expect(await parts.nickname.inputValue()).toBe('jansen');
  });
});

/** Presses pop out and gives the window. */
const popOut = async (page: Page): Promise<Page> => {
  const [window] = await Promise.all([page.waitForEvent('popup'), partsOf(page).popOut.click()]);
  await partsOf(window).window.waitFor();
  return window;
};

describe('a window of its own', () => {
  test('[S49] its button stands beside the cross', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    const [button, cross] = [await parts.popOut.boundingBox(), await parts.cross.boundingBox()];
    expect(button?.y).toBe(cross?.y);
    expect((cross?.x ?? 0) - ((button?.x ?? 0) + (button?.width ?? 0))).toBeLessThan(12);
  });

  test('[S48] [S50] takes the chat with what was typed; the page says so; its cross brings it back with what was typed since', async () => {
    const person = await newPerson();
    const page = await openPage(person);
    const parts = partsOf(page);
    await startChat(parts);
    await say(parts, 'een vraag');
    await parts.box.fill('half');
    const window = await popOut(page);
    expect(new URL(window.url()).pathname).toBe('/chat');
    const out = partsOf(window);
    await out.log.getByText('een vraag').waitFor();
    expect(await out.box.inputValue()).toBe('half');
    await isFocused(window)('textarea');
    await parts.elsewhere.waitFor();
    expect(await parts.window.count()).toBe(1);
    expect(await parts.box.count()).toBe(0);
    await screenshot(page, 'widget-elsewhere');
    await window.setViewportSize({ width: 900, height: 700 });
    await screenshot(window, 'widget-popped-out');
    // Once it has come up.
    await expect.poll(() => out.window.boundingBox()).toEqual({ x: 0, y: 0, width: 900, height: 700 });
    expect(await out.small.count()).toBe(0);
    expect(await out.popOut.count()).toBe(0);

    await helpdesk.say('Anna', 'een antwoord');
    await out.log.getByText('een antwoord').waitFor();
    await out.box.fill('half af');
    await window.close();
    await parts.log.getByText('een antwoord').waitFor();
    expect(await parts.box.inputValue()).toBe('half af');
  });

  test('[S50] "terughalen" closes it, from any tab', async () => {
    const person = await newPerson();
    const page = await openPage(person);
    await startChat(partsOf(page));
    const window = await popOut(page);
    await partsOf(window).box.fill('onderweg');
    const other = partsOf(await openPage(person, '/meldingen'));
    await other.elsewhere.waitFor();
    await Promise.all([window.waitForEvent('close'), other.bringBack.click()]);
    await expect.poll(() => other.box.inputValue()).toBe('onderweg');
    await expect.poll(() => partsOf(page).box.inputValue()).toBe('onderweg');
  });

  test('[S50] a crash of it brings the chat back at once', async () => {
    const person = await newPerson();
    const page = await openPage(person);
    const parts = partsOf(page);
    await startChat(parts);
    // Not by the button: a window that a page opened shares its process, and would take the page along.
    const window = await openPage(person, '/chat');
    await partsOf(window).box.fill('net voor de crash');
    await parts.elsewhere.waitFor();
    const session = await person.newCDPSession(window);
    // Never answers: the process is gone.
    void session.send('Page.crash').catch(() => {});
    await parts.box.waitFor();
    expect(await parts.box.inputValue()).toBe('net voor de crash');
  });

  test('[S49] a browser that allows none keeps the chat in the page, with a hint', async () => {
    const person = await newPerson();
    await person.addInitScript(() => {
      window.open = () => null;
    });
    const page = await openPage(person);
    const parts = partsOf(page);
    await startChat(parts);
    await parts.popOut.click();
    await parts.window.getByText('Uw browser staat geen los venster toe.').waitFor();
    await screenshot(page, 'widget-blocked');
    await say(parts, 'gewoon verder');
    await parts.log.getByText('gewoon verder').waitFor();
  });

  test('an end in it, and closing, puts the tab back on the page and closes the window', async () => {
    const person = await newPerson();
    const page = await openPage(person);
    await startChat(partsOf(page));
    const window = await popOut(page);
    const out = partsOf(window);
    await out.cross.click();
    await out.end.click();
    await out.close.click();
    await out.star('4 sterren').check();
    await Promise.all([window.waitForEvent('close'), out.rate.click()]);
    await partsOf(page).tab.waitFor();
    expect(helpdesk.asked('chat.rate')).toMatchObject([{ stars: 4, comment: '' }]);
  });

  test('its page without a chat says so', async () => {
    const page = await openPage(await newPerson(), '/chat');
    await page.getByText('Hier is geen chat geopend.').waitFor();
    await page.getByRole('link', { name: 'Naar de startpagina' }).waitFor();
  });
});
