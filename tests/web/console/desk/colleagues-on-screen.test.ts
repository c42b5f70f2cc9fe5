// The console in a real browser, with several agents and one chat: what an agent sees of colleagues, and what calls for attention.
import { describe, expect, test } from 'vitest';
import type { ActionName } from '../../../../shared/actions.ts';
import { lookAt } from '../../../support/looks.ts';
import { beSilentUntilUsed, blockNotifications, countNotesFromNow, notesOf } from '../../../support/notes.ts';
import type { Helpdesk } from '../support/helpdesk.ts';
import { block, chatWindow, consoleInBrowser, reply } from '../support/in-browser.ts';

let helpdesk: Helpdesk;
const { open } = consoleInBrowser((today) => {
  helpdesk = today;
});
const framesOf = (action: ActionName) => helpdesk.asked(action);
const colleagues = async () => {
  await helpdesk.onDuty();
  for (const name of ['Bram', 'Carla']) await helpdesk.agent(name);
};
/** Bram asks Anna into his chat. */
const incoming = async ({ transfer = false } = {}) => {
  await helpdesk.come('Jan', { agents: ['Bram'] });
  const note = 'Weet jij hoe het zit met de korting?';
  await helpdesk.invite('Jan', 'Bram', 'Anna', { note, transfer });
};
/** How many lines the chat has, as what is told of its end names the last of them. */
const lastOf = async (name: string) => (await helpdesk.entries(name)).length;
const watchLabel = 'Chat volgen zonder dat anderen dit kunnen zien';

