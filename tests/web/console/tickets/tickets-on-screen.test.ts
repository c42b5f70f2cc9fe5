// "Meldingen" in a real browser with a helpdesk the test plays: finding a ticket, working on it, answering its customer.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { AgentTicket, AgentTicketItem } from '../../../../shared/model.ts';
import { lookAt } from '../../../support/looks.ts';
import { aChatId, aCid, anAgent, anna, aTicket, aUserId, bram, NOON } from '../support/builders.ts';
import { talk } from '../support/in-browser.ts';
import { showScreens } from '../support/screens.ts';

const { helpdesk, open } = showScreens();

const bramAgent = { role: 'agent', ...bram } as const;
const history: readonly AgentTicketItem[] = [
  { kind: 'chat', at: NOON, chatId: aChatId('Jan'), entries: talk('Jan') },
  {
    kind: 'change',
    at: NOON + 1_000_000,
    by: bramAgent,
    changes: [
      { field: 'status', from: 'new', to: 'open' },
      { field: 'assignee', to: 'Anna' },
      { field: 'remarks' },
      { field: 'published', from: 'false', to: 'true' },
    ],
  },
  {
    kind: 'message',
    at: NOON + 2_000_000,
    author: bramAgent,
    text: 'De creditnota is onderweg.',
    cid: aCid('a'),
  },
  {
    kind: 'message',
    at: NOON + 3_000_000,
    author: { role: 'customer', id: aUserId('c-Jan'), name: 'Jan Jansen' },
    text: 'Dank u wel!',
    cid: aCid('b'),
  },
];
const put = (given: Partial<AgentTicket> = {}) => {
  const ticket = aTicket(given);
  helpdesk().tickets.set(ticket.number, ticket);
};
const putMany = () => {
  put({
    history: [...history],
    status: 'open',
    assignee: anna,
    rating: { stars: 4, comment: 'Snel!', at: NOON },
  });
  put({ number: 1041, subject: 'Printer hapert', published: false, category: '' });
  put({ number: 1040, subject: 'Inloggen lukt niet', assignee: bram, status: 'open' });
  put({ number: 1039, subject: 'Oud contract', status: 'solved' });
  put({ number: 1038, subject: 'Verhuizing doorgeven' });
  put({ number: 1037, subject: 'Dubbele incasso' });
};
const rows = (page: Page) => page.getByRole('rowheader').allInnerTexts();
const lastQuery = () =>
  helpdesk()
    .requests.filter(({ name }) => name === 'GET /api/tickets')
    .at(-1)?.query;

describe('the list', () => {
  test('is filtered, searched and read on, and is as it was on the way back', async () => {
    putMany();
    helpdesk().agents.push(anAgent(bram));
    const page = await open('/meldingen');
    await page.getByRole('link', { name: 'Printer hapert' }).waitFor();
    expect(await rows(page)).toHaveLength(4);
    expect(lastQuery()).toEqual({ text: '', status: 'unsolved', sort: 'changed' });
    await page.getByRole('button', { name: 'Meer meldingen' }).click();
    await page.getByRole('link', { name: 'Dubbele incasso' }).waitFor();
    expect(await page.getByRole('button', { name: 'Meer meldingen' }).count()).toBe(0);

    await page.getByLabel('Behandelaar').selectOption('Mij');
    await page.getByText('1 melding', { exact: true }).waitFor();
    expect(lastQuery()).toMatchObject({ assignee: anna.id });
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
    await page.getByRole('searchbox').fill('oud contract');
    await page.getByRole('searchbox').press('Enter');
    await page.getByText('1 melding', { exact: true }).waitFor();
    await page.getByRole('searchbox').fill('niet te vinden');
    await page.getByRole('button', { name: 'Zoeken' }).click();
    await page.getByRole('heading', { name: 'Geen meldingen gevonden' }).waitFor();
  });

  test('of one customer is a page of its own', async () => {
    putMany();
    const page = await open('/meldingen/1042');
    await page.getByRole('link', { name: 'Alle meldingen van deze klant' }).click();
    await page.getByText('Meldingen van Jan Jansen').waitFor();
    expect(lastQuery()).toMatchObject({ status: 'all', customer: aUserId('c-Jan') });
    await page.getByRole('link', { name: 'Alle klanten' }).click();
    await expect.poll(lastQuery).toEqual({ text: '', status: 'unsolved', sort: 'changed' });
  });
});

describe('a ticket', () => {
  test('shows its chat, replies and changes, what its chat was worth, and where it is', async () => {
    putMany();
    const page = await open('/meldingen/1042');
    await page.getByText('Om welk factuurnummer gaat het?').waitFor();
    await page.getByText('4 sterren').waitFor();
    await page.getByText('Snel!').waitFor();
    await page.getByRole('heading', { name: /^Antwoord aan de klant/ }).waitFor();
    await page.getByRole('heading', { name: /^Reactie van de klant/ }).waitFor();
    const changes = await page.locator('.ticket__change li').allInnerTexts();
    expect(changes).toEqual([
      'Status: Nieuw wordt In behandeling',
      'Behandelaar: Niemand wordt Anna',
      'Interne opmerkingen',
      'Op het portaal: Nee wordt Ja',
    ]);
    expect(await page.getByRole('link', { name: 'Chat bekijken' }).getAttribute('href')).toBe(
      `/chats/${aChatId('Jan')}`,
    );
  });

  test('is given to a colleague, and taken from one', async () => {
    putMany();
    helpdesk().agents.push(anAgent(bram));
    const page = await open('/meldingen/1042');
    await page.getByLabel('Behandelaar').selectOption(bram.name);
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Opgeslagen', { exact: true }).waitFor();
    expect(helpdesk().tickets.get(1042)?.assignee).toEqual(bram);
    await page.getByLabel('Behandelaar').selectOption('Niemand');
    await page.reload();
    await page.getByLabel('Behandelaar').waitFor();
    expect(await page.getByLabel('Behandelaar').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Opgeslagen', { exact: true }).waitFor();
    expect(helpdesk().tickets.get(1042)?.assignee).toBeUndefined();
  });

  test('an answer is kept until it has arrived, and leaves an edit alone', async () => {
    putMany();
    const page = await open('/meldingen/1042');
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
    const sent = helpdesk().requests.filter(({ name }) => name.endsWith('/replies'));
    expect(new Set(sent.map(({ body }) => body.cid)).size).toBe(1);
  });
});

test('a ticket with everything that can happen to one is accessible and fits', async () => {
  putMany();
  const page = await open('/meldingen/1042');
  await page.getByRole('heading', { name: 'Historie' }).waitFor();
  await page.getByRole('textbox', { name: 'Antwoord aan de klant' }).fill('Goedemiddag, ik kijk het na.');
  expect(await lookAt(page, 'console-full-ticket')).toEqual([]);
});
