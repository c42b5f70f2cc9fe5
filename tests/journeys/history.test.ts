// Chats found back and what customers thought of them, on the real product: search, one chat whole, the report and its file.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { monthOf } from '../../functions/domain/usage.ts';
import { readPdf } from '../functions/transcript/reader.ts';
import { createPastChats, type PastChats } from '../support/past-chats.ts';
import { bytesOf, leave, type Person } from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
let past: PastChats;
let billing: Awaited<ReturnType<PastChats['hold']>>;
beforeAll(async () => {
  past = await createPastChats(product, 'anna');
  billing = await past.hold({
    login: 'jansen',
    nickname: 'Jan',
    email: 'jan@example.nl',
    said: ['Mijn café-factuur klopt niet', 'Ik kijk het voor u na', 'Fijn!'],
    rating: { stars: 5, comment: 'Snel en vriendelijk, "top"' },
  });
  await past.hold({
    login: 'devries',
    nickname: 'Petra',
    said: ['De printer doet niets', 'Staat hij aan?'],
    rating: { stars: 2, comment: '=1+1 ben ik niet' },
    outcome: 'delete',
  });
  await past.hold({ login: 'devries', said: ['Nog één vraag over de printer'], outcome: 'leave' });
});
afterAll(async () => {
  past?.close();
});

const rowsOf = ({ page }: Person) =>
  page.getByRole('table', { name: 'Chatgeschiedenis' }).locator('tbody tr');

const expectRows = (person: Person, count: number) => expect.poll(() => rowsOf(person).count()).toBe(count);

/** The first and the last of the twelve months up to now; a month is one of UTC. */
const thisYear = (): [Date, Date] => {
  const now = new Date();
  const monthBefore = (months: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months));
  return [monthBefore(11), monthBefore(0)];
};

describe('Chatgeschiedenis', () => {
  it('finds chats by customer, agent, words and day, and opens one whole with its PDF', async () => {
    const bram = await product.enterConsole('bram');
    const { page } = bram;
    await page.getByRole('navigation').getByRole('link', { name: 'Chatgeschiedenis' }).click();
    await expectRows(bram, 3);
    expect(await rowsOf(bram).allTextContents()).toEqual([
      expect.stringContaining('Ongesloten'),
      expect.stringContaining('Verwijderd'),
      expect.stringContaining('Melding'),
    ]);

    const search = async (fields: Record<string, string>) => {
      await page.getByRole('button', { name: 'Filters wissen' }).click();
      for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
      await page.getByRole('button', { name: 'Zoeken', exact: true }).click();
    };
    await search({ 'Tekst in het gesprek': 'CAFE' });
    await expectRows(bram, 1);
    await page.getByText('Mijn café-factuur klopt niet').waitFor();
    await search({ Klant: 'devries' });
    await page.getByRole('button', { name: /Alleen chats van account .*Petra de Vries/ }).click();
    await expectRows(bram, 2);
    await search({ Medewerker: 'bram' });
    await page.getByRole('heading', { name: 'Geen chats gevonden' }).waitFor();
    await search({ 'Tot en met': '2026-01-02' });
    await page.getByRole('heading', { name: 'Geen chats gevonden' }).waitFor();
    await search({ Klant: 'jan@' });
    await page.getByRole('link', { name: 'Jan', exact: true }).click();

    await page.getByRole('heading', { name: 'Chat met Jan' }).waitFor();
    await page.getByText('Ik kijk het voor u na').waitFor();
    await page.getByRole('img', { name: '5 van 5 sterren' }).waitFor();
    await page.getByText('Snel en vriendelijk').waitFor();
    expect(await page.getByRole('link', { name: `Melding ${billing.ticket}` }).getAttribute('href')).toBe(
      `/meldingen/${billing.ticket}`,
    );
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Chat downloaden' }).click();
    const pdf = await readPdf(await bytesOf(await download));
    expect(JSON.stringify(pdf)).toContain('café-factuur');

    // Back to what was found.
    await page.getByRole('main').getByRole('link', { name: 'Chatgeschiedenis' }).click();
    await expect.poll(() => page.getByLabel('Klant').inputValue()).toBe('jan@');
    await expectRows(bram, 1);
    await leave(bram);
  });

  it('brings back a deleted chat', async () => {
    const bram = await product.enterConsole('bram');
    const { page } = bram;
    await page.goto(new URL('/chats', product.consoleUrl).href);
    await rowsOf(bram).filter({ hasText: 'Verwijderd' }).getByRole('link').first().click();
    await page.getByRole('button', { name: 'Terugzetten' }).click();
    await page.getByText('De chat staat weer bij Ongesloten chats.').waitFor();
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /Ongesloten chats/ })
      .click();
    await page.getByRole('row').filter({ hasText: 'Petra' }).waitFor();
    await leave(bram);
  });

  it('is searched and opened with the keyboard alone; a chat that is not there is said', async () => {
    const bram = await product.enterConsole('bram');
    const { page } = bram;
    await page.goto(new URL('/chats', product.consoleUrl).href);
    await rowsOf(bram).first().waitFor();
    await page.getByLabel('Klant').focus();
    await page.keyboard.type('Jan');
    await page.keyboard.press('Enter');
    await expectRows(bram, 1);
    await page.getByRole('link', { name: 'Jan', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Chat met Jan' }).waitFor();
    const url = (path: string) => new URL(path, product.consoleUrl).href;
    await page.goto(url(`/chats/${'x'.repeat(22)}`));
    await page.getByRole('heading', { name: 'Deze chat is er niet' }).waitFor();
    await leave(bram);
  });
});

