// Two people at one browser: a page acts for whoever opened it and for nobody else, and who left is gone from every page.
import { describe, expect, it } from 'vitest';
import { anotherTab, leave, type Person, signIn } from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

/** The browser becomes somebody else's without a word to the pages that are open: as it is for one that was frozen. */
const loseTouch = async ({ context }: Person, other: Person) => {
  const sessions = (await other.context.cookies()).filter(({ name }) => name.includes('session'));
  await context.addCookies(sessions);
};

describe('in the portal', () => {
  it('a page of somebody who signed out goes to the login page, and to its new person’s own', async () => {
    const jansen = await product.enterPortal('jansen');
    const other = await anotherTab(jansen, '/meldingen');
    await other.page.getByRole('button', { name: 'Uitloggen' }).click();
    // Nobody touches the first page: it went by itself.
    await jansen.page.getByLabel('Gebruikersnaam').waitFor();
    expect(await jansen.page.getByText('Jan Jansen').count()).toBe(0);
    await leave(jansen);
  });

  it('a page that the logout did not reach is loaded anew when somebody else signs in', async () => {
    const [jansen, petra] = [await product.enterPortal('jansen'), await product.enterPortal('devries')];
    const other = await anotherTab(jansen, '/login');
    await loseTouch(jansen, petra);
    await signIn(other, 'devries');
    await jansen.page.getByText('Petra de Vries').first().waitFor();
    await leave(jansen, petra);
  });

  it('a ticket that was being written is not sent as somebody else’s, and waits for whoever wrote it', async () => {
    const jansen = await product.enterPortal('jansen');
    const { page } = jansen;
    await page.getByRole('link', { name: 'Meldingen' }).first().click();
    await page.getByRole('link', { name: 'Nieuwe melding' }).click();
    await page.getByLabel('Onderwerp').fill('Alleen van Jan');
    await page.getByLabel('Uw vraag').fill('Niemand anders mag dit lezen.');
    const cookies = await jansen.context.cookies();
    const petra = await product.enterPortal('devries');
    await loseTouch(jansen, petra);

    await page.getByRole('button', { name: 'Melding versturen' }).click();
    await page.getByText('intussen als iemand anders ingelogd').waitFor();
    expect(await page.getByLabel('Uw vraag').inputValue()).toBe('Niemand anders mag dit lezen.');
    await petra.page.getByRole('link', { name: 'Meldingen' }).first().click();
    await petra.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await petra.page.getByText('Alleen van Jan').count()).toBe(0);

    // The other person's pages show nothing of it either; it is there when Jan is back.
    await page.getByRole('button', { name: 'Pagina opnieuw laden' }).click();
    await page.getByText('Petra de Vries').first().waitFor();
    expect(await page.getByLabel('Uw vraag').inputValue()).toBe('');
    await jansen.context.addCookies(cookies);
    await page.reload();
    await page.getByText('Jan Jansen').first().waitFor();
    expect(await page.getByLabel('Uw vraag').inputValue()).toBe('Niemand anders mag dit lezen.');
    await leave(jansen, petra);
  });
});

describe('in the console', () => {
  it('nothing is changed as a colleague who signed in meanwhile', async () => {
    const [anna, bram] = [await product.enterConsole('anna'), await product.enterConsole('bram')];
    await anna.page.goto(new URL('/voorkeuren', anna.page.url()).href);
    await anna.page.getByLabel('Nickname').fill('Anna van de helpdesk');
    await loseTouch(anna, bram);
    await anna.page.getByRole('button', { name: 'Opslaan' }).first().click();
    await anna.page.getByText('intussen als iemand anders ingelogd').waitFor();
    expect(await anna.page.getByLabel('Nickname').inputValue()).toBe('Anna van de helpdesk');
    await bram.page.goto(new URL('/voorkeuren', bram.page.url()).href);
    await bram.page.getByLabel('Nickname').waitFor();
    expect(await bram.page.getByLabel('Nickname').inputValue()).toBe('Bram');
    await leave(anna, bram);
  });
});
