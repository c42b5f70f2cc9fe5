// The console in a real browser under the strictest CSP, with the real helpdesk behind it: what an agent sees and can do.
import { describe, expect, test } from 'vitest';
import { SPEAKS } from '../../../shared/terms.ts';
import { PASSWORD } from '../../support/accounts.ts';
import { screenshot } from '../../support/browser.ts';
import { aMessage, asCustomer } from '../../support/builders.ts';
import { lookAt } from '../../support/looks.ts';
import { noStorage } from '../../support/no-storage.ts';
import type { Helpdesk } from './support/helpdesk.ts';
import { chatWindow, consoleInBrowser, reply } from './support/in-browser.ts';

let helpdesk: Helpdesk;
const { open } = consoleInBrowser((today) => {
  helpdesk = today;
});

describe('the way in', () => {
  test('asks to log in and comes back to the page that was asked for', async () => {
    const ticket = await helpdesk.ticket('Jan');
    const page = await open(`/meldingen/${ticket}`, { isSignedIn: false });
    await page.waitForURL('**/login?back=**');
    await page.getByLabel('Gebruikersnaam').fill('Anna');
    await page.getByLabel('Wachtwoord', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Melding ${ticket}` }).waitFor();
  });

  test.each(Object.keys(noStorage))(
    'works where the browser keeps nothing: storage that %s; what is typed stays while the page is open',
    async (how) => {
      await helpdesk.onDuty();
      await helpdesk.mine('Jan');
      const page = await open('/', { script: noStorage[how] });
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
    await page.getByText('Beschikbaar · 0 van 20 chats').waitFor();
    await page.getByText('Verbonden').waitFor();
  });

  test('[S6] stopping with running chats warns that they go on', async () => {
    await helpdesk.onDuty();
    await helpdesk.mine('Jan');
    const page = await open('/');
    await page.getByRole('button', { name: 'Chatdienst stoppen' }).click();
    await page.getByText('U neemt nog deel aan 1 chat, die doorloopt. U krijgt geen nieuwe chats.').waitFor();
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
    await helpdesk.come('Petra', { login: 'devries', email: 'p@devries.nl' });
    const block = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Petra' }) });
    await block.getByText('Online').waitFor();
    await block.getByText('Petra Jansen (devries)').waitFor();
    await block.getByText('p@devries.nl').waitFor();
    await helpdesk.say('Petra', 'Is daar iemand?', 'klant', 75_000);
    await block.getByText('Onbeantwoord').waitFor();
    await block.getByText(/wacht al 1:1\d/).waitFor();
    const join = block.getByRole('button', { name: 'Deelnemen' });
    expect(await join.isDisabled()).toBe(true);
    await page.getByText('Start de chatdienst om deel te nemen.').waitFor();
    await helpdesk.goAway('Petra');
    await block.getByText('Klant is weg').waitFor();
  });

  test('[S57] says why one cannot join at the maximum', async () => {
    await helpdesk.onDuty(3);
    for (const name of ['Jan', 'Kees', 'Lotte']) await helpdesk.mine(name);
    await helpdesk.come('Petra');
    const page = await open('/');
    await page.getByText('U zit aan uw maximum van 3 chats.').waitFor();
    expect(await page.getByRole('button', { name: /^Deelnemen/ }).isDisabled()).toBe(true);
  });

  test('[S28] who is second is told who was first and joins by choice', async () => {
    await helpdesk.onDuty();
    await helpdesk.wait('Petra');
    const page = await open('/');
    await page.getByRole('button', { name: 'Deelnemen aan de chat met Petra' }).waitFor();
    helpdesk.once('chat.join', { error: { code: 'taken', by: 'Bram' } });
    await page.getByRole('button', { name: 'Deelnemen aan de chat met Petra' }).click();
    await page.getByRole('dialog', { name: 'Bram was u voor.' }).waitFor();
    await screenshot(page, 'console-taken');
    await page.getByRole('dialog').getByRole('button', { name: 'Ook deelnemen' }).click();
    await reply(page, 'Petra').waitFor();
    expect(helpdesk.asked('chat.join')).toMatchObject([{ second: false }, { second: true }]);
  });
});

describe('a window', () => {
  test('[S25] [S29] opens with the focus in the reply box; Enter sends, Shift+Enter begins a line', async () => {
    await helpdesk.onDuty();
    await helpdesk.come('Jan');
    const page = await open('/');
    await page.getByRole('button', { name: 'Deelnemen aan de chat met Jan' }).click();
    await expect.poll(() => reply(page, 'Jan').evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.type('Goedemorgen');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('Ik kijk mee.');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('Ik kijk mee.').waitFor();
    await page.getByText('Verzonden', { exact: true }).waitFor();
    expect(helpdesk.asked('chat.say')[0]?.text).toBe('Goedemorgen\nIk kijk mee.');
    expect(await reply(page, 'Jan').inputValue()).toBe('');
  });

  test('keeps a message that was refused, to send again or take back', async () => {
    await helpdesk.onDuty();
    await helpdesk.mine('Jan');
    helpdesk.once('chat.say', { error: { code: 'forbidden' } });
    const page = await open('/');
    await reply(page, 'Jan').fill('Goedemorgen');
    await page.keyboard.press('Enter');
    await page.getByText('Mislukt: U heeft hier geen rechten voor.').waitFor();
    await page.getByRole('button', { name: 'Opnieuw' }).click();
    await page.getByText('Verzonden', { exact: true }).waitFor();
  });

  test('[S42] [S43] [S44] shows what the customer types, outside what is read aloud, until it is said', async () => {
    await helpdesk.onDuty();
    await helpdesk.mine('Jan');
    const page = await open('/');
    await page.getByRole('log').getByText('2026-0219').first().waitFor();
    await helpdesk.typed('Jan', 'Fijn, dank');
    await page.getByText('Fijn, dank').waitFor();
    await page.getByText('nog niet verzonden').waitFor();
    expect(await page.getByRole('log').textContent()).not.toContain('Fijn, dank');
    await helpdesk.say('Jan', 'Fijn, dank u wel');
    await page.getByRole('log').getByText('Fijn, dank u wel').waitFor();
    await expect.poll(() => page.getByText('nog niet verzonden').count()).toBe(0);
  });

  test('[S32] saves the fields by itself and takes those of colleagues', async () => {
    await helpdesk.onDuty();
    await helpdesk.mine('Jan');
    const page = await open('/');
    await page.getByLabel('Onderwerp').fill('Factuur februari');
    await page.getByLabel('Rubriek').selectOption('Facturen');
    await page.getByText('Opgeslagen', { exact: true }).waitFor();
    expect(await helpdesk.form('Jan')).toMatchObject({ subject: 'Factuur februari', category: 'Facturen' });
    await helpdesk.join('Jan', 'Bram');
    await page.getByLabel('Onderwerp').fill('Factuur fe');
    await helpdesk.fill('Jan', { subject: 'van Bram', remarks: 'teruggebeld' }, 'Bram');
    await expect.poll(() => page.getByLabel('Opmerkingen').inputValue()).toBe('teruggebeld');
    expect(await page.getByLabel('Onderwerp').inputValue()).toBe('Factuur fe');
  });

  test('what a newer helpdesk says is a quiet line in its place, and a newer reason is an end', async () => {
    await helpdesk.onDuty();
    await helpdesk.mine('Jan');
    await helpdesk.mine('Petra');
    const page = await open('/');
    await reply(page, 'Jan').waitFor();
    expect(helpdesk.asked('desk.enter')[0]).toMatchObject({ speaks: SPEAKS });
    expect(helpdesk.asked('chat.sync')[0]).toMatchObject({ speaks: SPEAKS });
    const chatId = helpdesk.chatId('Jan');
    const { length } = await helpdesk.entries('Jan');
    const entries = [
      { kind: 'moved', seq: length + 1, at: Date.now(), desk: 'Verkoop' },
      aMessage(length + 2, asCustomer('Jan'), 'Is dit nog de helpdesk?'),
    ];
    helpdesk.push({ event: 'entries.added', chatId, entries });
    const log = chatWindow(page, 'Jan').getByRole('log');
    await log.getByText('Is dit nog de helpdesk?').waitFor();
    expect(await log.textContent()).toMatch(/kan dit nog niet tonen.*Is dit nog de helpdesk\?/);
    const petra = await helpdesk.chat('Petra');
    const ended = { at: Date.now(), reason: 'moved' };
    helpdesk.push({ event: 'chat.changed', chat: { ...petra, rev: petra.rev + 2, state: 'ended', ended } });
    await chatWindow(page, 'Petra').getByText('De chat is beëindigd.', { exact: true }).waitFor();
  });

  test('[S84] marks what came while the focus was elsewhere', async () => {
    await helpdesk.onDuty();
    for (const name of ['Petra', 'Jan']) await helpdesk.mine(name);
    const page = await open('/');
    await reply(page, 'Petra').click();
    await helpdesk.say('Jan', 'Bent u er nog?');
    await chatWindow(page, 'Jan').getByText('Nieuwe berichten', { exact: true }).waitFor();
    await expect.poll(() => page.title()).toBe('(1) Helpdesk – Chat · OfficeHeart');
    await page.keyboard.press('Alt+Digit1');
    await expect.poll(() => page.title()).toBe('Helpdesk – Chat · OfficeHeart');
    expect(await reply(page, 'Jan').evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.press('Alt+Digit0');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('list');
  });

  test('comes back after a reload with what was typed, and after a lost connection by itself', async () => {
    await helpdesk.onDuty();
    await helpdesk.mine('Jan');
    const page = await open('/');
    await reply(page, 'Jan').fill('Ik zoek het even o');
    await page.getByLabel('E-mailadres').fill('nog geen adres');
    await page.getByLabel('E-mailadres').blur();
    await page.getByText('Dit is geen geldig e-mailadres').waitFor();
    await page.reload();
    await expect.poll(() => reply(page, 'Jan').inputValue()).toBe('Ik zoek het even o');
    await expect.poll(() => page.getByLabel('E-mailadres').inputValue()).toBe('nog geen adres');
    helpdesk.cut();
    await page.getByText('Opnieuw verbinden…').waitFor();
    await helpdesk.say('Jan', 'Tijdens de storing gezegd');
    await page.getByRole('log').getByText('Tijdens de storing gezegd').waitFor();
    await page.getByText('Verbonden').waitFor();
    expect(await reply(page, 'Jan').inputValue()).toBe('Ik zoek het even o');
  });
});

describe('the end', () => {
  test('[S75] an agent ends a chat after a confirmation', async () => {
    await helpdesk.onDuty();
    await helpdesk.mine('Jan');
    const page = await open('/');
    await page.getByRole('button', { name: 'Chat beëindigen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Doorgaan met chat' }).click();
    expect((await helpdesk.chat('Jan')).state).toBe('active');
    await page.getByRole('button', { name: 'Chat beëindigen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Chat beëindigen' }).click();
    await chatWindow(page, 'Jan').getByText('Beëindigd', { exact: true }).waitFor();
  });

  test('[S72] [S73] [S74] [S76] the customer leaves: saved with its fields, and opened to edit', async () => {
    await helpdesk.onDuty();
    await helpdesk.mine('Jan');
    const page = await open('/');
    await reply(page, 'Jan').waitFor();
    await helpdesk.endBy('Jan');
    const header = chatWindow(page, 'Jan').getByRole('banner').or(chatWindow(page, 'Jan').locator('header'));
    await header.getByText('De klant heeft de chat beëindigd').waitFor();
    expect(await reply(page, 'Jan').count()).toBe(0);
    await page.getByLabel('Onderwerp').fill('Factuur februari');
    await page.getByRole('button', { name: 'Opslaan als melding en bewerken' }).click();
    await page.waitForURL(/meldingen\/\d+$/);
    await page.getByRole('heading', { name: 'Historie' }).waitFor();
    await page.getByText('Om welk factuurnummer gaat het?').waitFor();
    const order = helpdesk.frames.map(({ action }) => action).filter((action) => /fill|save/.test(action));
    expect(order).toEqual(['chat.fill', 'chat.save']);
    await page.goBack();
    await page.getByText('Geen gesprek geopend').waitFor();
  });

  test('[S74] saving stays on the desk with a link to the ticket; deleting asks first', async () => {
    await helpdesk.onDuty();
    await helpdesk.mine('Jan');
    await helpdesk.mine('Petra');
    const page = await open('/');
    await reply(page, 'Petra').waitFor();
    await helpdesk.endBy('Jan');
    await helpdesk.endBy('Petra');
    await chatWindow(page, 'Jan').getByRole('button', { name: 'Opslaan', exact: true }).click();
    await page.getByText(/^De chat met Jan is opgeslagen als melding \d+\.$/).waitFor();
    const { ticket } = await helpdesk.chat('Jan');
    expect(await page.getByRole('link', { name: 'Melding openen' }).getAttribute('href')).toBe(
      `/meldingen/${ticket}`,
    );
    await chatWindow(page, 'Petra').getByRole('button', { name: 'Verwijderen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bewaren' }).click();
    expect((await helpdesk.chat('Petra')).state).toBe('ended');
    await chatWindow(page, 'Petra').getByRole('button', { name: 'Verwijderen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Verwijderen' }).click();
    await page.getByText('De chat met Petra is verwijderd.').waitFor();
  });
});

test('a ticket keeps what was typed when a colleague was first, and chats stay open meanwhile', async () => {
  await helpdesk.onDuty();
  await helpdesk.mine('Jan');
  const ticket = await helpdesk.ticket('Kees');
  const page = await open('/');
  await reply(page, 'Jan').fill('half antwoord');
  await page.evaluate((ticket) => {
    const link = document.createElement('a');
    link.href = `/meldingen/${ticket}`;
    document.body.append(link);
    link.click();
  }, ticket);
  await page.getByLabel('Interne opmerkingen').fill('klant teruggebeld');
  await helpdesk.changeTicket('Bram', ticket, { remarks: 'van Bram', status: 'open' });
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await page.getByText('Een collega heeft dit intussen gewijzigd.').waitFor();
  await page.getByText('Door een collega opgeslagen: van Bram').waitFor();
  expect(await page.getByLabel('Interne opmerkingen').inputValue()).toBe('klant teruggebeld');
  await screenshot(page, 'console-ticket-conflict');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await page.getByText('Opgeslagen', { exact: true }).waitFor();
  expect(await helpdesk.readTicket(ticket)).toMatchObject({ remarks: 'klant teruggebeld', status: 'open' });
  await page.getByRole('link', { name: 'Helpdesk – Chat' }).click();
  expect(await reply(page, 'Jan').inputValue()).toBe('half antwoord');
  expect(helpdesk.asked('desk.enter')).toHaveLength(1);
});

test('[S58] more windows than fit side by side are accessible, and fit by scrolling; on a phone they are tabs', async () => {
  await helpdesk.onDuty();
  const says = [['klant', 'Is daar iemand?']] as const;
  await helpdesk.come('Petra', { ago: 75_000, says, email: 'petra@devries.example' });
  await helpdesk.come('Kees', { agents: ['Bram'] });
  for (const name of ['Jan', 'Fatima', 'Omar', 'Li']) await helpdesk.mine(name);
  const page = await open('/');
  await reply(page, 'Li').waitFor();
  await helpdesk.say('Jan', 'Bent u er nog?');
  await chatWindow(page, 'Jan').getByText('Nieuwe berichten', { exact: true }).waitFor();
  await helpdesk.endBy('Li');
  await page.getByRole('button', { name: 'Opslaan als melding en bewerken' }).waitFor();
  expect(await lookAt(page, 'console-many-windows', { onPhone: true })).toEqual([]);
});
