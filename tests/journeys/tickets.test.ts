// Tickets on the real product: a customer asks and replies, agents answer and get in each other's way, and other systems hear of it.
import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { PublishedEvent } from '../../shared/published-events.ts';
import { screenshot } from '../support/browser.ts';
import { leave, type Person } from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

const openTicket = async ({ page }: Person, subject: string): Promise<string> => {
  await page.getByRole('navigation').getByRole('link', { name: 'Meldingen' }).click();
  await page.getByRole('link', { name: subject }).click();
  await page.getByRole('heading', { name: 'Historie' }).waitFor();
  return page.url().split('/').at(-1) ?? '';
};
const answer = async (page: Page, text: string, button = 'Versturen') => {
  await page.getByRole('textbox', { name: 'Antwoord aan de klant' }).fill(text);
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByText('Het antwoord is verstuurd.').waitFor();
};
const eventsSince = (count: number) =>
  product
    .cloud()
    .events()
    .slice(count)
    .map(({ type, detail }) => v.parse(PublishedEvent, { ...Object(detail), type }));

describe('a ticket', () => {
  it('[S114] [S117] of a customer without the right to chat: asked, answered, solved, and open again', async () => {
    const bakker = await product.enterPortal('bakker');
    const anna = await product.enterConsole('anna');
    const before = product.cloud().events().length;
    await bakker.page.getByRole('link', { name: 'Meldingen' }).first().click();
    await bakker.page.getByRole('link', { name: 'Nieuwe melding' }).click();
    await bakker.page.getByLabel('Onderwerp').fill('Factuur kwijt');
    await bakker.page.getByLabel('Rubriek').selectOption('Facturen');
    await bakker.page.getByLabel('Uw vraag').fill('Ik vind mijn factuur van maart niet meer.');
    await bakker.page.getByRole('button', { name: 'Melding versturen' }).click();
    await bakker.page.getByRole('heading', { level: 1, name: 'Factuur kwijt' }).waitFor();

    const number = await openTicket(anna, 'Factuur kwijt');
    await anna.page.getByText('Ik vind mijn factuur van maart niet meer.').waitFor();
    await anna.page.getByLabel('Behandelaar').selectOption('Anna');
    await anna.page.getByLabel('Interne opmerkingen').fill('Betaalt altijd laat');
    await anna.page.getByRole('button', { name: 'Opslaan' }).click();
    await anna.page.getByText('Opgeslagen', { exact: true }).waitFor();
    await answer(anna.page, 'Die stuur ik u opnieuw.', 'Versturen en oplossen');
    await anna.page.getByText('Opgelost', { exact: true }).first().waitFor();
    await screenshot(anna.page, 'tickets-answered', { fullPage: true });

    await bakker.page.reload();
    await bakker.page.getByText('Die stuur ik u opnieuw.').waitFor();
    await bakker.page.getByText('als u reageert, wordt de melding heropend').waitFor();
    expect(await bakker.page.content()).not.toContain('Betaalt altijd laat');
    await bakker.page.getByLabel('Uw reactie').fill('Niet ontvangen.');
    await bakker.page.getByRole('button', { name: 'Versturen' }).click();
    await bakker.page.getByText('Uw reactie is verstuurd.').waitFor();
    await screenshot(bakker.page, 'tickets-replied', { fullPage: true });

    await anna.page.reload();
    await anna.page.getByText('Niet ontvangen.').waitFor();
    await anna.page.getByText('In behandeling', { exact: true }).first().waitFor();
    await anna.page.getByText('Kees Bakker (klant) wijzigde').waitFor();

    const told = eventsSince(before);
    expect(told.map(({ type }) => type)).toEqual([
      'ticket.saved',
      'ticket.saved',
      'ticket.replied',
      'ticket.saved',
      'ticket.replied',
      'ticket.saved',
    ]);
    expect(told.at(-1)).toMatchObject({ number: Number(number), status: 'open', by: { role: 'customer' } });
    expect(JSON.stringify(product.cloud().events())).not.toMatch(/factuur|Bakker|ontvangen|laat/i);
    expect(product.cloud().usage.snapshot().functions.http?.events).toBeGreaterThan(0);
    await leave(bakker, anna);
  });

  it('[S11] [S78] that is not published is not there for its customer', async () => {
    const bakker = await product.enterPortal('bakker');
    const bram = await product.enterConsole('bram');
    const number = await openTicket(bram, 'Factuur kwijt');
    await bram.page.getByLabel('Zichtbaar voor de klant op het portaal').uncheck();
    await bram.page.getByRole('button', { name: 'Opslaan' }).click();
    await bram.page.getByText('Opgeslagen', { exact: true }).waitFor();
    await bram.page.getByText('De klant ziet dit pas als de melding op het portaal zichtbaar is.').waitFor();
    await bakker.page.goto(`${product.portalUrl}/meldingen/${number}`);
    await bakker.page.getByRole('heading', { name: 'Melding niet gevonden' }).waitFor();
    await bakker.page.goto(`${product.portalUrl}/meldingen`);
    await bakker.page.getByText('U heeft nog geen meldingen').waitFor();
    await bram.page.getByLabel('Zichtbaar voor de klant op het portaal').check();
    await bram.page.getByRole('button', { name: 'Opslaan' }).click();
    await bram.page.getByText('Opgeslagen', { exact: true }).waitFor();
    await bakker.page.reload();
    await bakker.page.getByRole('link', { name: 'Factuur kwijt' }).waitFor();
    await leave(bakker, bram);
  });

  it('that two agents change at once: the second sees both, and decides', async () => {
    const anna = await product.enterConsole('anna');
    const bram = await product.enterConsole('bram');
    await openTicket(anna, 'Factuur kwijt');
    await openTicket(bram, 'Factuur kwijt');
    await anna.page.getByLabel('Onderwerp').fill('Factuur maart kwijt');
    await bram.page.getByLabel('Onderwerp').fill('Factuur opnieuw sturen');
    await anna.page.getByRole('button', { name: 'Opslaan' }).click();
    await anna.page.getByText('Opgeslagen', { exact: true }).waitFor();
    await bram.page.getByRole('button', { name: 'Opslaan' }).click();
    await bram.page.getByText('Een collega heeft dit intussen gewijzigd.').waitFor();
    await bram.page.getByText('Door een collega opgeslagen: Factuur maart kwijt').waitFor();
    await bram.page.getByRole('button', { name: 'Opslaan' }).click();
    await bram.page.getByText('Opgeslagen', { exact: true }).waitFor();
    await bram.page.getByRole('heading', { level: 1, name: /Factuur opnieuw sturen/ }).waitFor();
    await leave(anna, bram);
  });
});

