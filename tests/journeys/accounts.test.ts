// Accounts, groups, agents, categories and preferences on the real product, and what follows at once when rights change.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { screenshot } from '../support/browser.ts';
import {
  arrive,
  chatOf,
  joinChat,
  leave,
  type Person,
  sees,
  signIn,
  startChat,
  startDuty,
  tabOf,
  windowOf,
  writeAsAgent,
  writeAsCustomer,
} from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

const goTo = ({ page }: Person, path: string) => page.goto(new URL(path, product.consoleUrl).href);
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** Of those opened from now on, handshakes that were refused apart. */
const countSockets = (page: Page) => {
  const count = { opened: 0, closed: 0 };
  page.on('websocket', (socket) => {
    let isOpen = false;
    const open = () => {
      if (!isOpen) count.opened++;
      isOpen = true;
    };
    socket.on('framereceived', open);
    socket.on('close', () => {
      if (isOpen) count.closed++;
    });
  });
  return count;
};

/** Opens the page of one account from the list. */
const openAccount = async (boss: Person, path: string, name: string) => {
  await goTo(boss, path);
  await boss.page.getByRole('link', { name, exact: true }).click();
  await boss.page.getByRole('heading', { name: 'Toegang' }).waitFor();
};
const block = async (boss: Person) => {
  await button(boss.page, 'Blokkeren').click();
  await boss.page.getByRole('dialog').getByRole('button', { name: 'Blokkeren', exact: true }).click();
  await boss.page.getByText('Dit account is geblokkeerd en kan niet inloggen.').waitFor();
};
const unblock = async (boss: Person) => {
  await button(boss.page, 'Deblokkeren').click();
  await boss.page.getByText('Dit account kan inloggen.').waitFor();
};
const save = async ({ page }: Person) => {
  await button(page, 'Opslaan').click();
  await page.getByText('Opgeslagen', { exact: true }).waitFor();
};
const BLOCKED = 'Dit account is geblokkeerd.';
const isRefused = async (
  url: string,
  login: string,
  { password = 'demo', why = 'Onbekende gebruikersnaam of verkeerd wachtwoord.' } = {},
) => {
  const person = await arrive(product.browser, url);
  await signIn(person, login, password, { mayEnter: false });
  await person.page.getByText(why).waitFor();
  await person.context.close();
};

