// Passwords by mail on the real product (S128): an invited agent, a customer who forgot, from the mailbox to being signed in.
import { describe, expect, it } from 'vitest';
import { screenshot } from '../support/browser.ts';
import { arrive, leave, type Person, signIn } from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

const button = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true });
/** The mails to an address, once there are so many. */
const mailsTo = async (address: string, count: number) => {
  const those = () =>
    product
      .cloud()
      .mails()
      .filter(({ to }) => to.includes(address));
  await expect.poll(() => those().length).toBe(count);
  return those();
};
const linkIn = (text: string): string => /(http\S+#\S+)/.exec(text)?.[1] ?? expect.fail(text);
const openLink = async (address: string, count: number): Promise<Person> => {
  const mail = (await mailsTo(address, count)).at(-1);
  return arrive(product.browser, linkIn(mail?.text ?? ''));
};
const choosePassword = async (person: Person, password: string) => {
  await person.page.getByLabel('Nieuw wachtwoord').fill(password);
  await button(person, 'Wachtwoord opslaan').click();
};
const addAccount = async (boss: Person, path: string, login: string, email: string) => {
  await boss.page.goto(new URL(`${path}/nieuw`, product.consoleUrl).href);
  await boss.page.getByLabel('Gebruikersnaam').fill(login);
  await boss.page.getByLabel('Naam', { exact: true }).fill(`Naam van ${login}`);
  await boss.page.getByLabel('E-mailadres').fill(email);
  await boss.page.getByText('Deze persoon krijgt een mail', { exact: false }).waitFor();
  await button(boss, 'Toevoegen').click();
  await boss.page.getByText('De uitnodiging is onderweg.', { exact: false }).waitFor();
};

describe('[S128] passwords by mail', () => {
  it('an invited agent chooses a password from the mailbox, once, and signs in', async () => {
    const boss = await product.enterConsole('ohadmin');
    await addAccount(boss, '/beheer/medewerkers', 'els', 'els@example.nl');
    const [mail] = await mailsTo('els@example.nl', 1);
    expect(mail).toMatchObject({ from: '"OfficeHeart" <helpdesk@officeheart.example>' });
    const mailbox = await arrive(product.browser, product.cloud().mailboxUrl ?? '');
    await mailbox.page.getByText('Kies uw wachtwoord voor OfficeHeart').first().waitFor();
    const els = await openLink('els@example.nl', 1);
    await choosePassword(els, 'kort');
    await els.page.getByText('Kies een wachtwoord van minstens 8 tekens.').waitFor();
    await screenshot(els.page, 'password-choose');
    await choosePassword(els, 'een zin van els');
    await els.page.getByText('Het nieuwe wachtwoord van els is opgeslagen.').waitFor();
    await els.page.getByRole('link', { name: 'Inloggen' }).click();
    await signIn(els, 'els', 'een zin van els');
    const late = await openLink('els@example.nl', 1);
    await late.page.getByText('Deze link is al gebruikt', { exact: false }).waitFor();
    await late.page.getByRole('link', { name: 'Nieuwe link aanvragen' }).waitFor();
    await screenshot(late.page, 'password-dead-link');
    await leave(boss, mailbox, els, late);
  });

  it('a customer who forgot asks by address, is signed out elsewhere, and the old password works no more', async () => {
    const boss = await product.enterConsole('ohadmin');
    await addAccount(boss, '/beheer/accounts', 'mia', 'mia@example.nl');
    const elsewhere = await openLink('mia@example.nl', 1);
    await choosePassword(elsewhere, 'het oude wachtwoord');
    await elsewhere.page.getByRole('link', { name: 'Inloggen' }).click();
    await signIn(elsewhere, 'mia', 'het oude wachtwoord');

    const mia = await arrive(product.browser, new URL('/login', product.portalUrl).href);
    await mia.page.getByRole('link', { name: 'Wachtwoord vergeten?' }).click();
    await mia.page.getByLabel('Gebruikersnaam of e-mailadres').fill('Mia@Example.nl');
    await screenshot(mia.page, 'password-forgotten');
    await button(mia, 'Link versturen').click();
    await mia.page.getByText('Als er een account met deze gegevens is', { exact: false }).waitFor();
    const again = await openLink('mia@example.nl', 2);
    await choosePassword(again, 'een zin van mia');
    await again.page.getByText('Het nieuwe wachtwoord van mia is opgeslagen.').waitFor();
    await elsewhere.page.reload();
    await elsewhere.page.getByLabel('Gebruikersnaam').waitFor();
    await signIn(elsewhere, 'mia', 'het oude wachtwoord', { mayEnter: false });
    await elsewhere.page.getByText('Onbekende gebruikersnaam of verkeerd wachtwoord.').waitFor();
    await signIn(elsewhere, 'mia', 'een zin van mia');
    expect((await mailsTo('mia@example.nl', 3)).at(-1)?.subject).toContain('is gewijzigd');

    // What came back is seen by whoever administers, and nothing more is sent there.
    await boss.page.goto(new URL('/beheer/accounts', product.consoleUrl).href);
    await boss.page.getByRole('link', { name: 'Naam van mia' }).click();
    await boss.page.getByLabel('E-mailadres').fill('bounce@simulator.amazonses.com');
    await button(boss, 'Opslaan').click();
    await boss.page.getByText('Opgeslagen', { exact: true }).waitFor();
    await button(boss, 'Uitnodiging sturen').click();
    await boss.page.getByText('De uitnodiging is onderweg.', { exact: false }).waitFor();
    await expect
      .poll(async () => {
        await boss.page.reload();
        await boss.page.getByRole('heading', { name: 'Wachtwoord' }).waitFor();
        return boss.page.getByText('Mail naar dit e-mailadres komt terug.', { exact: false }).count();
      })
      .toBe(1);
    await screenshot(boss.page, 'account-mail-fault', { fullPage: true });
    await leave(boss, elsewhere, mia, again);
  });
});