it('a customer changes name, language and password; the other device reads in that language', async () => {
  const devries = await product.enterPortal('devries');
  const elsewhere = await product.enterPortal('devries');
  const { page } = devries;
  await page.getByRole('link', { name: 'Profiel', exact: true }).click();
  await page.getByLabel('Naam', { exact: true }).fill('Petra Jansen-de Vries');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await page.getByRole('banner').getByText('Petra Jansen-de Vries').waitFor();
  await page.getByLabel('Huidig wachtwoord').fill('demo');
  await page.getByLabel('Nieuw wachtwoord').fill('een lange zin');
  await page.getByRole('button', { name: 'Wachtwoord wijzigen' }).click();
  await page.getByText('Uw wachtwoord is gewijzigd.').waitFor();
  await page.getByRole('button', { name: /English/ }).click();
  await page.getByRole('heading', { name: 'Profile' }).waitFor();

  await elsewhere.page.reload();
  await elsewhere.page.waitForURL('**/login**');
  await elsewhere.page.getByLabel('Gebruikersnaam').fill('devries');
  await elsewhere.page.getByLabel('Wachtwoord', { exact: true }).fill('een lange zin');
  await elsewhere.page.getByRole('button', { name: 'Inloggen' }).click();
  await elsewhere.page.getByRole('heading', { name: 'Welcome, Petra Jansen-de Vries' }).waitFor();
  await leave(devries, elsewhere);
});