describe('rights that change while people are at work', () => {
  it('[S2] [S4] a right taken away during a chat: the chat goes on, the tab goes, no new one starts', async () => {
    const boss = await product.enterConsole('ohadmin');
    const anna = await product.enterConsole('anna');
    await startDuty(anna);
    const jansen = await product.enterPortal('jansen');
    const devries = await product.enterPortal('devries');
    await tabOf(devries).waitFor();
    await startChat(jansen, { nickname: 'Jan' });
    await writeAsCustomer(jansen, 'Ik heb een vraag');
    await joinChat(anna, 'Jan');

    await goTo(boss, '/beheer/accounts');
    await boss.page.locator('main header').getByRole('link', { name: 'Groepen' }).click();
    await button(boss.page, 'Klanten met chat wijzigen').click();
    await boss.page.getByRole('checkbox', { name: 'Chat' }).uncheck();
    await button(boss.page, 'Opslaan').click();
    await tabOf(devries).waitFor({ state: 'hidden' });

    await writeAsAgent(anna, 'Jan', 'Zegt u het maar');
    await sees(windowOf(jansen).getByRole('log'), 'Zegt u het maar');
    await writeAsCustomer(jansen, 'Hoe laat bent u open?');
    await sees(chatOf(anna, 'Jan').getByRole('log'), 'Hoe laat bent u open?');
    await windowOf(jansen).getByRole('button', { name: 'Chat sluiten' }).click();
    await jansen.page.getByRole('button', { name: 'Chat beëindigen' }).click();
    await windowOf(jansen).getByRole('button', { name: 'Start nieuwe chat' }).click();
    await jansen.page.getByText('Uw account heeft geen toegang tot de chat.').waitFor();

    // Given back: it is there again, in a page that is loaded anew.
    await button(boss.page, 'Klanten met chat wijzigen').click();
    await boss.page.getByRole('checkbox', { name: 'Chat' }).check();
    await button(boss.page, 'Opslaan').click();
    await button(boss.page, 'Opslaan').waitFor({ state: 'detached' });
    await devries.page.reload();
    await tabOf(devries).waitFor();
    await leave(boss, anna, jansen, devries);
  });

  it('[S3] [S4] a group of its own for the chat gives the tab to its members', async () => {
    const boss = await product.enterConsole('ohadmin');
    const bakker = await product.enterPortal('bakker');
    await goTo(boss, '/beheer/groepen');
    await button(boss.page, 'Groep toevoegen').click();
    await boss.page.getByLabel('Naam').fill('Alleen chat');
    await boss.page.getByRole('checkbox', { name: 'Chat' }).check();
    await button(boss.page, 'Opslaan').click();
    await button(boss.page, 'Alleen chat wijzigen').click();
    const members = boss.page.getByRole('region', { name: 'Leden van Alleen chat' });
    await members.getByRole('searchbox').fill('bakker');
    await members.getByRole('checkbox', { name: /bakker/i }).check();
    await members.getByRole('button', { name: 'Toevoegen aan de groep' }).click();
    await members.getByText('1 klant is lid.').waitFor();
    expect(await tabOf(bakker).count()).toBe(0);
    await bakker.page.reload();
    await tabOf(bakker).waitFor();
    await leave(boss, bakker);
  });

  it('a customer blocked in a chat is out at once, and nobody waits for that person', async () => {
    const boss = await product.enterConsole('ohadmin');
    const anna = await product.enterConsole('anna');
    const jansen = await product.enterPortal('jansen');
    const sockets = countSockets(jansen.page);
    await jansen.page.reload();
    await windowOf(jansen).getByRole('button', { name: 'Start nieuwe chat' }).click();
    await writeAsCustomer(jansen, 'Bent u er nog?');
    await joinChat(anna, 'Jan');
    await openAccount(boss, '/beheer/accounts', 'Jan Jansen');
    await block(boss);
    await screenshot(boss.page, 'people-blocked', { fullPage: true });
    await sees(
      chatOf(anna, 'Jan').getByRole('log'),
      'Het account van de klant is geblokkeerd; de chat is beëindigd',
    );
    await expect.poll(() => sockets).toEqual({ opened: 1, closed: 1 });
    await windowOf(jansen).getByText(BLOCKED).waitFor();
    await jansen.page.reload();
    await jansen.page.getByText(BLOCKED).waitFor();
    await isRefused(product.portalUrl, 'jansen', { why: BLOCKED });
    await unblock(boss);
    // The session of before stays over.
    await jansen.page.reload();
    await jansen.page.getByLabel('Gebruikersnaam').waitFor();
    await signIn(jansen, 'jansen');
    await leave(boss, anna, jansen);
  });

  it('an agent blocked on duty is out at once and gives no room any more', async () => {
    const boss = await product.enterConsole('ohadmin');
    const bram = await product.enterConsole('bram');
    const devries = await product.enterPortal('devries');
    await openAccount(boss, '/beheer/medewerkers', 'Anna');
    await block(boss);
    await tabOf(devries).waitFor({ state: 'hidden' });
    await unblock(boss);
    await startDuty(bram);
    await tabOf(devries).waitFor();
    await openAccount(boss, '/beheer/medewerkers', 'Bram');
    await block(boss);
    await tabOf(devries).waitFor({ state: 'hidden' });
    await bram.page.getByText(BLOCKED).waitFor();
    await isRefused(product.consoleUrl, 'bram', { why: BLOCKED });
    await unblock(boss);
    await openAccount(boss, '/beheer/medewerkers', 'Ohadmin');
    await button(boss.page, 'Blokkeren').click();
    await boss.page.getByRole('dialog').getByRole('button', { name: 'Blokkeren', exact: true }).click();
    await boss.page.getByText('U kunt uzelf niet blokkeren', { exact: false }).waitFor();
    await leave(boss, bram, devries);
  });

  it('[S117] rights given and taken count on an open console', async () => {
    const boss = await product.enterConsole('ohadmin');
    const bram = await product.enterConsole('bram');
    await startDuty(bram);
    await openAccount(boss, '/beheer/medewerkers', 'Bram');
    await boss.page.getByRole('checkbox', { name: 'Chat beheren' }).check();
    await save(boss);
    await bram.page.getByRole('link', { name: 'Beheer' }).waitFor();
    await button(bram.page, 'Chatdienst stoppen').waitFor();
    await boss.page.getByRole('checkbox', { name: 'Chat beheren' }).uncheck();
    await boss.page.getByRole('checkbox', { name: 'Helpdesk – Chat' }).uncheck();
    await save(boss);
    await bram.page.getByRole('link', { name: 'Beheer' }).waitFor({ state: 'detached' });
    await bram.page.reload();
    await bram.page.getByText('U heeft hier geen rechten voor.').waitFor();
    await boss.page.getByRole('checkbox', { name: 'Helpdesk – Chat' }).check();
    await save(boss);
    await leave(boss, bram);
  });
});

