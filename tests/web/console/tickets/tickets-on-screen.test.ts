// "Meldingen" in a real browser with the real helpdesk behind it: finding a ticket, working on it, answering its customer.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { categoriesKey } from '../../../../functions/store/keys.ts';
import { addCustomerAccount } from '../../../support/accounts.ts';
import { asScene } from '../../../support/as-scene.ts';
import { newCid } from '../../../support/desk.ts';
import { lookAt } from '../../../support/looks.ts';
import { addTicket } from '../../../support/tickets.ts';
import type { Helpdesk } from '../support/helpdesk.ts';
import { consoleInBrowser } from '../support/in-browser.ts';

let helpdesk: Helpdesk;
const { open } = consoleInBrowser((today) => {
  helpdesk = today;
});

const bram = async () => (await helpdesk.agent('Bram')).me;
/** @returns the number of one with everything that can happen to a ticket; the others are plain. */
const putMany = async (): Promise<number> => {
  await helpdesk.ticket('Karin', { subject: 'Dubbele incasso' });
  const old = await helpdesk.ticket('Omar', { subject: 'Oud contract' });
  await helpdesk.changeTicket('Bram', old, { status: 'solved' });
  const login = await helpdesk.ticket('Li', { subject: 'Inloggen lukt niet' });
  await helpdesk.changeTicket('Bram', login, { status: 'open', assignee: (await bram()).id });
  await helpdesk.change({ publish: false });
  await helpdesk.ticket('Kees', { subject: 'Printer hapert' });
  const number = await helpdesk.ticket('Jan', {
    subject: 'Factuur van februari klopt niet',
    category: 'Facturen',
  });
  const { me: jan, ask } = helpdesk.customer('Jan');
  await ask('chat.rate', { chatId: helpdesk.chatId('Jan'), stars: 4, comment: 'Snel!' });
  const changes = { status: 'open', assignee: helpdesk.anna.id, remarks: 'Gebeld', published: true };
  await helpdesk.changeTicket('Bram', number, changes);
  const path = { number: String(number) };
  const say = (text: string) => ({ path, body: { cid: newCid(), text } });
  await helpdesk.request(
    await bram(),
    'POST /api/tickets/{number}/replies',
    say('De creditnota is onderweg.'),
  );
  await helpdesk.request(jan, 'POST /api/my-tickets/{number}/replies', say('Dank u wel!'));
  return number;
};
const rows = (page: Page) => page.getByRole('rowheader').allInnerTexts();
const lastQuery = () => helpdesk.calls.filter(({ name }) => name === 'GET /api/tickets').at(-1)?.query;

