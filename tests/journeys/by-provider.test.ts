// Signing in with the company's own identity provider, in a real browser against a real one with a login page of its own (S125, S126): the first time, rights by group, its end, passwords off and the way back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readProvider, writeProvider } from '../../functions/store/providers.ts';
import { allowPasswords } from '../../functions/tools/allow-passwords.ts';
import { screenshot } from '../support/browser.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/open-id-provider.ts';
import { withDb } from '../support/product-db.ts';
import { arrive, leave, type Person, tabOf } from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
let provider: OpenIdProvider;
beforeAll(async () => {
  const sites = [product.consoleUrl, product.portalUrl];
  provider = await startOpenIdProvider({
    redirects: sites.map((site) => new URL('/api/sign-in/callback', site).href),
    saysLogout: true,
    logoutAddress: new URL('/api/sign-in/logout', product.consoleUrl).href,
  });
  provider.directory.set('els', {
    name: 'Els de Wit',
    given_name: 'Els',
    email: 'els@gemeente.example',
    email_verified: true,
    groups: ['KCC'],
  });
  provider.directory.set('chef', { name: 'Cor Chef', given_name: 'Cor', groups: ['KCC', 'Beheer'] });
  provider.directory.set('piet', { name: 'Piet Post', groups: ['Postkamer'] });
  provider.directory.set('mia', { name: 'Mia Bos', groups: ['Burgers'] });
});
afterAll(() => provider?.stop());

const button = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true });
const cardOf = ({ page }: Person, name: string) => page.getByRole('region', { name });

/** A provider is set up on the page for it. */
const setUp = async (boss: Person, card: string, groups: string) => {
  await boss.page.goto(new URL('/beheer/inloggen', product.consoleUrl).href);
  await cardOf(boss, card).getByRole('button', { name: 'Provider instellen' }).click();
  const form = cardOf(boss, card).getByRole('form');
  await form.getByLabel('Naam op de inlogknop').fill('Gemeente');
  await form.getByLabel('Adres van de provider (issuer)').fill(provider.issuer);
  await form.getByLabel('Client-ID').fill(provider.clientId);
  await form.getByLabel('Clientgeheim').fill(provider.secret);
  await form.getByLabel('Scopes').fill('openid profile email groups');
  await form.getByLabel('Claim met de groepen').fill('groups');
  await form.getByLabel('Wat een groep geeft').fill(groups);
  await form.getByRole('button', { name: 'Opslaan' }).click();
  await cardOf(boss, card).getByRole('button', { name: 'Provider controleren' }).click();
  await cardOf(boss, card).getByText('De provider antwoordt, kent deze site en kan wat nodig is.').waitFor();
};

/** By the button on our login page, over the provider's own. */
const signInThere = async ({ page }: Person, login: string) => {
  // Its page asks for a typeface of the open internet, and would wait for it.
  await page.context().route(/^https:/, (route) => route.abort());
  await page.getByRole('button', { name: 'Inloggen met Gemeente' }).click();
  // Our own page has fields of these names, too.
  await page.waitForURL(`${provider.issuer}/**`);
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('any');
  await page.locator('button[type=submit]').click();
  // Whether our site may know who it is.
  await page.locator('input[name=prompt][value=consent]').waitFor({ state: 'attached' });
  await page.locator('button[type=submit]').click();
};
const toConsole = () => arrive(product.browser, new URL('/login', product.consoleUrl).href);