describe('[S129] one’s own sessions', () => {
  it('an agent signs out elsewhere: that console is out at once, this one goes on; a customer finds them, too', async () => {
    const here = await product.enterConsole('bram');
    const there = await arrive(product.browser, product.consoleUrl);
    const sockets = countSockets(there.page);
    await signIn(there, 'bram');
    await expect.poll(() => sockets.opened).toBe(1);
    await here.page.getByRole('link', { name: 'Voorkeuren' }).click();
    await here.page.getByRole('link', { name: 'Zien waar u bent ingelogd, en daar uitloggen' }).click();
    await here.page.getByText('Deze sessie').waitFor();
    await here.page.getByText('Nu geopend').waitFor();
    await screenshot(here.page, 'people-sessions');
    await button(here.page, 'Uitloggen op Chrome op Linux').click();
    await here.page.getByText('U bent daar uitgelogd.').waitFor();
    await expect.poll(() => sockets.closed).toBe(1);
    await there.page.getByRole('button', { name: 'Opnieuw inloggen' }).click();
    await there.page.getByLabel('Gebruikersnaam').waitFor();
    await here.page.reload();
    await here.page.getByText('Deze sessie').waitFor();

    const [phone, desk] = [await product.enterPortal('bakker'), await product.enterPortal('bakker')];
    await phone.page.goto(new URL('/profiel', product.portalUrl).href);
    await phone.page.getByRole('link', { name: 'Zien waar u bent ingelogd, en daar uitloggen' }).click();
    await button(phone.page, 'Overal elders uitloggen').click();
    await phone.page.getByText('U bent overal elders uitgelogd.').waitFor();
    await phone.page.getByText('U bent nergens anders ingelogd.').waitFor();
    await desk.page.reload();
    await desk.page.getByLabel('Gebruikersnaam').waitFor();
    await leave(here, there, phone, desk);
  });
});

