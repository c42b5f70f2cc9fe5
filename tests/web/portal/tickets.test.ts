// Asking, replying and changing one's profile in the portal: nothing typed gets lost, nothing is sent twice.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readAccount } from '../../../functions/store/accounts.ts';
import { PASSWORD } from '../../support/accounts.ts';
import { screenshot } from '../../support/browser.ts';
import type { DeskSite } from '../../support/desk-site.ts';
import { pasteTooLong } from '../../support/paste-too-long.ts';
import { chatId, type Today, usePortal } from './support/rig.ts';

let today: Today;
let site: DeskSite;
usePortal((given) => {
  today = given;
  site = given.site;
});
const goTo = (path: string): Promise<Page> => today.open(path);
const account = () => readAccount(today.db, today.jan.id);
const bodies = (name: string) =>
  site.calls.filter((call) => call.name === name).map(({ body }): Record<string, string> => Object(body));
/** The next request to a path is done, and its answer lost on the way. */
const loseAnswer = (page: Page, path: string) =>
  page.route(
    path,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
const textIn = (page: Page, label: string) => page.getByLabel(label).inputValue();

test.each(['/meldingen', '/meldingen/nieuw', '/profiel', '/login'])(
  'more than a field takes, pasted at %s, stays, is told and goes nowhere',
  async (path) => pasteTooLong(await goTo(path)),
);

describe('[S114] finding a ticket', () => {
  test('by its subject and status, kept over a reload and the way back', async () => {
    const page = await goTo('/meldingen');
    await page.getByRole('searchbox').fill('CONTRACT');
    await page.getByRole('searchbox').press('Enter');
    await page.getByText('1 melding', { exact: true }).waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
    await screenshot(page, 'portal-tickets-found');
    await page.reload();
    await page.getByText('1 melding', { exact: true }).waitFor();
    await page.getByLabel('Status').selectOption('Nieuw');
    await page.getByRole('heading', { name: 'Geen meldingen gevonden' }).waitFor();
    await screenshot(page, 'portal-tickets-none');
    await page.getByRole('button', { name: 'Alle meldingen tonen' }).click();
    await page.getByRole('link', { name: 'Factuur van maart klopt niet' }).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  test('the next page comes below the first', async () => {
    for (let number = 900; number < 922; number++) await today.addTicket(number, 'Een oudere vraag');
    const page = await goTo('/meldingen');
    await page.getByRole('button', { name: 'Meer meldingen' }).click();
    await page.getByRole('link', { name: 'Vraag over het contract' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(27);
    expect(await page.getByRole('button', { name: 'Meer meldingen' }).count()).toBe(0);
  });

  test('a page that does not come is told, and asked for again', async () => {
    const page = await goTo('/meldingen');
    await loseAnswer(page, '**/api/my-tickets?*');
    await page.getByLabel('Status').selectOption('Nieuw');
    await page.getByText('Geen verbinding met de server.').waitFor();
    await page.getByRole('button', { name: 'Opnieuw proberen' }).click();
    await page.getByRole('link', { name: 'Factuur van maart klopt niet' }).waitFor();
  });
});

describe('a reply', () => {
  const send = (page: Page) => page.getByRole('button', { name: 'Versturen' }).click();

  test('is sent, shown and forgotten here', async () => {
    const page = await goTo('/meldingen/1042');
    await page.getByText('De creditnota is onderweg.').waitFor();
    await send(page);
    await page.getByText('Typ eerst een bericht.').waitFor();
    expect(bodies('POST /api/my-tickets/1042/replies')).toEqual([]);
    await page.getByLabel('Uw reactie').fill('  Dank u wel!\n');
    await send(page);
    await page.getByText('Uw reactie is verstuurd.').waitFor();
    await page.getByRole('article').last().getByText('Dank u wel!').waitFor();
    await screenshot(page, 'portal-ticket-replied', { fullPage: true });
    expect(await textIn(page, 'Uw reactie')).toBe('');
    await page.reload();
    await page.getByRole('article').last().getByText('Dank u wel!').waitFor();
    expect(await textIn(page, 'Uw reactie')).toBe('');
    expect(bodies('POST /api/my-tickets/1042/replies')).toMatchObject([{ text: 'Dank u wel!' }]);
  });

  test('that got no answer stays over a reload, and goes out under the same id', async () => {
    const page = await goTo('/meldingen/1042');
    await loseAnswer(page, '**/replies');
    await page.getByLabel('Uw reactie').fill('Komt dit aan?');
    await send(page);
    await page.getByText('Wat u typte blijft staan').waitFor();
    await screenshot(page, 'portal-ticket-lost');
    await page.reload();
    await page.getByLabel('Uw reactie').waitFor();
    expect(await textIn(page, 'Uw reactie')).toBe('Komt dit aan?');
    await send(page);
    await page.getByText('Uw reactie is verstuurd.').waitFor();
    const [first, second] = bodies('POST /api/my-tickets/1042/replies');
    expect(second).toMatchObject({ cid: first?.cid, text: 'Komt dit aan?' });
    const path = { number: '1042' };
    const { history } = await site.request(today.jan, 'GET /api/my-tickets/{number}', { path });
    expect(history.filter((item) => item.kind === 'message' && item.author.role === 'customer')).toHaveLength(
      1,
    );
  });

  test('that was changed after a failure is another reply, so no word of it is lost', async () => {
    const page = await goTo('/meldingen/1042');
    await loseAnswer(page, '**/replies');
    await page.getByLabel('Uw reactie').fill('Komt dit aan?');
    await send(page);
    await page.getByText('Wat u typte blijft staan').waitFor();
    await page.getByLabel('Uw reactie').fill('Komt dit aan? Ik hoor het graag.');
    await send(page);
    await page.getByText('Uw reactie is verstuurd.').waitFor();
    const [first, second] = bodies('POST /api/my-tickets/1042/replies');
    expect(second?.cid).not.toBe(first?.cid);
    expect(second?.text).toBe('Komt dit aan? Ik hoor het graag.');
  });

  test('waits for whoever has to sign in again', async () => {
    const page = await goTo('/meldingen/1042');
    await page.getByLabel('Uw reactie').fill('Nog één vraag');
    await page.context().clearCookies();
    await send(page);
    await page.getByRole('button', { name: 'Opnieuw inloggen' }).click();
    await page.waitForURL('**/login?back=*');
    await page.getByLabel('Gebruikersnaam').fill('jansen');
    await page.getByLabel('Wachtwoord', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByLabel('Uw reactie').waitFor();
    expect(await textIn(page, 'Uw reactie')).toBe('Nog één vraag');
  });

  test('goes with who signs out', async () => {
    const page = await goTo('/meldingen/1042');
    await page.getByLabel('Uw reactie').fill('Niet voor de volgende aan dit toestel');
    await page.getByRole('button', { name: 'Uitloggen' }).click();
    await page.waitForURL('**/login');
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('Niet voor de volgende');
  });
});

describe('[S65] the chat a ticket came from', () => {
  const transcript = `POST /api/chats/${chatId}/transcript`;
  const download = (page: Page) => page.getByRole('article').getByRole('button', { name: 'Chat downloaden' });

  test('is a PDF in the language of the page, and the page stays', async () => {
    site.answerWith(transcript, { ok: { url: '/gesprek.pdf' } });
    const page = await goTo('/meldingen/1042');
    await page.route('**/gesprek.pdf', (route) =>
      route.fulfill({
        headers: { 'content-disposition': 'attachment; filename="gesprek.pdf"' },
        body: 'pdf',
      }),
    );
    await page.getByLabel('Uw reactie').fill('Nog niet verzonden');
    expect(await download(page).count()).toBe(1);
    const saved = page.waitForEvent('download');
    await download(page).click();
    expect((await saved).suggestedFilename()).toBe('gesprek.pdf');
    expect(bodies(transcript)).toEqual([{ language: 'nl', timeZone: 'Europe/Amsterdam' }]);
    expect(await textIn(page, 'Uw reactie')).toBe('Nog niet verzonden');
    await screenshot(page, 'portal-ticket-download');
    await page.setViewportSize({ width: 360, height: 640 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await download(page).scrollIntoViewIfNeeded();
    await screenshot(page, 'portal-ticket-download-phone');
  });

  test('that could not be fetched says why', async () => {
    const page = await goTo('/meldingen/1042');
    await loseAnswer(page, '**/transcript');
    await download(page).click();
    await page.getByRole('article').getByText('Geen verbinding met de server.').waitFor();
    expect(await download(page).isEnabled()).toBe(true);
  });
});

describe('a new ticket', () => {
  test('names what is missing, keeps what is typed, and leads to the ticket', async () => {
    const page = await goTo('/meldingen/nieuw');
    const send = page.getByRole('button', { name: 'Melding versturen' });
    await send.click();
    await page.getByText('Vul een onderwerp in.').waitFor();
    await page.getByLabel('Onderwerp').fill('Dubbele factuur');
    await send.click();
    await page.getByText('Vul uw vraag in.').waitFor();
    await screenshot(page, 'portal-new-ticket-missing');
    await page.getByLabel('Uw vraag').fill('Ik kreeg twee facturen.');
    await page.getByLabel('Rubriek').selectOption('Facturen');
    expect(await textIn(page, 'E-mailadres')).toBe('jan@jansen.example');
    site.once('POST /api/my-tickets', { error: { code: 'internal' } });
    await send.click();
    await page.getByText('Er ging iets mis bij ons.').waitFor();
    await page.reload();
    await page.getByLabel('Onderwerp').waitFor();
    expect(await textIn(page, 'Onderwerp')).toBe('Dubbele factuur');
    expect(await textIn(page, 'Uw vraag')).toBe('Ik kreeg twee facturen.');
    expect(await textIn(page, 'Rubriek')).toBe('Facturen');
    await send.click();
    await page.waitForURL(/meldingen\/\d+$/);
    const [first, second] = bodies('POST /api/my-tickets');
    expect(second).toEqual(first);
    expect(first).toMatchObject({
      subject: 'Dubbele factuur',
      category: 'Facturen',
      email: 'jan@jansen.example',
    });
    await page.goto('/meldingen/nieuw');
    await page.getByLabel('Onderwerp').waitFor();
    expect(await textIn(page, 'Onderwerp')).toBe('');
  });
});

test('a subject that is pasted is never cut: what is too long is told, and not sent', async () => {
  const page = await goTo('/meldingen/nieuw');
  const subject = page.getByLabel('Onderwerp');
  await subject.fill('s'.repeat(300));
  await page.getByText('100 tekens te lang').waitFor();
  await page.getByLabel('Uw vraag').fill('Ik kreeg twee facturen.');
  await page.getByRole('button', { name: 'Melding versturen' }).click();
  expect(await subject.evaluate((field) => field === document.activeElement)).toBe(true);
  expect((await textIn(page, 'Onderwerp')).length).toBe(300);
  await subject.fill('Dubbele factuur');
  await page.getByLabel('E-mailadres').fill(`${'a'.repeat(250)}@voorbeeld.nl`);
  await page.getByRole('button', { name: 'Melding versturen' }).click();
  await page.getByText('9 tekens te lang', { exact: true }).waitFor();
  expect(bodies('POST /api/my-tickets')).toEqual([]);
});

describe('the profile', () => {
  test('changes the name in the header, and refuses what is no address', async () => {
    const page = await goTo('/profiel');
    await page.getByLabel('Naam', { exact: true }).fill('Jan de Jong');
    await page.getByLabel('E-mailadres').fill('geen adres');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Dit is geen geldig e-mailadres.').waitFor();
    await page.getByLabel('E-mailadres').fill('jan@dejong.example');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Opgeslagen.').waitFor();
    await page.getByRole('banner').getByText('Jan de Jong').waitFor();
    expect(await account()).toMatchObject({ name: 'Jan de Jong', email: 'jan@dejong.example' });
  });

  test('a new password needs the current one', async () => {
    const page = await goTo('/profiel');
    const change = page.getByRole('button', { name: 'Wachtwoord wijzigen' });
    await page.getByLabel('Huidig wachtwoord').fill('fout');
    await page.getByLabel('Nieuw wachtwoord').fill('kort');
    await change.click();
    await page.getByText('Kies een wachtwoord van minstens 8 tekens.').waitFor();
    await page.getByLabel('Nieuw wachtwoord').fill('een lange zin');
    await change.click();
    await page.getByText('Het huidige wachtwoord klopt niet.').waitFor();
    await screenshot(page, 'portal-profile-refused');
    await page.getByLabel('Huidig wachtwoord').fill(PASSWORD);
    await change.click();
    await page.getByText('Uw wachtwoord is gewijzigd.').waitFor();
    expect(await textIn(page, 'Nieuw wachtwoord')).toBe('');
  });

  test('the language is kept with the account, and used by the login on another device', async () => {
    const page = await goTo('/');
    await page.getByRole('button', { name: /English/ }).click();
    await page.getByRole('heading', { name: 'Welcome, Jan Jansen' }).waitFor();
    await expect.poll(account).toMatchObject({ language: 'en' });
    const other = await (await today.newContext({}, 'nobody')).newPage();
    await other.goto('/login');
    await other.getByLabel('Gebruikersnaam').fill('jansen');
    await other.getByLabel('Wachtwoord', { exact: true }).fill(PASSWORD);
    await other.keyboard.press('Enter');
    await other.getByRole('heading', { name: 'Welcome, Jan Jansen' }).waitFor();
  });
});
