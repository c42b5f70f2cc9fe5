// The pages of the portal in a real browser under the strictest CSP, with the real helpdesk behind them.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { addCustomerAccount, PASSWORD } from '../../support/accounts.ts';
import { screenshot } from '../../support/browser.ts';
import { lookAt } from '../../support/looks.ts';
import { noStorage } from '../../support/no-storage.ts';
import { type Today, usePortal } from './support/rig.ts';

let today: Today;
usePortal((given) => {
  today = given;
});
const open: Today['open'] = (...given) => today.open(...given);

describe('signing in and out', () => {
  test('a page one is not signed in for opens the login page, which comes back to it', async () => {
    const page = await open('/meldingen/1042?a=1#slot', { who: 'nobody' });
    await page.waitForURL('**/login?back=*');
    await page.getByLabel('Gebruikersnaam').fill(' jansen ');
    await page.getByLabel('Wachtwoord', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${today.site.url}/meldingen/1042?a=1#slot`);
    await page.getByRole('heading', { level: 1, name: 'Factuur van maart klopt niet' }).waitFor();
  });

  test.each(['//evil.example/x', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', '/login'])(
    'after signing in, %s is no page to go to',
    async (back) => {
      const page = await open(`/login?back=${encodeURIComponent(back)}`, { who: 'nobody' });
      await page.getByLabel('Gebruikersnaam').fill('jansen');
      await page.getByLabel('Wachtwoord', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: 'Inloggen' }).click();
      await page.waitForURL(`${today.site.url}/`);
    },
  );

  test('a wrong password is told, announced, and leaves the focus in the password', async () => {
    const page = await open('/login', { who: 'nobody' });
    await page.getByLabel('Gebruikersnaam').fill('jansen');
    await page.getByLabel('Wachtwoord', { exact: true }).fill('fout');
    await page.getByRole('button', { name: 'Inloggen' }).click();
    await page.getByRole('alert').getByText('Onbekende gebruikersnaam of verkeerd wachtwoord.').waitFor();
    expect(await focusedName(page)).toBe('password');
    await screenshot(page, 'portal-login-refused');
  });

  test('empty fields are named one by one and nothing is sent', async () => {
    const page = await open('/login');
    await page.getByRole('button', { name: 'Inloggen' }).click();
    await page.getByText('Vul uw gebruikersnaam in.').waitFor();
    expect(await focusedName(page)).toBe('login');
    expect(await page.getByLabel('Gebruikersnaam').getAttribute('aria-invalid')).toBe('true');
    expect(today.site.calls.map(({ name }) => name)).not.toContain('POST /api/login');
    await screenshot(page, 'portal-login-empty');
  });

  test('a browser that takes no cookies is told so, instead of the same empty form once more', async () => {
    const page = await open('/login', { who: 'nobody' });
    today.site.answerWith('GET /api/session', { error: { code: 'not_signed_in' } });
    await page.getByLabel('Gebruikersnaam').fill('jansen');
    await page.getByLabel('Wachtwoord', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Uw browser weigert cookies van deze site.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/login');
    await screenshot(page, 'portal-login-no-cookies');
  });

  test.each(Object.keys(noStorage))('works where the browser keeps nothing: storage that %s', async (how) => {
    const page = await open('/meldingen/nieuw', { ...(noStorage[how] && { script: noStorage[how] }) });
    await page.getByLabel('Onderwerp').fill('Factuur');
    await expect.poll(() => page.evaluate('globalThis.mounted')).toBeTruthy();
    await page.getByRole('button', { name: 'Uitloggen' }).click();
    await page.waitForURL('**/login');
  });

  test('Uitloggen ends the session and opens the login page', async () => {
    const page = await open('/');
    await page.getByRole('button', { name: 'Uitloggen' }).click();
    await page.waitForURL('**/login');
    expect(today.site.calls.map(({ name }) => name)).toContain('POST /api/logout');
  });

  test('Uitloggen that does not get through is said until the customer closes it', async () => {
    const page = await open('/');
    await page.route('**/api/logout', (route) => route.abort());
    await page.getByRole('button', { name: 'Uitloggen' }).click();
    const notice = page.getByRole('alert').getByText('Geen verbinding met de server.');
    await notice.waitFor();
    await screenshot(page, 'portal-log-out-lost');
    await page.getByRole('button', { name: 'Bericht sluiten' }).click();
    await notice.waitFor({ state: 'detached' });
    expect(await page.locator('.notices:visible').count()).toBe(0);
  });
});

describe('the chat', () => {
  test('[S3] is brought onto every page for those who may chat, with who they are', async () => {
    for (const path of ['/', '/meldingen', '/meldingen/1042', '/bestaat/niet']) {
      const page = await open(path);
      await expect
        .poll(() => page.evaluate('globalThis.mounted'))
        .toMatchObject({ language: 'nl', user: { id: today.jan.id, login: 'jansen', name: 'Jan Jansen' } });
    }
  });

  test('[S14] is not even loaded for those who may not', async () => {
    const page = await open('/', { who: await addCustomerAccount(today.db) });
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('globalThis.mounted')).toBeUndefined();
    expect(await page.getByText('Chat met de helpdesk').count()).toBe(0);
  });

  test('whose script is kept away by something, or that never hears of the helpdesk, is not called busy', async () => {
    const page = await open('/');
    const notice = page.getByText('De chat is hier niet bereikbaar.', { exact: false });
    // The script of these tests says nothing, as one whose socket does not get through.
    await notice.waitFor();
    await page.route('**/chat.js', (route) => route.abort());
    await page.reload();
    await notice.waitFor();
    expect(await page.getByText('geen medewerker vrij').count()).toBe(0);
    await screenshot(page, 'portal-chat-unreachable');
    await page.getByRole('link', { name: 'Laat een bericht achter' }).click();
    await page.getByLabel('Uw bericht').waitFor();
  });

  test('is not loaded on the login page', async () => {
    const page = await open('/login');
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('globalThis.mounted')).toBeUndefined();
  });
});