describe('the list', () => {
  test('is filtered, searched and read on, and is as it was on the way back', async () => {
    await putMany();
    const customer = await addCustomerAccount(helpdesk.db);
    for (let older = 0; older < 22; older++)
      await addTicket(helpdesk.db, { customer, subject: 'Een oude vraag' });
    const page = await open('/meldingen');
    await page.getByRole('link', { name: 'Printer hapert' }).waitFor();
    expect(await rows(page)).toHaveLength(25);
    expect(lastQuery()).toEqual({ text: '', status: 'unsolved', sort: 'changed' });
    await page.getByRole('button', { name: 'Meer meldingen' }).click();
    await expect.poll(() => rows(page)).toHaveLength(26);
    expect(await page.getByRole('button', { name: 'Meer meldingen' }).count()).toBe(0);

    await page.getByLabel('Behandelaar').selectOption('Mij');
    await page.getByText('1 melding', { exact: true }).waitFor();
    expect(lastQuery()).toMatchObject({ assignee: helpdesk.anna.id });
    await page.getByRole('link', { name: 'Factuur van februari klopt niet' }).click();
    await page.getByRole('heading', { name: 'Historie' }).waitFor();
    await page.getByRole('link', { name: 'Alle meldingen', exact: false }).first().click();
    await page.getByText('1 melding', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Filters wissen' }).click();
    await page.getByRole('link', { name: 'Printer hapert' }).waitFor();

    await page.getByLabel('Rubriek').selectOption('Geen rubriek');
    await page.getByLabel('Op het portaal').selectOption('Niet gepubliceerd');
    await page.getByLabel('Volgorde').selectOption('Nieuwste eerst');
    await expect
      .poll(lastQuery)
      .toEqual({ text: '', status: 'unsolved', sort: 'newest', category: '', published: 'no' });
    await page.getByLabel('Status').selectOption('Alle');
    await page.getByRole('searchbox').fill('printer');
    await page.getByRole('searchbox').press('Enter');
    await page.getByText('1 melding', { exact: true }).waitFor();
    await page.getByRole('searchbox').fill('niet te vinden');
    await page.getByRole('button', { name: 'Zoeken' }).click();
    await page.getByRole('heading', { name: 'Geen meldingen gevonden' }).waitFor();
  });

  test('[S34] can be filtered by a category that was taken off the list, as long as a ticket has it', async () => {
    await helpdesk.ticket('Eva', { subject: 'Pakket kwijt', category: 'Retouren' });
    await helpdesk.ticket('Kees', { subject: 'Printer hapert', category: 'Storing' });
    const page = await open('/meldingen');
    const [kept, other] = ['Pakket kwijt', 'Printer hapert'].map((name) => page.getByRole('link', { name }));
    await kept?.waitFor();
    await page.getByLabel('Rubriek').selectOption('Retouren');
    await other?.waitFor({ state: 'detached' });
    await kept?.waitFor();
    expect(lastQuery()).toMatchObject({ category: 'Retouren' });
    // And back again: it is in the list of categories like those of today.
    await page.getByLabel('Rubriek').selectOption('Storing');
    await other?.waitFor();
    await page.getByLabel('Rubriek').selectOption('Retouren');
    await kept?.waitFor();
  });

  test('[S34] offers a category that was taken off the list, whatever tickets are shown', async () => {
    await helpdesk.db.put({ ...categoriesKey, names: ['Storing'], former: ['Retouren'], rev: 1 }, asScene);
    const page = await open('/meldingen');
    await expect
      .poll(() => page.getByLabel('Rubriek').locator('option').allInnerTexts())
      .toContain('Retouren');
    await page.getByLabel('Rubriek').selectOption('Retouren');
    await expect.poll(lastQuery).toMatchObject({ category: 'Retouren' });
  });

  test('of one customer is a page of its own', async () => {
    const page = await open(`/meldingen/${await putMany()}`);
    await page.getByRole('link', { name: 'Alle meldingen van deze klant' }).click();
    await page.getByText('Meldingen van Jan Jansen').waitFor();
    expect(lastQuery()).toMatchObject({ status: 'all', customer: helpdesk.customer('Jan').me.id });
    await page.getByRole('link', { name: 'Alle klanten' }).click();
    await expect.poll(lastQuery).toEqual({ text: '', status: 'unsolved', sort: 'changed' });
  });
});

describe('a ticket', () => {
  test('shows its chat, replies and changes, what its chat was worth, and where it is', async () => {
    const page = await open(`/meldingen/${await putMany()}`);
    await page.getByText('Om welk factuurnummer gaat het?').waitFor();
    await page.getByText('4 sterren').waitFor();
    await page.getByText('Snel!').waitFor();
    await page.getByRole('heading', { name: /^Antwoord aan de klant/ }).waitFor();
    await page.getByRole('heading', { name: /^Reactie van de klant/ }).waitFor();
    const changes = await page.locator('.ticket__change li').allInnerTexts();
    expect(changes).toEqual([
      'Status: Nieuw wordt In behandeling',
      'Behandelaar: Niemand wordt Anna',
      'Op het portaal: Nee wordt Ja',
      'Interne opmerkingen',
    ]);
    expect(await page.getByRole('link', { name: 'Chat bekijken' }).getAttribute('href')).toBe(
      `/chats/${helpdesk.chatId('Jan')}`,
    );
  });

  test('is given to a colleague, and taken from one', async () => {
    const number = await putMany();
    const page = await open(`/meldingen/${number}`);
    await page.getByLabel('Behandelaar').selectOption('Bram');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Opgeslagen', { exact: true }).waitFor();
    expect((await helpdesk.readTicket(number)).assignee).toMatchObject({ name: 'Bram' });
    await page.getByLabel('Behandelaar').selectOption('Niemand');
    await page.reload();
    await page.getByLabel('Behandelaar').waitFor();
    expect(await page.getByLabel('Behandelaar').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Opgeslagen', { exact: true }).waitFor();
    expect((await helpdesk.readTicket(number)).assignee).toBeUndefined();
  });

  test('an answer is kept until it has arrived, and leaves an edit alone', async () => {
    const page = await open(`/meldingen/${await putMany()}`);
    await page.getByLabel('Interne opmerkingen').fill('nog niet opgeslagen');
    const answer = page.getByRole('textbox', { name: 'Antwoord aan de klant' });
    await answer.fill('Het is geregeld.');
    await page.route(
      '**/replies',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await page.getByRole('button', { name: 'Versturen', exact: true }).click();
    await page.getByText('Wat u typte staat er nog').waitFor();
    await page.reload();
    await answer.waitFor();
    expect(await answer.inputValue()).toBe('Het is geregeld.');
    await page.getByRole('button', { name: 'Versturen en oplossen' }).click();
    await page.getByText('Het antwoord is verstuurd.').waitFor();
    expect(await answer.inputValue()).toBe('');
    expect(await page.getByText('Het is geregeld.').count()).toBe(1);
    expect(await page.getByLabel('Interne opmerkingen').inputValue()).toBe('nog niet opgeslagen');
    const sent = helpdesk.calls.filter(({ name }) => name.endsWith('/replies'));
    expect(new Set(sent.map(({ body }) => Object(body).cid)).size).toBe(1);
  });
});

test('a ticket with everything that can happen to one is accessible and fits', async () => {
  const page = await open(`/meldingen/${await putMany()}`);
  await page.getByRole('heading', { name: 'Historie' }).waitFor();
  await page.getByRole('textbox', { name: 'Antwoord aan de klant' }).fill('Goedemiddag, ik kijk het na.');
  expect(await lookAt(page, 'console-full-ticket')).toEqual([]);
});
