// What comes after a chat, or instead of one: stars and their explanation, a next chat that finds no room, a message that is left.
import { beforeEach, describe, expect, test } from 'vitest';
import { COMMENT_MAX } from '../../../shared/rules.ts';
import { screenshot } from '../../support/browser.ts';
import type { Helpdesk } from './support/helpdesk.ts';
import { isFocused, partsOf, say, startChat, useRig } from './support/rig.ts';

const rig = useRig();
const { newPerson, openPage } = rig;
let helpdesk: Helpdesk;
beforeEach(() => {
  helpdesk = rig.helpdesk();
});

/** A chat that has ended, with "Sluiten" pressed. */
const atStars = async () => {
  const page = await openPage(await newPerson());
  const parts = partsOf(page);
  await startChat(parts);
  await helpdesk.end('agent');
  await parts.close.click();
  await parts.star('5 sterren').waitFor();
  return { page, parts };
};

describe('the stars', () => {
  test('[S68] are a group of radio buttons, within reach of the keyboard alone', async () => {
    const { page, parts } = await atStars();
    await isFocused(page)('Hoe heeft de helpdesk u geholpen?');
    expect(await page.getByRole('group', { name: 'Hoe heeft de helpdesk u geholpen?' }).count()).toBe(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await parts.star('3 sterren').isChecked()).toBe(true);
    await page.getByText('Redelijk', { exact: true }).waitFor();
    expect(await page.getByText('★').count()).toBe(3);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Prima');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await isFocused(page)('Bedankt voor uw waardering.');
    await screenshot(page, 'widget-thanks');
    expect(helpdesk.asked('chat.rate')).toMatchObject([{ stars: 3, comment: 'Prima' }]);
    // The chat is put away already; the window goes by itself.
    await expect.poll(() => helpdesk.asked('chat.dismiss')).toHaveLength(1);
    await parts.tab.waitFor();
    expect(helpdesk.asked('chat.dismiss')).toHaveLength(1);
  });

  test.each(['1 ster', '2 sterren'])('[S69] %s needs an explanation that is not blank', async (name) => {
    const { page, parts } = await atStars();
    await parts.star(name).check();
    await page.getByText('(verplicht bij 1 of 2 sterren)').waitFor();
    await parts.rate.click();
    // In the words of the page, not of the browser.
    await page.getByText('Geef bij 1 of 2 sterren een toelichting.').waitFor();
    await isFocused(page)('textarea');
    expect(helpdesk.asked('chat.rate')).toEqual([]);
    await parts.comment.fill('   ');
    await parts.rate.click();
    await page.getByText('Geef bij 1 of 2 sterren een toelichting.').waitFor();
    await screenshot(page, 'widget-unexplained');
    await parts.comment.fill('Niet geholpen');
    await parts.rate.click();
    await parts.tab.waitFor();
  });

  test('[S69] an explanation that is pasted is never cut: what is too long is told, kept over a reload, and not sent', async () => {
    const { page, parts } = await atStars();
    await parts.star('1 ster').check();
    await parts.comment.fill('x'.repeat(COMMENT_MAX + 1));
    await page.getByText(/^Het bericht is te lang: maximaal/).waitFor();
    await parts.rate.click();
    await isFocused(page)('textarea');
    expect(helpdesk.asked('chat.rate')).toEqual([]);
    await page.reload();
    await parts.close.click();
    await parts.star('1 ster').check();
    expect((await parts.comment.inputValue()).length).toBe(COMMENT_MAX + 1);
    await parts.comment.fill('x'.repeat(COMMENT_MAX));
    await parts.rate.click();
    await expect.poll(() => helpdesk.asked('chat.rate')).toHaveLength(1);
  });

  test('[S70] closing is always possible, also with one star chosen', async () => {
    const { parts } = await atStars();
    await parts.star('1 ster').check();
    await parts.close.click();
    await parts.tab.waitFor();
    expect(helpdesk.asked('chat.rate')).toEqual([]);
  });

  test('[S67] are not asked for on the way to a next chat', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    await helpdesk.end('timeout');
    await parts.next.click();
    await parts.box.waitFor();
    expect(await parts.star('5 sterren').count()).toBe(0);
  });

  test('[S10] are not asked of a customer whom the helpdesk did not answer; that customer reads where the question is', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await say(parts, 'een vraag');
    await parts.log.getByText('· Verzonden').waitFor();
    await helpdesk.end('unanswered');
    await page
      .getByText(/niet op tijd antwoorden.*Meldingen/)
      .first()
      .waitFor();
    await screenshot(page, 'chat-unanswered');
    await parts.close.click();
    await parts.tab.waitFor();
    expect(await parts.star('5 sterren').count()).toBe(0);
  });

  test('[S67] given in another tab meanwhile, they count as given', async () => {
    const { parts } = await atStars();
    helpdesk.answerWith('chat.rate', { error: { code: 'already_rated' } });
    await parts.star('4 sterren').check();
    await parts.rate.click();
    await parts.tab.waitFor();
  });

  test('a failure is told, and nothing is lost by it', async () => {
    const { page, parts } = await atStars();
    helpdesk.answerWith('chat.rate', { error: { code: 'internal' } });
    await parts.star('4 sterren').check();
    await parts.comment.fill('Vriendelijk');
    await parts.rate.click();
    await page.getByText('Er ging iets mis bij ons.').waitFor();
    expect(await parts.comment.inputValue()).toBe('Vriendelijk');
    helpdesk.answerWith('chat.rate', undefined);
    await parts.rate.click();
    await parts.tab.waitFor();
    expect(helpdesk.asked('chat.rate').at(-1)).toMatchObject({ stars: 4, comment: 'Vriendelijk' });
  });
});