describe('[S125] agents and their provider', () => {
  it('is set up, signs an agent in for the first time, and gives what the groups give', async () => {
    const boss = await product.enterConsole('ohadmin');
    await setUp(boss, 'Medewerkers: de console', 'KCC = Helpdesk – Chat\nBeheer = Accounts beheren');
    await cardOf(boss, 'Medewerkers: de console')
      .getByText('De provider meldt hier meteen dat iemand is uitgelogd', { exact: false })
      .waitFor();
    await screenshot(boss.page, 'sign-in-settings', { fullPage: true });

    const els = await arrive(product.browser, new URL('/meldingen', product.consoleUrl).href);
    await els.page.getByRole('button', { name: 'Inloggen met Gemeente' }).waitFor();
    await screenshot(els.page, 'login-with-provider');
    await signInThere(els, 'els');
    // Back where it began, as somebody that nobody had to make.
    await els.page.waitForURL('**/meldingen');
    await button(els, 'Uitloggen').waitFor();
    await els.page.getByText('Els', { exact: true }).first().waitFor();
    await expect.poll(() => els.page.getByRole('link', { name: 'Beheer' }).count()).toBe(0);

    const piet = await toConsole();
    await signInThere(piet, 'piet');
    await piet.page.getByText('U bent herkend, maar u heeft hier geen rechten.', { exact: false }).waitFor();
    await screenshot(piet.page, 'login-no-access');
    await leave(boss, els, piet);
  });

  it('a group that is taken away takes its right with it, and the end at the provider closes the console', async () => {
    const cor = await toConsole();
    await signInThere(cor, 'chef');
    await button(cor, 'Uitloggen').waitFor();
    await cor.page.getByRole('link', { name: 'Beheer' }).waitFor();
    provider.directory.set('chef', { name: 'Cor Chef', given_name: 'Cor', groups: ['KCC'] });
    const elsewhere = await toConsole();
    await signInThere(elsewhere, 'chef');
    await button(elsewhere, 'Uitloggen').waitFor();
    // The page that is open follows by itself.
    await expect.poll(() => cor.page.getByRole('link', { name: 'Beheer' }).count()).toBe(0);

    // Signed out at the provider, in another tab of the one browser.
    const there = await cor.context.newPage();
    await there.goto(`${provider.issuer}/session/end`);
    await there.locator('button[autofocus]').click();
    await cor.page
      .getByText('U bent niet meer ingelogd. Wat u typte staat er nog als u in dit tabblad opnieuw inlogt.')
      .waitFor();
    await elsewhere.page.reload();
    await button(elsewhere, 'Uitloggen').waitFor();
    await leave(cor, elsewhere);
  });

  it('passwords are switched off by whoever came in by the provider; the command line is the way back', async () => {
    provider.directory.set('chef', { name: 'Cor Chef', given_name: 'Cor', groups: ['KCC', 'Beheer'] });
    const boss = await product.enterConsole('ohadmin');
    await boss.page.goto(new URL('/beheer/inloggen', product.consoleUrl).href);
    const card = 'Medewerkers: de console';
    const switchOff = async (person: Person) => {
      await cardOf(person, card).getByRole('button', { name: 'Wijzigen' }).click();
      await cardOf(person, card).getByLabel('Inloggen met een wachtwoord uitzetten').check();
      await cardOf(person, card).getByRole('button', { name: 'Opslaan' }).click();
    };
    await switchOff(boss);
    await boss.page
      .getByText('Voor de console: log eerst zelf in met de provider.', { exact: false })
      .waitFor();

    const cor = await toConsole();
    await signInThere(cor, 'chef');
    await button(cor, 'Uitloggen').waitFor();
    await cor.page.goto(new URL('/beheer/inloggen', product.consoleUrl).href);
    await switchOff(cor);
    await cardOf(cor, card).getByText('Wachtwoorden staan uit.').waitFor();

    const anna = await toConsole();
    await anna.page.getByText('Inloggen met een wachtwoord staat hier uit.').waitFor();
    expect(await anna.page.getByLabel('Wachtwoord').count()).toBe(0);
    await screenshot(anna.page, 'login-provider-alone');

    await withDb(product, (db) => allowPasswords(db, 'console', Date.now()));
    await anna.page.reload();
    await anna.page.getByLabel('Gebruikersnaam').fill('anna');
    await anna.page.getByLabel('Wachtwoord', { exact: true }).fill('demo');
    await button(anna, 'Inloggen').click();
    await button(anna, 'Uitloggen').waitFor();
    await boss.page.goto(new URL('/logboek', product.consoleUrl).href);
    await boss.page.getByText('npm run allow-passwords').first().waitFor();
    await leave(boss, cor, anna);
  });
});

describe('[S126] a customer and the portal’s provider', () => {
  it('is signed in on the portal, and chats where the group says so', async () => {
    const boss = await product.enterConsole('ohadmin');
    await setUp(boss, 'Klanten: het portaal', 'Burgers = Klanten met chat');
    const anna = await product.enterConsole('anna');
    await button(anna, 'Chatdienst starten').click();
    const mia = await arrive(product.browser, new URL('/login', product.portalUrl).href);
    await signInThere(mia, 'mia');
    await mia.page.getByText('Mia Bos').first().waitFor();
    await tabOf(mia).waitFor();
    await leave(boss, anna, mia);
  });

  it('is told in one sentence when the provider is not there, and how to go on', async () => {
    await withDb(product, async (db) => {
      const known = await readProvider(db, 'portal');
      // Where nobody listens.
      if (known) await writeProvider(db, Math.random, { ...known, issuer: 'http://localhost:9' }, []);
    });
    const mia = await arrive(product.browser, new URL('/login', product.portalUrl).href);
    await mia.page.getByRole('button', { name: 'Inloggen met Gemeente' }).click();
    await mia.page.getByText('De inlogdienst antwoordt niet.', { exact: false }).waitFor();
    await mia.page.getByText('Hieronder kunt u ook met uw wachtwoord inloggen.').waitFor();
    await screenshot(mia.page, 'login-provider-down');
    await mia.page.getByLabel('Gebruikersnaam').fill('jansen');
    await mia.page.getByLabel('Wachtwoord', { exact: true }).fill('demo');
    await button(mia, 'Inloggen').click();
    await button(mia, 'Uitloggen').waitFor();
    await leave(mia);
  });
});
