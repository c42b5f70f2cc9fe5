// The console in a real browser under the strictest CSP, with a helpdesk the test plays: what an agent sees and can do.
import { describe, expect, test } from 'vitest';
import { SPEAKS } from '../../../shared/terms.ts';
import { screenshot } from '../../support/browser.ts';
import { lookAt } from '../../support/looks.ts';
import { noStorage } from '../../support/no-storage.ts';
import { aChat, aChatId, aCustomer, aMessage, anna, aTicket, bram, NOON } from './support/builders.ts';
import type { FakeHelpdesk } from './support/fake-helpdesk.ts';
import { chatWindow, consoleInBrowser, reply, talk } from './support/in-browser.ts';

let helpdesk: FakeHelpdesk;
const { open, come, mine, onDuty, say } = consoleInBrowser((fresh) => {
  helpdesk = fresh;
});

describe('the way in', () => {
  test('asks to log in and comes back to the page that was asked for', async () => {
    helpdesk.isSignedIn = false;
    helpdesk.tickets.set(1042, aTicket());
    const page = await open('/meldingen/1042');
    await page.waitForURL('**/login?back=**');
    await page.getByLabel('Gebruikersnaam').fill('anna');
    await page.getByLabel('Wachtwoord', { exact: true }).fill('demo');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Melding 1042' }).waitFor();
  });

  test.each(Object.keys(noStorage))(
    'works where the browser keeps nothing: storage that %s; what is typed stays while the page is open',
    async (how) => {
      onDuty();
      mine('Jan');
      const page = await open('/', undefined, noStorage[how]);
      await reply(page, 'Jan').fill('Een ogenblik');
      await page.getByRole('link', { name: 'Meldingen', exact: true }).click();
      await page.getByRole('heading', { name: 'Meldingen', exact: true }).waitFor();
      await page.getByRole('link', { name: 'Helpdesk – Chat' }).click();
      expect(await reply(page, 'Jan').inputValue()).toBe('Een ogenblik');
      await page.getByRole('button', { name: 'Uitloggen' }).click();
      await page.waitForURL('**/login');
    },
  );

  test('[S5] [S6] shows the desk off duty; starting the service is one button', async () => {
    const page = await open('/');
    await page.getByRole('link', { name: 'Helpdesk – Chat' }).waitFor();
    await page.getByText('Niet beschikbaar').waitFor();
    await page.getByRole('button', { name: 'Chatdienst starten' }).click();
    await page.getByText('Beschikbaar · 0 van 3 chats').waitFor();
    await page.getByText('Verbonden').waitFor();
  });

  test('[S6] stopping with running chats warns that they go on', async () => {
    onDuty();
    mine('Jan');
    const page = await open('/');
    await page.getByRole('button', { name: 'Chatdienst stoppen' }).click();
    await page
      .getByText('U neemt nog deel aan 1 chat. Die loopt door; u krijgt geen nieuwe chats.')
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Beschikbaar').waitFor();
    await page.getByRole('button', { name: 'Chatdienst stoppen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Chatdienst stoppen' }).click();
    await page.getByText('Niet beschikbaar').waitFor();
    await reply(page, 'Jan').waitFor();
  });
});

describe('the list', () => {
  test('[S22] [S27] [S18] shows who is online and who waits, with the account behind the nickname', async () => {
    const page = await open('/');
    come('Petra', {
      customer: { id: anna.id, login: 'devries', name: 'Petra de Vries' },
      email: 'p@devries.nl',
    });
    const block = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Petra' }) });
    await block.getByText('Online').waitFor();
    await block.getByText('Petra de Vries (devries)').waitFor();
    await block.getByText('p@devries.nl').waitFor();
    helpdesk.change(aChatId('Petra'), { state: 'waiting', waitingSince: Date.now() - 75_000 });
    await block.getByText('Onbeantwoord').waitFor();
    await block.getByText(/wacht al 1:1\d/).waitFor();
    const join = block.getByRole('button', { name: 'Deelnemen' });
    expect(await join.isDisabled()).toBe(true);
    await page.getByText('Start de chatdienst om deel te nemen.').waitFor();
    helpdesk.change(aChatId('Petra'), { goneSince: Date.now() });
    await block.getByText('Klant is weg').waitFor();
  });

  test('[S57] says why one cannot join at the maximum', async () => {
    onDuty(3);
    for (const name of ['Jan', 'Kees', 'Lotte']) mine(name);
    come('Petra');
    const page = await open('/');
    await page.getByText('U zit aan uw maximum van 3 chats.').waitFor();
    expect(await page.getByRole('button', { name: /^Deelnemen/ }).isDisabled()).toBe(true);
  });

  test('[S28] who is second is told who was first and joins by choice', async () => {
    onDuty();
    come('Petra', { state: 'waiting', waitingSince: Date.now() });
    helpdesk.once('chat.join', () => ({ error: { code: 'taken', by: 'Bram' } }));
    const page = await open('/');
    await page.getByRole('button', { name: 'Deelnemen aan de chat met Petra' }).click();
    await page.getByRole('dialog', { name: 'Bram was u voor.' }).waitFor();
    await screenshot(page, 'console-taken');
    await page.getByRole('dialog').getByRole('button', { name: 'Ook deelnemen' }).click();
    await reply(page, 'Petra').waitFor();
    expect(helpdesk.frames.filter(({ action }) => action === 'chat.join')).toMatchObject([
      { second: false },
      { second: true },
    ]);
  });
});