describe('"Laat een bericht achter"', () => {
  test('[S14] takes the place of a chat that finds no room, with the e-mail address that was filled in', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await parts.tab.click();
    await parts.nickname.fill('Jan');
    await parts.email.fill('jan@example.nl');
    helpdesk.answerWith('chat.start', { error: { code: 'no_room' } });
    await parts.start.click();
    await helpdesk.setRoom(false);
    await parts.window.getByRole('link', { name: 'Laat een bericht achter' }).waitFor();
    await screenshot(page, 'widget-full');
    expect(await parts.start.getAttribute('aria-disabled')).toBe('true');
    await parts.window.getByRole('link', { name: 'Laat een bericht achter' }).click();
    await page.waitForURL('**/bericht');
    expect(await page.getByLabel('E-mailadres').inputValue()).toBe('jan@example.nl');
    // The chat steps aside, and has kept what was filled in.
    expect(await parts.window.count()).toBe(0);
    await parts.tab.click();
    expect(await parts.nickname.inputValue()).toBe('Jan');
  });

  test('[S66] after a chat: what was typed too late goes along, and the ended chat stays', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await parts.tab.click();
    await parts.email.fill('jan@example.nl');
    await parts.start.click();
    await say(parts, 'een vraag');
    await parts.log.getByText('· Verzonden').waitFor();
    await helpdesk.say('Anna', 'een antwoord');
    await parts.box.fill('en nog een vraag');
    await helpdesk.end('timeout');
    helpdesk.answerWith('chat.start', { error: { code: 'no_room' } });
    await parts.next.click();
    await parts.window.getByText('Alle medewerkers zijn in gesprek. Probeer het straks opnieuw.').waitFor();
    await screenshot(page, 'widget-full-after');
    await parts.window.getByRole('link', { name: 'Laat een bericht achter' }).click();
    await page.waitForURL('**/bericht');
    expect(await page.getByLabel('Uw bericht').inputValue()).toBe('en nog een vraag');
    expect(await page.getByLabel('E-mailadres').inputValue()).toBe('jan@example.nl');
    await page.getByRole('button', { name: 'Versturen' }).click();
    await page.getByRole('link', { name: /^Naar melding \d+$/ }).waitFor();
    await parts.tab.click();
    await parts.next.waitFor();
  });

  test('[S14] is on the start page while the tab is not, live', async () => {
    await helpdesk.setRoom(false);
    const page = await openPage(await newPerson());
    const { tab, leaveMessage } = partsOf(page);
    await leaveMessage.waitFor();
    await screenshot(page, 'portal-start-no-room');
    await helpdesk.setRoom(true);
    await tab.waitFor();
    await leaveMessage.waitFor({ state: 'detached' });
    await helpdesk.setRoom(false);
    await leaveMessage.waitFor();
    await leaveMessage.click();
    await page.waitForURL('**/bericht');
  });

  test('is not offered to whoever has a chat', async () => {
    await helpdesk.begin();
    await helpdesk.setRoom(false);
    const page = await openPage(await newPerson());
    const { box, leaveMessage } = partsOf(page);
    await box.waitFor();
    // Longer than the page waits for news.
    await page.clock.install();
    await page.reload();
    await box.waitFor();
    await page.clock.runFor(6000);
    expect(await leaveMessage.count()).toBe(0);
  });
});

describe('a customer who is let in no more', () => {
  const banner = 'Dit account is geblokkeerd. Neem contact op met de helpdesk.';

  test('[S4] because the account was blocked in a chat reads that, and is offered nothing that cannot work', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await helpdesk.end('agent');
    await parts.next.waitFor();
    const isCut = expect.poll(() => helpdesk.isConnected()).toBe(false);
    await helpdesk.revokeSession('account_blocked');
    await isCut;
    await page.evaluate('new Promise(requestAnimationFrame)');
    // Over as the chat is, nobody has to know that the connection went too.
    expect(await parts.window.getByText('Geen verbinding').count()).toBe(0);
    await page.evaluate("dispatchEvent(new Event('online'))");
    await parts.window.getByText(banner).waitFor();
    await screenshot(page, 'widget-blocked');
    expect(await parts.window.getByText('Log opnieuw in').count()).toBe(0);
    expect([await parts.next.count(), await parts.download.count()]).toEqual([0, 0]);
    await parts.close.click();
    // Asked for no stars that nobody takes.
    await parts.window.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText(banner).waitFor();
    await screenshot(page, 'portal-blocked');
    await page.getByRole('button', { name: 'Uitloggen' }).waitFor();
  });

  test('[S4] because the account was blocked before a chat reads that', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await parts.tab.click();
    await parts.start.waitFor();
    await helpdesk.revokeSession('account_blocked');
    await page.evaluate("dispatchEvent(new Event('online'))");
    await parts.window.getByText(banner).waitFor();
  });

  test('because the session is over can sign in again', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await helpdesk.revokeSession('not_signed_in');
    await page.evaluate("dispatchEvent(new Event('online'))");
    await parts.window.getByText('U bent niet meer ingelogd. Log opnieuw in.').waitFor();
    await parts.window.getByRole('button', { name: 'Pagina opnieuw laden' }).click();
    await page.waitForURL('**/login');
  });
});