describe('accounts', () => {
  it('a customer is added, found, signs in, and gets another password', async () => {
    const boss = await product.enterConsole('ohadmin');
    await goTo(boss, '/beheer/accounts');
    await boss.page.getByRole('link', { name: 'Account toevoegen' }).click();
    await boss.page.getByLabel('Gebruikersnaam').fill('jansen');
    await boss.page.getByLabel('Naam', { exact: true }).fill('Zoë van den Berg');
    await boss.page.getByLabel('Wachtwoord', { exact: true }).fill('kort');
    await button(boss.page, 'Toevoegen').click();
    await boss.page.getByText('Kies een wachtwoord van minstens 8 tekens.').waitFor();
    await boss.page.getByLabel('Wachtwoord', { exact: true }).fill('welkom2026!');
    await button(boss.page, 'Toevoegen').click();
    await boss.page.getByText('te makkelijk te raden', { exact: false }).waitFor();
    await button(boss.page, 'Wachtwoord maken').click();
    await button(boss.page, 'Toevoegen').click();
    await boss.page.getByText('Deze gebruikersnaam is al in gebruik.').waitFor();
    await boss.page.getByLabel('Gebruikersnaam').fill('zvdberg');
    await boss.page.getByRole('checkbox', { name: 'Klanten met chat' }).check();
    await screenshot(boss.page, 'people-new-account', { fullPage: true });
    await button(boss.page, 'Toevoegen').click();
    await boss.page.getByText('Het account zvdberg is gemaakt.').waitFor();
    const password = (await boss.page.locator('code').textContent()) ?? '';
    await boss.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await button(boss.page, 'Kopiëren').click();
    await boss.page.getByText('Gekopieerd').waitFor();
    expect(await boss.page.evaluate('navigator.clipboard.readText()')).toBe(password);
    await screenshot(boss.page, 'people-account-made');
    const zoe = await product.enterPortal('zvdberg', { password });
    // Before anything else a password that nobody else knows.
    const chooses = async (given: string, own: string) => {
      await zoe.page.getByLabel('Wachtwoord dat u heeft gekregen').fill(given);
      await zoe.page.getByLabel('Nieuw wachtwoord').fill(own);
      await zoe.page.getByRole('button', { name: 'Wachtwoord opslaan' }).click();
    };
    await zoe.page.getByRole('heading', { name: 'Kies een nieuw wachtwoord' }).waitFor();
    await screenshot(zoe.page, 'people-first-password');
    await zoe.page.goto(new URL('/meldingen', product.portalUrl).href);
    await chooses(password, password);
    await zoe.page.getByText('Kies een ander wachtwoord dan u heeft gekregen.').waitFor();
    await chooses('niet dat', 'een lange zin');
    await zoe.page.getByText('Het huidige wachtwoord klopt niet.').waitFor();
    await chooses(password, 'kort');
    await zoe.page.getByText('Kies een wachtwoord van minstens 8 tekens.').waitFor();
    await chooses(password, 'een lange zin');
    await zoe.page.getByText('U heeft nog geen meldingen').waitFor();

    await goTo(boss, '/beheer/accounts');
    const rows = boss.page.getByRole('row');
    await expect.poll(() => rows.count()).toBe(5);
    await boss.page.getByLabel('Zoeken').fill('zoe v');
    await expect.poll(() => rows.count()).toBe(2);
    await boss.page.getByLabel('Zoeken').fill('ZVD');
    await expect.poll(() => rows.count()).toBe(2);
    await boss.page.getByLabel('Zoeken').fill('niemand');
    await boss.page.getByText('Niemand gevonden').waitFor();
    await boss.page.getByLabel('Zoeken').fill('');
    await boss.page.getByRole('link', { name: 'Zoë van den Berg' }).click();
    await button(boss.page, 'Wachtwoord maken').click();
    await button(boss.page, 'Wachtwoord instellen').click();
    await boss.page.getByText('Het nieuwe wachtwoord is ingesteld.', { exact: false }).waitFor();
    const next = (await boss.page.locator('code').textContent()) ?? '';
    // Where the browser does not allow it, the password is selected for the keys.
    await boss.page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error())');
    await button(boss.page, 'Kopiëren').click();
    await expect.poll(() => boss.page.evaluate('String(getSelection())')).toBe(next);
    expect(await boss.page.getByText('Gekopieerd').count()).toBe(0);
    await zoe.page.reload();
    await signIn(zoe, 'zvdberg', next);
    await zoe.page.getByRole('heading', { name: 'Kies een nieuw wachtwoord' }).waitFor();
    await isRefused(product.portalUrl, 'zvdberg', { password });
    await isRefused(product.portalUrl, 'zvdberg', { password: 'een lange zin' });
    await goTo(boss, '/logboek');
    await boss.page.getByText('Stelde een wachtwoord in').waitFor();
    await screenshot(boss.page, 'people-audit', { fullPage: true });
    await leave(boss, zoe);
  });

  it('two administrators at one account: the second sees what the first saved, and keeps what was typed', async () => {
    const first = await product.enterConsole('ohadmin');
    const second = await product.enterConsole('ohadmin');
    await Promise.all([first, second].map((boss) => openAccount(boss, '/beheer/accounts', 'Kees Bakker')));
    await first.page.getByLabel('Naam', { exact: true }).fill('Kees de Bakker');
    await save(first);
    await second.page.getByLabel('Naam', { exact: true }).fill('K. Bakker');
    await second.page.getByLabel('E-mailadres').fill('kees@example.nl');
    await button(second.page, 'Opslaan').click();
    await second.page.getByText('Door een collega opgeslagen: Kees de Bakker').waitFor();
    expect(await second.page.getByLabel('Naam', { exact: true }).inputValue()).toBe('K. Bakker');
    await screenshot(second.page, 'people-conflict', { fullPage: true });
    await save(second);
    await leave(first, second);
  });
});

