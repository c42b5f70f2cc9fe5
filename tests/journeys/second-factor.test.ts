// Signing in in two steps on the real product, in a browser with an authenticator: setting up, signing in, losing it, being obliged to it.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { screenshot } from '../support/browser.ts';
import { codeOf, nextCodeOf } from '../support/factors.ts';
import { arrive, leave, type Person, signIn } from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** A browser with a device in it that has a fingerprint reader, or what passes for one. */
const withAuthenticator = async ({ page, context }: Person): Promise<void> => {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
};

const goTo = (person: Person, url: string, path: string) => person.page.goto(new URL(path, url).href);

/** Sets an app up on the page that is open. @returns its secret. */
const addApp = async (page: Page): Promise<string> => {
  await button(page, 'App instellen').click();
  await page.getByRole('img', { name: 'QR-code voor uw app' }).waitFor();
  const secret = ((await page.locator('.factors__secret').textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel('Code van zes cijfers').fill('000000');
  await button(page, 'Code controleren').click();
  await page.getByText('Deze code klopt niet, of is al gebruikt.').waitFor();
  await page.getByLabel('Code van zes cijfers').fill(codeOf(secret, Date.now()));
  await button(page, 'Code controleren').click();
  return secret;
};

/** The recovery codes that are shown now; kept by whoever asks. */
const keepCodes = async (page: Page): Promise<string[]> => {
  await page.getByText('Ze worden alleen nu getoond.').waitFor();
  const codes = await page.locator('.recovery code').allTextContents();
  await button(page, 'Ik heb de codes bewaard').click();
  return codes;
};

const signOut = async ({ page }: Person) => {
  await button(page, 'Uitloggen').click();
  await page.getByLabel('Gebruikersnaam').waitFor();
};

describe('[S127] signing in in two steps', () => {
  it('an agent adds a passkey and signs in with it, is refused without it, and uses a recovery code once', async () => {
    const anna = await product.enterConsole('anna');
    await withAuthenticator(anna);
    const { page } = anna;
    await goTo(anna, product.consoleUrl, '/voorkeuren');
    await button(page, 'Passkey toevoegen').click();
    await page.getByLabel('Naam', { exact: true }).fill('Laptop');
    await button(page, 'Passkey toevoegen').click();
    await screenshot(page, 'factors-codes');
    const [code = '', ...others] = await keepCodes(page);
    expect(others).toHaveLength(9);
    await page.getByText('Laptop').waitFor();
    await screenshot(page, 'factors-passkey', { fullPage: true });
    await signOut(anna);

    await signIn(anna, 'anna', 'demo', { mayEnter: false });
    await button(page, 'Passkey gebruiken').waitFor();
    await screenshot(page, 'factors-step');
    await button(page, 'Passkey gebruiken').click();
    await button(page, 'Uitloggen').waitFor();
    await signOut(anna);

    const elsewhere = await arrive(product.browser, product.consoleUrl);
    await signIn(elsewhere, 'anna', 'demo', { mayEnter: false });
    await button(elsewhere.page, 'Herstelcode gebruiken').click();
    await elsewhere.page.getByLabel('Herstelcode', { exact: true }).fill('AAAA-BBBB');
    await button(elsewhere.page, 'Inloggen').click();
    await elsewhere.page.getByText('Deze code klopt niet, of is al gebruikt.').waitFor();
    await elsewhere.page.getByLabel('Herstelcode', { exact: true }).fill(code.toLowerCase());
    await button(elsewhere.page, 'Inloggen').click();
    await button(elsewhere.page, 'Uitloggen').waitFor();
    await goTo(elsewhere, product.consoleUrl, '/voorkeuren');
    await elsewhere.page.getByText('U heeft nog 9 herstelcodes.').waitFor();
    await leave(elsewhere);
    await leave(anna);
  });

  it('a customer sets up an app and signs in with its code', async () => {
    const jansen = await product.enterPortal('jansen');
    const { page } = jansen;
    await goTo(jansen, product.portalUrl, '/profiel');
    const secret = await addApp(page);
    await keepCodes(page);
    await button(page, 'Andere app instellen').waitFor();
    await screenshot(page, 'factors-portal', { fullPage: true });
    await signOut(jansen);
    await signIn(jansen, 'jansen', 'demo', { mayEnter: false });
    await page.getByLabel('Code uit uw app').fill(nextCodeOf(secret, Date.now()));
    await button(page, 'Inloggen').click();
    await button(page, 'Uitloggen').waitFor();
    await leave(jansen);
  });

  it('who is obliged sets one up first; an administrator takes it away, and the person reads that', async () => {
    const boss = await product.enterConsole('ohadmin');
    await goTo(boss, product.consoleUrl, '/beheer/medewerkers');
    await boss.page.getByLabel('Verplicht voor').selectOption('agents');
    await button(boss.page, 'Opslaan').click();
    await boss.page.getByText('Opgeslagen', { exact: true }).waitFor();
    await screenshot(boss.page, 'factors-rule', { fullPage: true });

    const bram = await arrive(product.browser, product.consoleUrl);
    await signIn(bram, 'bram', 'demo', { mayEnter: false });
    await bram.page.getByRole('heading', { name: 'Stel een tweede stap in' }).waitFor();
    await screenshot(bram.page, 'factors-due');
    await goTo(bram, product.consoleUrl, '/meldingen');
    await bram.page.getByRole('heading', { name: 'Stel een tweede stap in' }).waitFor();
    await addApp(bram.page);
    await keepCodes(bram.page);
    await bram.page.getByRole('navigation').first().waitFor();

    await boss.page.getByRole('link', { name: 'Bram', exact: true }).click();
    await button(boss.page, 'Tweede stap verwijderen').click();
    await boss.page.getByRole('dialog').getByRole('button', { name: 'Tweede stap verwijderen' }).click();
    await boss.page.getByText('De tweede stap is verwijderd.').waitFor();
    await goTo(bram, product.consoleUrl, '/');
    await bram.page.getByLabel('Gebruikersnaam').waitFor();

    await goTo(boss, product.consoleUrl, '/beheer/medewerkers');
    await boss.page.getByLabel('Verplicht voor').selectOption('nobody');
    await button(boss.page, 'Opslaan').click();
    await boss.page.getByText('Opgeslagen', { exact: true }).waitFor();
    await signIn(bram, 'bram', 'demo', { mayEnter: false });
    await bram.page.getByRole('heading', { name: 'Uw tweede stap is verwijderd' }).waitFor();
    await screenshot(bram.page, 'factors-reset');
    await button(bram.page, 'Verder zonder tweede stap').click();
    await button(bram.page, 'Uitloggen').waitFor();
    await leave(bram);
    await leave(boss);
  });
});