describe('inviting', () => {
  test('[S81] [S82] a colleague on duty, with a note; pending until withdrawn', async () => {
    await colleagues();
    await helpdesk.come('Jan', { agents: ['Anna', 'Carla'] });
    const page = await open('/');
    await chatWindow(page, 'Jan').getByRole('button', { name: 'Uitnodigen' }).click();
    const dialog = page.getByRole('dialog', { name: 'Medewerker uitnodigen' });
    await dialog.getByLabel('Medewerker').waitFor();
    expect(await dialog.getByLabel('Medewerker').locator('option').allTextContents()).toEqual([
      'Bram · 0 van 20 chats',
    ]);
    await dialog.getByLabel('Notitie').fill('Weet jij dit?');
    await dialog.getByRole('button', { name: 'Uitnodigen' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(framesOf('chat.invite')).toMatchObject([
      { agent: (await helpdesk.agent('Bram')).me.id, note: 'Weet jij dit?', transfer: false },
    ]);
    await chatWindow(page, 'Jan').getByText('Bram is uitgenodigd').waitFor();
    await page.getByRole('button', { name: 'Uitnodiging van Bram intrekken' }).click();
    await page.getByText('Bram is uitgenodigd').waitFor({ state: 'detached' });
  });

  test('a dialog that cannot be fetched says so, and what was typed is there when the page is loaded again', async () => {
    await colleagues();
    await helpdesk.mine('Jan');
    const page = await open('/');
    await page.route('**/console-chat-*.js', (route) => route.abort());
    await page.reload();
    await reply(page, 'Jan').fill('Half antw');
    await chatWindow(page, 'Jan').getByRole('button', { name: 'Uitnodigen' }).click();
    const dialog = page.getByRole('dialog', { name: 'Dit onderdeel kon niet worden geladen.' });
    await dialog.waitFor();
    await page.unroute('**/console-chat-*.js');
    await dialog.getByRole('button', { name: 'Opnieuw' }).click();
    await expect.poll(() => reply(page, 'Jan').inputValue()).toBe('Half antw');
    await chatWindow(page, 'Jan').getByRole('button', { name: 'Uitnodigen' }).click();
    await page.getByRole('dialog', { name: 'Medewerker uitnodigen' }).waitFor();
  });

  test('[S87] transferring is one button; the window closes when the other has joined', async () => {
    await colleagues();
    await helpdesk.mine('Jan');
    const page = await open('/');
    await chatWindow(page, 'Jan').getByRole('button', { name: 'Uitnodigen' }).click();
    await page.getByLabel('Medewerker', { exact: true }).selectOption('Carla · 0 van 20 chats');
    await page.getByRole('dialog').getByRole('button', { name: 'Overdragen' }).click();
    await page.getByText('Carla is gevraagd de chat over te nemen').waitFor();
    await helpdesk.join('Jan', 'Carla');
    await page.getByText('Carla heeft de chat met Jan overgenomen; u neemt er niet meer aan deel.').waitFor();
    expect(await chatWindow(page, 'Jan').count()).toBe(0);
  });

  test('a refusal stays in the dialog with what was typed; nobody on duty is said', async () => {
    await colleagues();
    await helpdesk.mine('Jan');
    helpdesk.once('chat.invite', { error: { code: 'not_invitable' } });
    const page = await open('/');
    await page.getByRole('button', { name: 'Uitnodigen' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Notitie').fill('Graag je hulp');
    await dialog.getByRole('button', { name: 'Uitnodigen' }).click();
    await dialog.getByText('Deze medewerker kan niet worden uitgenodigd').waitFor();
    expect(await dialog.getByLabel('Notitie').inputValue()).toBe('Graag je hulp');
    for (const name of ['Bram', 'Carla']) await (await helpdesk.agent(name)).ask('duty.stop', {});
    await dialog.getByText('Er is nu geen andere medewerker beschikbaar.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('[S82] the invited agent sees who asks, why, and joins without being asked again', async () => {
    await helpdesk.onDuty();
    await incoming();
    const page = await open('/');
    const shown = block(page, 'Jan');
    await shown.getByText('Binnenkomend gesprek').waitFor();
    await shown.getByText('Bram nodigt u uit').waitFor();
    await shown.getByText('Weet jij hoe het zit met de korting?').waitFor();
    await shown.getByRole('button', { name: 'Deelnemen aan de chat met Jan' }).click();
    await reply(page, 'Jan').waitFor();
    expect(framesOf('chat.join')).toMatchObject([{ second: false }]);
  });

  test('[S82] [S87] declines a transfer; an invitation lapses by itself', async () => {
    await helpdesk.onDuty();
    await incoming({ transfer: true });
    const page = await open('/');
    await block(page, 'Jan').getByText('Bram wil deze chat aan u overdragen').waitFor();
    await page.getByRole('button', { name: 'Afwijzen: chat met Jan' }).click();
    await page.getByText('Binnenkomend gesprek', { exact: true }).waitFor({ state: 'detached' });
    expect(framesOf('chat.decline')).toHaveLength(1);
    await helpdesk.invite('Jan', 'Bram', 'Anna');
    await page.getByText('Binnenkomend gesprek', { exact: true }).waitFor();
    await helpdesk.endBy('Jan');
    await page.getByText('Binnenkomend gesprek', { exact: true }).waitFor({ state: 'detached' });
  });
});

describe('together in a chat', () => {
  test('[S86] the last agent hears why leaving is impossible; with a colleague it is one button', async () => {
    await helpdesk.onDuty();
    await helpdesk.mine('Jan');
    const page = await open('/');
    const leave = chatWindow(page, 'Jan').getByRole('button', { name: 'Verlaten' });
    expect(await leave.getAttribute('aria-disabled')).toBe('true');
    // Playwright would wait for a button that says it is disabled.
    await leave.focus();
    await page.keyboard.press('Enter');
    await chatWindow(page, 'Jan').getByText('U bent de laatste medewerker in deze chat').waitFor();
    expect(framesOf('chat.leave')).toEqual([]);
    await helpdesk.join('Jan', 'Bram');
    await expect.poll(() => leave.getAttribute('aria-disabled')).not.toBe('true');
    await leave.click();
    await page.getByText('U neemt niet meer deel aan de chat met Jan.').waitFor();
    expect(await chatWindow(page, 'Jan').count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('list');
  });

  test('[S80] [S83] [S85] messages of a colleague look different from the own ones, with the name', async () => {
    await helpdesk.onDuty();
    await helpdesk.come('Jan', { agents: ['Bram', 'Anna'] });
    const page = await open('/');
    await helpdesk.say('Jan', 'Ik zoek het op.', 'Anna');
    await helpdesk.join('Jan', 'Carla');
    const log = chatWindow(page, 'Jan').getByRole('log');
    await log.getByText(/Carla.* neemt deel aan de chat/).waitFor();
    const look = (text: string) =>
      log.getByText(text, { exact: true }).evaluate((bubble) => getComputedStyle(bubble).backgroundColor);
    expect(await look('Ik zoek het op.')).not.toBe(await look('Om welk factuurnummer gaat het?'));
    await log.getByRole('listitem').filter({ hasText: 'Om welk' }).getByText('Bram').waitFor();
    await chatWindow(page, 'Jan')
      .locator('header')
      .getByText(/Bram.* neemt deel/)
      .waitFor();
  });

  test('[S13] [S72] the customer goes and comes back', async () => {
    await helpdesk.onDuty();
    await helpdesk.mine('Jan');
    const page = await open('/');
    const header = chatWindow(page, 'Jan').locator('header');
    await header.getByText('Klant aanwezig').waitFor();
    await helpdesk.goAway('Jan');
    await header.getByText(/^Klant is weg sinds \d\d:\d\d$/).waitFor();
    await helpdesk.comeBack('Jan');
    await header.getByText('Klant is terug').waitFor();
  });

  test('[S10] says when the agent has to answer, or the chat becomes a ticket; nothing stands at zero', async () => {
    await helpdesk.onDuty();
    await helpdesk.change({ timeoutMinutes: 2 });
    await helpdesk.mine('Jan');
    const page = await open('/');
    const window = chatWindow(page, 'Jan');
    await window.getByRole('log').waitFor();
    const endsAt = await helpdesk.passUntilWarned('Jan');
    await window.getByText(/De klant wacht op uw antwoord/).waitFor();
    expect(await lookAt(page, 'desk-unanswered')).toEqual([]);
    const seq = await lastOf('Jan');
    // The sweep comes within a minute.
    const chatId = helpdesk.chatId('Jan');
    helpdesk.push({ event: 'chat.expiring', chatId, seq, endsAt, now: endsAt });
    await window.getByText('De chat wordt gesloten en opgeslagen als melding…').waitFor();
    expect(await window.locator('.time-out').getByRole('timer').count()).toBe(0);
    await helpdesk.passUntilEnded('Jan');
    await page
      .getByText(/^De chat met Jan is niet op tijd beantwoord en staat klaar als melding \d+\.$/)
      .waitFor();
    expect(await page.getByRole('link', { name: 'Melding openen' }).count()).toBe(1);
  });

  test('[S153] says since when a colleague is gone: in the block, which waits again, and in the window', async () => {
    await helpdesk.onDuty();
    await helpdesk.come('Jan', { agents: ['Bram'] });
    await helpdesk.come('Petra', { agents: ['Anna', 'Bram'] });
    await helpdesk.loseAgent('Bram', 'Jan');
    const page = await open('/');
    await block(page, 'Jan')
      .getByText(/^Bram is weg sinds \d+:\d\d$/)
      .waitFor();
    await block(page, 'Jan').getByText('Onbeantwoord').waitFor();
    await block(page, 'Petra')
      .getByText(/^Bram is weg sinds/)
      .waitFor();
    await chatWindow(page, 'Petra')
      .getByText(/^Bram is weg sinds/)
      .waitFor();
    expect(await lookAt(page, 'desk-away')).toEqual([]);
    await block(page, 'Jan').getByRole('button', { name: 'Deelnemen aan de chat met Jan' }).click();
    await reply(page, 'Jan').waitFor();
    expect(framesOf('chat.join')).toMatchObject([{ second: false }]);
  });

  test('[S10] counts down to the time-out, until something is said', async () => {
    await helpdesk.onDuty();
    await helpdesk.change({ timeoutMinutes: 2 });
    await helpdesk.mine('Jan');
    await helpdesk.say('Jan', 'Is het nu goed?', 'Anna');
    const page = await open('/');
    await reply(page, 'Jan').waitFor();
    // The server's clock is minutes ahead of this one.
    await helpdesk.passUntilWarned('Jan');
    await chatWindow(page, 'Jan')
      .getByText(/over (1:00|0:5\d)/)
      .waitFor();
    const countdown = page.locator('.time-out');
    await helpdesk.say('Jan', 'Ik ben er nog');
    await countdown.waitFor({ state: 'detached' });
    await helpdesk.say('Jan', 'Fijn', 'Anna');
    await helpdesk.passUntilWarned('Jan');
    await countdown.waitFor();
    await helpdesk.customer('Jan').ask('chat.stay', { chatId: helpdesk.chatId('Jan') });
    await countdown.waitFor({ state: 'detached' });
  });

  test('[S84] a line marks where the new messages begin, until the window has the focus', async () => {
    await helpdesk.onDuty();
    for (const name of ['Petra', 'Jan']) await helpdesk.mine(name);
    const page = await open('/');
    await reply(page, 'Petra').click();
    await helpdesk.say('Jan', 'Bent u er nog?');
    await helpdesk.say('Jan', 'Hallo?');
    const items = chatWindow(page, 'Jan').getByRole('log').getByRole('listitem');
    await expect.poll(async () => (await items.allInnerTexts()).slice(-3)[0]).toBe('Nieuwe berichten');
    await expect.poll(() => page.title()).toMatch(/^\(2\) /);
    // What disappears when the window gets the focus does not take the button from under the pointer.
    await chatWindow(page, 'Jan').getByRole('button', { name: 'Uitnodigen' }).click();
    await page.getByRole('dialog').waitFor();
    await page.getByText('Nieuwe berichten').first().waitFor({ state: 'detached' });
    await expect.poll(() => page.title()).not.toMatch(/^\(/);
  });
});

describe('watching unseen', () => {
  const bramsChat = () => helpdesk.come('Jan', { agents: ['Bram'] });

  test('[S92] only for whoever has the right; [S93] by the yellow icon, not on own chats', async () => {
    await bramsChat();
    await helpdesk.mine('Petra');
    const page = await open('/');
    await block(page, 'Jan').waitFor();
    expect(await page.getByRole('button', { name: watchLabel }).count()).toBe(0);
    await helpdesk.grant('helpdesk', 'manage');
    await page.reload();
    await block(page, 'Jan').getByRole('button', { name: watchLabel, exact: true }).waitFor();
    expect(await page.getByTitle(watchLabel, { exact: true }).count()).toBe(1);
  });

  test('[S90] [S94] [S95] [S97] shows what is said and typed, with nothing to write in; ends by Verlaten', async () => {
    await helpdesk.grant('helpdesk', 'manage');
    await bramsChat();
    const page = await open('/');
    await page.getByRole('button', { name: watchLabel }).click();
    const window = chatWindow(page, 'Jan');
    await window.getByText('Meekijk modus').waitFor();
    await window.getByRole('log').getByText('Om welk factuurnummer gaat het?').waitFor();
    await helpdesk.typed('Jan', 'Fijn, dank');
    await window.getByText('Fijn, dank').waitFor();
    await helpdesk.say('Jan', 'Fijn, dank u wel');
    await window.getByRole('log').getByText('Fijn, dank u wel').waitFor();
    expect(await window.getByRole('textbox').count()).toBe(0);
    // Beside those of the messages and of a whisper, which are signs.
    const words = (await window.getByRole('button').allInnerTexts()).filter((text) => text !== '');
    expect(words.filter((text) => text !== 'Eerdere chats tonen')).toEqual(['Verlaten']);
    expect(helpdesk.frames.map(({ action }) => action)).not.toContain('chat.sync');
    await window.getByRole('button', { name: 'Verlaten' }).click();
    await window.waitFor({ state: 'detached' });
    await expect.poll(() => framesOf('chat.unwatch')).toHaveLength(1);
  });

  test('[S90] goes on after a lost connection from where it was, and after a reload; shows the end', async () => {
    // On duty it reconnects at once.
    await helpdesk.onDuty();
    await helpdesk.grant('helpdesk', 'manage');
    await bramsChat();
    const page = await open('/');
    await page.getByRole('button', { name: watchLabel }).click();
    const log = chatWindow(page, 'Jan').getByRole('log');
    await log.getByText('Om welk factuurnummer gaat het?').waitFor();
    helpdesk.cut();
    await helpdesk.say('Jan', 'Tijdens de storing');
    await log.getByText('Tijdens de storing').waitFor();
    expect(framesOf('chat.watch').map(({ after }) => after)).toEqual([0, (await lastOf('Jan')) - 1]);
    await page.reload();
    await log.getByText('Tijdens de storing').waitFor();
    await page.getByText('Meekijk modus').waitFor();
    await helpdesk.endBy('Jan');
    await log.getByText('De klant heeft de chat beëindigd').waitFor();
    expect(await page.getByRole('button', { name: 'Opslaan' }).count()).toBe(0);
    await chatWindow(page, 'Jan').getByRole('button', { name: 'Verlaten' }).click();
    await page.getByText('Geen gesprek geopend').waitFor();
  });
});

describe('attention', () => {
  test('sounds for an unanswered chat once the agent switched it on, and is kept', async () => {
    await helpdesk.onDuty();
    const page = await open('/');
    await countNotesFromNow(page);
    await page.getByRole('button', { name: 'Geluid en notificaties: uit' }).click();
    const dialog = page.getByRole('dialog', { name: 'Geluid en notificaties' });
    expect(await dialog.getByRole('button', { name: 'Test' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Geluid', { exact: true }).check();
    await dialog.getByRole('button', { name: 'Test' }).click();
    await expect.poll(() => notesOf(page)).toBe(2);
    await dialog.getByRole('button', { name: 'Sluiten' }).click();
    await page.getByRole('button', { name: 'Geluid en notificaties: aan' }).waitFor();
    await helpdesk.wait('Petra');
    await expect.poll(() => notesOf(page)).toBe(4);
    await expect.poll(() => page.title()).toMatch(/^\(1\) /);
    // Browsers let a page make no sound before the first click or key in it; the one of the tests is not as strict.
    const other = await page.context().newPage();
    await beSilentUntilUsed(other);
    await other.goto('/');
    await other.getByRole('button', { name: 'Geluid en notificaties: geblokkeerd' }).waitFor();
    await other.getByRole('heading', { name: 'Petra' }).click();
    await other.getByRole('button', { name: 'Geluid en notificaties: aan' }).waitFor();
  });

  test('a notification that the browser blocks is said; an allowed one comes and goes with its chat', async () => {
    await helpdesk.onDuty();
    const page = await open('/');
    const { shown, allow } = await blockNotifications(page);
    await page.getByRole('button', { name: 'Geluid en notificaties: uit' }).click();
    await page.getByLabel('Notificaties op het bureaublad').check();
    await page.getByText('De browser blokkeert notificaties van deze site.').waitFor();
    await allow();
    await page.getByRole('button', { name: 'Test' }).click();
    await expect.poll(shown).toHaveLength(1);
    await page.getByRole('button', { name: 'Sluiten' }).click();
    await helpdesk.wait('Petra');
    await expect.poll(shown).toContain('Petra: Wacht op antwoord');
    await helpdesk.join('Petra', 'Bram');
    await expect.poll(shown).not.toContain('Petra: Wacht op antwoord');
  });

  test('[S27] a long wait becomes urgent, in words too', async () => {
    const page = await open('/');
    await helpdesk.wait('Petra', 5_000);
    await helpdesk.wait('Kees', 45_000);
    await helpdesk.wait('Lotte', 185_000);
    await block(page, 'Petra')
      .getByText(/^wacht 0:0\d$/)
      .waitFor();
    await block(page, 'Kees')
      .getByText(/^wacht al 0:4\d$/)
      .waitFor();
    await block(page, 'Lotte')
      .getByText(/^Dringend: wacht 3:0\d$/)
      .waitFor();
  });
});

test('urgent waits, colleagues, news and the reason one cannot leave are accessible and fit', async () => {
  await colleagues();
  const page = await open('/');
  await helpdesk.wait('Lotte', 200_000);
  await helpdesk.wait('Omar', 50_000);
  await helpdesk.come('Kees', { agents: ['Carla'] });
  await helpdesk.goAway('Kees');
  await helpdesk.come('Petra', { agents: ['Anna', 'Bram'] });
  await helpdesk.invite('Petra', 'Bram', 'Carla');
  await helpdesk.mine('Fatima');
  await reply(page, 'Petra').click();
  await helpdesk.say('Fatima', 'Bent u daar nog?');
  await chatWindow(page, 'Fatima').getByText('Bent u daar nog?').waitFor();
  const now = Date.now();
  const chatId = helpdesk.chatId('Petra');
  helpdesk.push({ event: 'chat.expiring', chatId, seq: await lastOf('Petra'), endsAt: now + 60_000, now });
  await chatWindow(page, 'Petra').locator('.time-out').waitFor();
  await chatWindow(page, 'Fatima').getByRole('button', { name: 'Verlaten' }).focus();
  await page.keyboard.press('Enter');
  expect(await lookAt(page, 'console-colleagues', { onPhone: true })).toEqual([]);
});
