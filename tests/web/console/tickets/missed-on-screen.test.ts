// What became of a chat that nobody answered in time, wherever an agent or a manager may look for it: in a real browser, with the real helpdesk behind it.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { lookAt } from '../../../support/looks.ts';
import type { Helpdesk } from '../support/helpdesk.ts';
import { block, consoleInBrowser } from '../support/in-browser.ts';

let helpdesk: Helpdesk;
const { open } = consoleInBrowser((today) => {
  helpdesk = today;
});
const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name });

describe.each([
  {
    language: 'Dutch',
    chosen: 'nl',
    inList: 'Niet op tijd beantwoord',
    onPage: 'Automatisch: de chat is niet op tijd beantwoord',
    counted: /^Waarvan niet op tijd beantwoord 1 –$/,
  },
  {
    language: 'English',
    chosen: 'en',
    inList: 'Not answered in time',
    onPage: 'Automatic: the chat was not answered in time',
    counted: /^Of which not answered in time 1 –$/,
  },
])('in $language, a chat that was not answered in time', ({ language, chosen, inList, onPage, counted }) => {
  const options = { viewport: { width: 1280, height: 720 } };
  const script = `localStorage.setItem('language', '${chosen}')`;

  test('[S10] is told from other tickets in the list and on its own page', async () => {
    await helpdesk.change({ timeoutMinutes: 2 });
    await helpdesk.mine('Jan');
    await helpdesk.fill('Jan', { subject: 'Factuur van februari' });
    await helpdesk.passUntilEnded('Jan');
    const inTime = await helpdesk.ticket('Petra', { subject: 'Op tijd' });
    const page = await open('/meldingen', { ...options, script });
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
    await page.goto(`/meldingen/${inTime}`);
    await page.getByRole('heading', { name: 'Op tijd' }).waitFor();
    expect(await page.getByText(onPage).count()).toBe(0);
  });

  test('[S10] is counted among the chats of the month', async () => {
    await helpdesk.grant('helpdesk', 'manage');
    await helpdesk.change({ timeoutMinutes: 2 });
    await helpdesk.mine('Jan');
    await helpdesk.passUntilEnded('Jan');
    const page = await open('/chatoverzicht', { ...options, script });
    await row(page, counted).waitFor();
    expect(await lookAt(page, `missed-usage-${language}`)).toEqual([]);
  });
});

test('[S10] [S27] a customer is urgent when half of a short time-out is over, for every agent who sees the chat', async () => {
  await helpdesk.onDuty();
  await helpdesk.change({ timeoutMinutes: 2 });
  await helpdesk.wait('Nieuw', 70_000);
  await helpdesk.wait('Net', 5_000);
  const page = await open('/');
  await block(page, 'Nieuw')
    .getByText(/^Dringend: wacht 1:\d\d$/)
    .waitFor();
  await block(page, 'Net')
    .getByText(/^wacht 0:\d\d$/)
    .waitFor();
});