describe('Waarderingen', () => {
  it('shows figures, charts and tables, and gives them as a file', async () => {
    const boss = await product.enterConsole('ohadmin');
    const { page } = boss;
    await page.getByRole('navigation').getByRole('link', { name: 'Beheer' }).click();
    await page
      .getByRole('navigation', { name: 'Beheer' })
      .getByRole('link', { name: 'Waarderingen' })
      .click();
    await page.getByRole('img', { name: /5 sterren: 1, 4 sterren: 0, 3 sterren: 0, 2 sterren: 1/ }).waitFor();
    const [first, last] = thisYear();
    const month = last.toLocaleDateString('nl', { month: 'long', year: 'numeric', timeZone: 'UTC' });
    await page.getByRole('img', { name: `gemiddelde per maand: ${month}: 3,5 van 5` }).waitFor();
    const agents = page.getByRole('table', { name: 'Per medewerker' });
    expect(await agents.getByRole('row').nth(1).getByRole('cell').allTextContents()).toEqual([
      '3,5',
      '2',
      '0',
      '1',
      '0',
      '0',
      '1',
    ]);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV downloaden' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(
      `waarderingen-${monthOf(first.getTime())}-${monthOf(last.getTime())}.csv`,
    );
    const csv = Buffer.from(await bytesOf(file));
    expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = csv.toString('utf8').slice(1).split('\r\n');
    expect(lines[0]).toBe('"Maand";"Gegeven op (UTC)";"Sterren";"Aantal";"Medewerkers";"Toelichting";"Chat"');
    expect(lines).toHaveLength(4);
    expect(csv.toString()).toContain(';"5";"1";"Anna";"Snel en vriendelijk, ""top""";');
    expect(csv.toString()).toContain(';"2";"1";"Anna";"\'=1+1 ben ik niet";');
    await page.getByLabel('Periode').selectOption({ label: 'Deze maand' });
    await page.getByText('Snel en vriendelijk').waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Snel en vriendelijk' })
      .getByRole('link', { name: 'Naar de chat' })
      .click();
    await page.getByRole('heading', { name: 'Chat met Jan' }).waitFor();
    await leave(boss);
  });

  it('is not for agents without "Chat beheren"', async () => {
    const anna = await product.enterConsole('anna');
    expect(await anna.page.getByRole('link', { name: 'Beheer' }).count()).toBe(0);
    await anna.page.goto(new URL('/waarderingen', product.consoleUrl).href);
    await anna.page.getByText('U heeft hier geen rechten voor.').waitFor();
    await leave(anna);
  });
});