describe('a window', () => {
  test('[S25] [S29] opens with the focus in the reply box; Enter sends, Shift+Enter begins a line', async () => {
    onDuty();
    come('Jan');
    const page = await open('/');
    await page.getByRole('button', { name: 'Deelnemen aan de chat met Jan' }).click();
    await expect.poll(() => reply(page, 'Jan').evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.type('Goedemorgen');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('Ik kijk mee.');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('Ik kijk mee.').waitFor();
    await page.getByText('Verzonden', { exact: true }).waitFor();
    expect(helpdesk.frames.find(({ action }) => action === 'chat.say')?.text).toBe(
      'Goedemorgen\nIk kijk mee.',
    );
    expect(await reply(page, 'Jan').inputValue()).toBe('');
  });

  test('keeps a message that was refused, to send again or take back', async () => {
    onDuty();
    mine('Jan');
    helpdesk.once('chat.say', () => ({ error: { code: 'forbidden' } }));
    const page = await open('/');
    await reply(page, 'Jan').fill('Goedemorgen');
    await page.keyboard.press('Enter');
    await page.getByText('Mislukt: U heeft hier geen rechten voor.').waitFor();
    await page.getByRole('button', { name: 'Opnieuw' }).click();
    await page.getByText('Verzonden', { exact: true }).waitFor();
  });

  test('[S42] [S43] [S44] shows what the customer types, outside what is read aloud, until it is said', async () => {
    onDuty();
    mine('Jan');
    const page = await open('/');
    await page.getByRole('log').getByText('2026-0219').first().waitFor();
    // Two messages said before it; see web/connection/preview.ts.
    helpdesk.push({
      event: 'preview.changed',
      chatId: aChatId('Jan'),
      rev: 2 * 2 ** 41 + 1,
      text: 'Fijn, dank',
    });
    await page.getByText('Fijn, dank').waitFor();
    await page.getByText('nog niet verzonden').waitFor();
    expect(await page.getByRole('log').textContent()).not.toContain('Fijn, dank');
    say('Jan', 'Fijn, dank u wel');
    await page.getByRole('log').getByText('Fijn, dank u wel').waitFor();
    await expect.poll(() => page.getByText('nog niet verzonden').count()).toBe(0);
  });

  test('[S32] saves the fields by itself and takes those of colleagues', async () => {
    onDuty();
    mine('Jan');
    const page = await open('/');
    await page.getByLabel('Onderwerp').fill('Factuur februari');
    await page.getByLabel('Rubriek').selectOption('Facturen');
    await page.getByText('Opgeslagen', { exact: true }).waitFor();
    expect(helpdesk.forms.get(aChatId('Jan'))).toMatchObject({
      subject: 'Factuur februari',
      category: 'Facturen',
    });
    await page.getByLabel('Onderwerp').fill('Factuur fe');
    helpdesk.push({
      event: 'form.changed',
      chatId: aChatId('Jan'),
      fields: { subject: 'van Bram', remarks: 'teruggebeld' },
    });
    await expect.poll(() => page.getByLabel('Opmerkingen').inputValue()).toBe('teruggebeld');
    expect(await page.getByLabel('Onderwerp').inputValue()).toBe('Factuur fe');
  });

  test('what a newer helpdesk says is a quiet line in its place, and a newer reason is an end', async () => {
    onDuty();
    mine('Jan');
    come('Petra', { state: 'active', agents: [anna] });
    const page = await open('/');
    await reply(page, 'Jan').waitFor();
    expect(helpdesk.frames.find(({ action }) => action === 'desk.enter')).toMatchObject({ speaks: SPEAKS });
    expect(helpdesk.frames.find(({ action }) => action === 'chat.sync')).toMatchObject({ speaks: SPEAKS });
    const chatId = aChatId('Jan');
    const { length } = helpdesk.logs.get(chatId) ?? [];
    const entries = [
      { kind: 'moved', seq: length + 1, at: Date.now(), desk: 'Verkoop' },
      aMessage(length + 2, aCustomer('Jan'), 'Is dit nog de helpdesk?'),
    ];
    helpdesk.push({ event: 'entries.added', chatId, entries } as never);
    const log = chatWindow(page, 'Jan').getByRole('log');
    await log.getByText('Is dit nog de helpdesk?').waitFor();
    expect(await log.textContent()).toMatch(/kan dit nog niet tonen.*Is dit nog de helpdesk\?/);
    const ended = { at: Date.now(), reason: 'moved' } as never;
    helpdesk.change(aChatId('Petra'), { state: 'ended', ended });
    await chatWindow(page, 'Petra').getByText('De chat is beëindigd.', { exact: true }).waitFor();
  });

  test('[S84] marks what came while the focus was elsewhere', async () => {
    onDuty();
    mine('Jan');
    mine('Petra');
    const page = await open('/');
    await reply(page, 'Petra').click();
    say('Jan', 'Bent u er nog?');
    await chatWindow(page, 'Jan').getByText('Nieuwe berichten', { exact: true }).waitFor();
    await expect.poll(() => page.title()).toBe('(1) Helpdesk – Chat · OfficeHeart');
    await page.keyboard.press('Alt+Digit1');
    await expect.poll(() => page.title()).toBe('Helpdesk – Chat · OfficeHeart');
    expect(await reply(page, 'Jan').evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.press('Alt+Digit0');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('list');
  });

  test('comes back after a reload with what was typed, and after a lost connection by itself', async () => {
    onDuty();
    mine('Jan');
    const page = await open('/');
    await reply(page, 'Jan').fill('Ik zoek het even o');
    await page.getByLabel('E-mailadres').fill('nog geen adres');
    await page.getByLabel('E-mailadres').blur();
    await page.getByText('Dit is geen geldig e-mailadres').waitFor();
    await page.reload();
    await expect.poll(() => reply(page, 'Jan').inputValue()).toBe('Ik zoek het even o');
    await expect.poll(() => page.getByLabel('E-mailadres').inputValue()).toBe('nog geen adres');
    helpdesk.dropConnections();
    await page.getByText('Opnieuw verbinden…').waitFor();
    say('Jan', 'Tijdens de storing gezegd');
    await page.getByRole('log').getByText('Tijdens de storing gezegd').waitFor();
    await page.getByText('Verbonden').waitFor();
    expect(await reply(page, 'Jan').inputValue()).toBe('Ik zoek het even o');
  });
});

describe('the end', () => {
  const endByCustomer = (name: string) => {
    helpdesk.say(aChatId(name), (seq) => ({ kind: 'ended', seq, at: Date.now(), reason: 'customer' }));
    helpdesk.change(aChatId(name), {
      state: 'ended',
      goneSince: Date.now(),
      ended: { at: Date.now(), reason: 'customer' },
    });
  };

  test('[S75] an agent ends a chat after a confirmation', async () => {
    onDuty();
    mine('Jan');
    const page = await open('/');
    await page.getByRole('button', { name: 'Chat beëindigen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Doorgaan met chat' }).click();
    expect(helpdesk.chats.get(aChatId('Jan'))?.state).toBe('active');
    await page.getByRole('button', { name: 'Chat beëindigen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Chat beëindigen' }).click();
    await chatWindow(page, 'Jan').getByText('Beëindigd', { exact: true }).waitFor();
  });

  test('[S72] [S73] [S74] [S76] the customer leaves: saved with its fields, and opened to edit', async () => {
    onDuty();
    mine('Jan');
    helpdesk.tickets.set(
      1042,
      aTicket({ history: [{ kind: 'chat', at: NOON, chatId: aChatId('Jan'), entries: talk('Jan') }] }),
    );
    const page = await open('/');
    await reply(page, 'Jan').waitFor();
    endByCustomer('Jan');
    const header = chatWindow(page, 'Jan').getByRole('banner').or(chatWindow(page, 'Jan').locator('header'));
    await header.getByText('De klant heeft de chat beëindigd').waitFor();
    expect(await reply(page, 'Jan').count()).toBe(0);
    await page.getByLabel('Onderwerp').fill('Factuur februari');
    await page.getByRole('button', { name: 'Opslaan als melding en bewerken' }).click();
    await page.waitForURL('**/meldingen/1042');
    await page.getByRole('heading', { name: 'Historie' }).waitFor();
    await page.getByText('Om welk factuurnummer gaat het?').waitFor();
    const order = helpdesk.frames.map(({ action }) => action).filter((action) => /fill|save/.test(action));
    expect(order).toEqual(['chat.fill', 'chat.save']);
    await page.goBack();
    await page.getByText('Geen gesprek geopend').waitFor();
  });

  test('[S74] saving stays on the desk with a link to the ticket; deleting asks first', async () => {
    onDuty();
    mine('Jan');
    mine('Petra');
    const page = await open('/');
    await reply(page, 'Petra').waitFor();
    endByCustomer('Jan');
    endByCustomer('Petra');
    await chatWindow(page, 'Jan').getByRole('button', { name: 'Opslaan', exact: true }).click();
    await page.getByText('De chat met Jan is opgeslagen als melding 1042.').waitFor();
    expect(await page.getByRole('link', { name: 'Melding openen' }).getAttribute('href')).toBe(
      '/meldingen/1042',
    );
    await chatWindow(page, 'Petra').getByRole('button', { name: 'Verwijderen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bewaren' }).click();
    expect(helpdesk.chats.get(aChatId('Petra'))?.state).toBe('ended');
    await chatWindow(page, 'Petra').getByRole('button', { name: 'Verwijderen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Verwijderen' }).click();
    await page.getByText('De chat met Petra is verwijderd.').waitFor();
  });
});

test('a ticket keeps what was typed when a colleague was first, and chats stay open meanwhile', async () => {
  onDuty();
  mine('Jan');
  helpdesk.tickets.set(1042, aTicket());
  const page = await open('/');
  await reply(page, 'Jan').fill('half antwoord');
  helpdesk.push({
    event: 'chat.changed',
    chat: aChat('Kees', { state: 'closed', agents: [anna], ticket: 1042 }),
  });
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = '/meldingen/1042';
    document.body.append(link);
    link.click();
  });
  await page.getByLabel('Interne opmerkingen').fill('klant teruggebeld');
  const stored = helpdesk.tickets.get(1042);
  if (stored) helpdesk.tickets.set(1042, { ...stored, remarks: 'van Bram', status: 'open', rev: 2 });
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await page.getByText('Een collega heeft dit intussen gewijzigd.').waitFor();
  await page.getByText('Door een collega opgeslagen: van Bram').waitFor();
  expect(await page.getByLabel('Interne opmerkingen').inputValue()).toBe('klant teruggebeld');
  await screenshot(page, 'console-ticket-conflict');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await page.getByText('Opgeslagen', { exact: true }).waitFor();
  expect(helpdesk.tickets.get(1042)).toMatchObject({ remarks: 'klant teruggebeld', status: 'open', rev: 3 });
  await page.getByRole('link', { name: 'Helpdesk – Chat' }).click();
  expect(await reply(page, 'Jan').inputValue()).toBe('half antwoord');
  expect(helpdesk.frames.filter(({ action }) => action === 'desk.enter')).toHaveLength(1);
});

test('[S58] more windows than fit side by side are accessible, and fit by scrolling; on a phone they are tabs', async () => {
  onDuty();
  come('Petra', { state: 'waiting', waitingSince: Date.now() - 75_000, email: 'petra@devries.example' });
  come('Kees', { state: 'active', agents: [bram] });
  for (const name of ['Jan', 'Fatima', 'Omar', 'Li']) mine(name);
  const page = await open('/');
  await reply(page, 'Li').waitFor();
  say('Jan', 'Bent u er nog?');
  await chatWindow(page, 'Jan').getByText('Nieuwe berichten', { exact: true }).waitFor();
  helpdesk.change(aChatId('Li'), { state: 'ended', ended: { at: Date.now(), reason: 'timeout' } });
  await page.getByRole('button', { name: 'Opslaan als melding en bewerken' }).waitFor();
  expect(await lookAt(page, 'console-many-windows', { onPhone: true })).toEqual([]);
});