describe('[S114] Meldingen', () => {
  test('lists number, subject, status and date, and leads to the ticket by a plain link', async () => {
    const page = await open('/meldingen');
    const row = page.getByRole('row').filter({ hasText: 'Inloggen lukt niet' });
    await expect
      .poll(() => row.getByRole('cell').allInnerTexts())
      .toEqual(['1017', 'In behandeling', '20 feb 2026']);
    await page.getByRole('link', { name: 'Factuur van maart klopt niet' }).click();
    await page.getByRole('heading', { level: 1, name: 'Factuur van maart klopt niet' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/meldingen/1042');
    expect(await page.title()).toBe('Melding 1042 – OfficeHeart');
  });

  test('says so when there are none', async () => {
    const page = await open('/meldingen', { who: await addCustomerAccount(today.db) });
    await page.getByRole('heading', { name: 'U heeft nog geen meldingen' }).waitFor();
    await screenshot(page, 'portal-tickets-empty');
  });

  test('[S78] a ticket shows the whole conversation with names, times, days and system lines', async () => {
    const page = await open('/meldingen/1042');
    await page.locator('.conversation > li').first().waitFor();
    const lines = await page.locator('.conversation > li').allInnerTexts();
    expect(
      lines.map((line) =>
        line
          .replace(/[\u2068\u2069]/g, '')
          .replace(/\s+/g, ' ')
          .trim(),
      ),
    ).toEqual([
      'dinsdag 3 maart 2026',
      'U heeft de chat gestart 14:05',
      'Helpdesk 14:05 Welkom bij de helpdesk. Waarmee kunnen wij u helpen?',
      'U 14:05 Goedemiddag, mijn factuur van maart klopt niet. Er staat twee keer hetzelfde bedrag op.',
      'U 14:05 Zie https://example.nl/factuur?nr=2026-03 (of bel mij).',
      'Anna neemt deel aan de chat 14:06',
      'Anna 14:06 Goedemiddag Jan, ik kijk het voor u na.',
      'Anna 14:07 U heeft gelijk. Zie <b>dit</b> javascript:alert(1) en http://localhost/x.',
      'דליה neemt deel aan de chat 14:07',
      'דליה 14:07 שלום, 123 מה שלומך?',
      'Anna heeft de chat verlaten 14:07',
      'woensdag 4 maart 2026',
      expect.stringMatching(/^U 14:05 Bedankt! 👍🏽 (lang){60}$/),
      'U heeft de chat beëindigd 14:06',
      'Anna 15:05 De creditnota is onderweg. Zie https://example.nl/creditnota.',
    ]);
    const links = await page
      .locator('.conversation a')
      .evaluateAll((all) =>
        all.map((link) => [link.getAttribute('href'), link.getAttribute('rel'), link.getAttribute('target')]),
      );
    expect(links).toEqual([
      ['https://example.nl/factuur?nr=2026-03', 'noopener noreferrer nofollow', '_blank'],
      ['http://localhost/x', 'noopener noreferrer nofollow', '_blank'],
      ['https://example.nl/creditnota', 'noopener noreferrer nofollow', '_blank'],
    ]);
    expect(await lookAt(page, 'portal-full-ticket')).toEqual([]);
  });
});

describe('every page', () => {
  test('is in English once that was chosen, and stays so', async () => {
    const page = await open('/');
    await page.getByRole('button', { name: /English/ }).click();
    await page.getByRole('heading', { name: 'Welcome, Jan Jansen' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('link', { name: 'Tickets', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Tickets' }).waitFor();
    expect(await page.title()).toBe('Tickets – OfficeHeart');
    await screenshot(page, 'portal-tickets-english');
  });

  test('loads the texts of one language only', async () => {
    const context = await today.newContext();
    const page = await context.newPage();
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto('/');
    await page.waitForLoadState('networkidle');
    expect(loaded.filter((path) => path.includes('texts-'))).toEqual([expect.stringContaining('texts-nl')]);
  });

  test('starts the keyboard at a link to the content', async () => {
    const page = await open('/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Naar de inhoud');
    await screenshot(page, 'portal-skip-link');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
  });

  test('says what is wrong without a server, and shows itself when trying again', async () => {
    const page = await open('/meldingen');
    await page.route('**/api/my-tickets?*', (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').getByText('Geen verbinding met de server.').waitFor();
    await screenshot(page, 'portal-tickets-lost');
    await page.unroute('**/api/my-tickets?*');
    await page.getByRole('button', { name: 'Opnieuw proberen' }).click();
    await page.getByRole('link', { name: 'Factuur van maart klopt niet' }).waitFor();
  });

  test('says in words that it needs JavaScript', async () => {
    const context = await today.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto('/');
    expect(await page.locator('noscript').textContent()).toContain('Zet JavaScript aan');
  });
});

const focusedName = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.tagName);
