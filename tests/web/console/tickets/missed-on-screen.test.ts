// What became of a chat that nobody answered in time, wherever an agent or a manager may look for it: in a real browser, with a helpdesk the test plays.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { lookAt } from '../../../support/looks.ts';
import { aChatId, anAgent, anna, aTicket, settings } from '../support/builders.ts';
import { block, consoleInBrowser, talk } from '../support/in-browser.ts';

const { helpdesk, open, come } = consoleInBrowser();
const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name });

describe.each([
  {
    language: 'Dutch',
    chosen: 'nl',
    inList: 'Niet op tijd beantwoord',
    onPage: 'Automatisch: de chat is niet op tijd beantwoord',
    counted: /^Waarvan niet op tijd beantwoord 7 –$/,
  },
  {
    language: 'English',
    chosen: 'en',
    inList: 'Not answered in time',
    onPage: 'Automatic: the chat was not answered in time',
    counted: /^Of which not answered in time 7 –$/,
  },
])('in $language, a chat that was not answered in time', ({ language, chosen, inList, onPage, counted }) => {
  const options = { viewport: { width: 1280, height: 720 } };
  const inLanguage = `localStorage.setItem('language', '${chosen}')`;

  test('[S10] is told from other tickets in the list and on its own page', async () => {
    const history = [{ kind: 'chat', at: 1, chatId: aChatId('Jan'), entries: talk('Jan') }] as const;
    for (const ticket of [
      aTicket({ missed: true, history: [...history] }),
      aTicket({ number: 7, subject: 'Op tijd', history: [] }),
    ])
      helpdesk().tickets.set(ticket.number, ticket);
    const page = await open('/meldingen', options, inLanguage);
    await row(page, /Factuur van februari/)
      .getByText(inList)
      .waitFor();
    expect(
      await row(page, /Op tijd/)
        .getByText(inList)
        .count(),
    ).toBe(0);
    expect(await lookAt(page, `missed-list-${language}`)).toEqual([]);
    await page.getByRole('link', { name: 'Factuur van februari' }).click();
    await page.getByText(onPage).waitFor();
    expect(await lookAt(page, `missed-ticket-${language}`)).toEqual([]);
    await page.goto('/meldingen/7');
    await page.getByRole('heading', { name: 'Op tijd' }).waitFor();
    expect(await page.getByText(onPage).count()).toBe(0);
  });

  test('[S10] is counted among the chats of the month', async () => {
    helpdesk().permissions = ['helpdesk', 'manage'];
    const page = await open('/chatoverzicht', options, inLanguage);
    await row(page, counted).waitFor();
    expect(await lookAt(page, `missed-usage-${language}`)).toEqual([]);
  });
});

test('[S10] [S27] a customer is urgent when half of a short time-out is over, for every agent who sees the chat', async () => {
  const now = Date.now();
  helpdesk().settings = { ...settings, timeoutMinutes: 2 };
  helpdesk().agents[0] = anAgent(anna);
  come('Nieuw', { state: 'waiting', waitingSince: now - 70_000 });
  come('Net', { state: 'waiting', waitingSince: now - 5_000 });
  const page = await open('/');
  await block(page, 'Nieuw')
    .getByText(/^Dringend: wacht 1:\d\d$/)
    .waitFor();
  await block(page, 'Net')
    .getByText(/^wacht 0:\d\d$/)
    .waitFor();
});