describe('preferences and categories', () => {
  it('[S39] [S40] [S41] a nickname is shown to colleagues at once and to customers from the next chat on', async () => {
    const boss = await product.enterConsole('ohadmin');
    const anna = await product.enterConsole('anna');
    await startDuty(anna);
    const devries = await product.enterPortal('devries');
    await goTo(boss, '/chatoverzicht');
    await boss.page.getByRole('rowheader', { name: 'Anna', exact: true }).waitFor();
    await anna.page.getByRole('link', { name: 'Anna – Voorkeuren' }).click();
    await anna.page.getByText('Startportaal').waitFor();
    await anna.page.getByLabel('Nickname').fill('Anna van de helpdesk');
    await screenshot(anna.page, 'people-preferences', { fullPage: true });
    await save(anna);
    await anna.page.getByRole('link', { name: 'Anna van de helpdesk – Voorkeuren' }).waitFor();
    await boss.page.getByRole('rowheader', { name: 'Anna van de helpdesk' }).waitFor();
    await anna.page.getByRole('link', { name: 'Helpdesk – Chat' }).click();
    await startChat(devries, { nickname: 'Petra' });
    await joinChat(anna, 'Petra');
    // Names are set apart by marks of direction.
    const joined = /Anna van de helpdesk.? neemt deel aan de chat/;
    await windowOf(devries).getByRole('log').getByText(joined).first().waitFor();
    await windowOf(devries).getByRole('button', { name: 'Chat sluiten' }).click();
    await devries.page.getByRole('button', { name: 'Chat beëindigen' }).click();

    await goTo(anna, '/voorkeuren');
    await anna.page.getByLabel('Nickname').fill('');
    await save(anna);
    await anna.page.getByRole('link', { name: 'anna – Voorkeuren' }).waitFor();
    await anna.page.getByLabel('Huidig wachtwoord').fill('demo');
    await anna.page.getByLabel('Nieuw wachtwoord').fill('vier lege koffiekopjes');
    await button(anna.page, 'Wachtwoord wijzigen').click();
    await anna.page.getByText('Uw wachtwoord is gewijzigd.', { exact: false }).waitFor();
    await anna.page.reload();
    await anna.page.getByLabel('Nickname').waitFor();
    await isRefused(product.consoleUrl, 'anna');
    await anna.page.getByRole('combobox', { name: 'Taal' }).selectOption('en');
    await button(anna.page, 'Opslaan').click();
    await anna.page.getByText('Start portal').waitFor();
    await leave(boss, anna, devries);
  });

  it('[S34] categories are added, moved, renamed and removed, and reach an open console', async () => {
    const boss = await product.enterConsole('ohadmin');
    const bram = await product.enterConsole('bram');
    const devries = await product.enterPortal('devries');
    await startDuty(bram);
    await windowOf(devries).getByRole('button', { name: 'Start nieuwe chat' }).click();
    await joinChat(bram, 'Petra');
    await goTo(boss, '/beheer/rubrieken');
    await boss.page.getByLabel('Nieuwe rubriek').fill('Bezorging');
    await boss.page.getByLabel('Nieuwe rubriek').press('Enter');
    for (let times = 0; times < 5; times++) await button(boss.page, 'Bezorging omhoog').press('Enter');
    expect(await boss.page.getByLabel('Rubriek 1').inputValue()).toBe('Bezorging');
    await boss.page.getByLabel('Rubriek 2').fill('Algemene vraag');
    await button(boss.page, 'Facturen verwijderen').click();
    await screenshot(boss.page, 'people-categories', { fullPage: true });
    await save(boss);
    const options = chatOf(bram, 'Petra').getByLabel('Rubriek').locator('option');
    await expect
      .poll(() => options.allTextContents())
      .toEqual([
        'Geen rubriek',
        'Bezorging',
        'Algemene vraag',
        'Technische vraag',
        'Account en inloggen',
        'Bestellingen',
      ]);
    await leave(boss, bram, devries);
  });
});
