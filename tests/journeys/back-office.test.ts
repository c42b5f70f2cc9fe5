// The pages beside the desk on the real product: settings and two who save them at once, standard texts, unclosed chats, the overview.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { screenshot } from '../support/browser.ts';
import {
  anotherTab,
  chatOf,
  go,
  joinChat,
  leave,
  type Person,
  rowOf,
  saveSettings,
  sees,
  startChat,
  startDuty,
  tabOf,
  toSettings,
  windowOf,
  writeAsCustomer,
} from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

const expectFigure = ({ page }: Person, label: string, value: number) =>
  expect
    .poll(() => page.locator('main dl > div').filter({ hasText: label }).locator('dd b').textContent())
    .toBe(String(value));

const endAsCustomer = async (customer: Person) => {
  await windowOf(customer).getByRole('button', { name: 'Chat sluiten' }).click();
  await customer.page.getByRole('button', { name: 'Chat beëindigen' }).click();
  await windowOf(customer).getByRole('button', { name: 'Chat downloaden' }).waitFor();
};

describe('the pages beside the desk', () => {
  it('[S7] [S8] [S9] [S14] [S105] [S106] [S107] [S108] [S109] [S110] settings take effect at once, and everyone sees the figures', async () => {
    const boss = await product.enterConsole('ohadmin');
    const anna = await product.enterConsole('anna');
    const jansen = await product.enterPortal('jansen');
    const devries = await product.enterPortal('devries');
    await anna.page.getByRole('link', { name: 'Chatoverzicht' }).waitFor();
    expect(await anna.page.getByRole('link', { name: 'Instellingen' }).count()).toBe(0);
    await startDuty(anna);
    await go(anna, 'Chatoverzicht');
    await expectFigure(anna, 'Maximum chats', 3);

    await toSettings(boss);
    const max = boss.page.getByLabel('Maximum chats');
    await max.fill('21');
    await boss.page.getByRole('button', { name: 'Opslaan', exact: true }).first().click();
    await boss.page.getByText('Vul een heel getal in van 1 tot en met 20.').waitFor();
    await max.fill('1');
    await boss.page.getByLabel('Welkomstbericht').fill('Welkom! Zegt u het maar.');
    await screenshot(boss.page, 'office-settings', { fullPage: true });
    await saveSettings(boss);
    await expectFigure(anna, 'Maximum chats', 1);
    await expectFigure(anna, 'Chat plekken over', 1);

    await Promise.all([tabOf(jansen).waitFor(), tabOf(devries).waitFor()]);
    await startChat(jansen, { nickname: 'Jan' });
    await sees(windowOf(jansen).getByRole('log'), 'Welkom! Zegt u het maar.');
    await tabOf(devries).waitFor({ state: 'hidden' });
    await expectFigure(anna, 'Chat plekken over', 0);
    await writeAsCustomer(jansen, 'Wanneer komt de monteur?');
    await expectFigure(anna, 'Onbeantwoorde chats', 1);

    await go(anna, 'Helpdesk – Chat');
    await joinChat(anna, 'Jan');
    await go(boss, 'Helpdesk – Chat');
    await startDuty(boss);
    await boss.page.getByRole('button', { name: /Ook deelnemen/ }).click();
    await chatOf(boss, 'Jan').getByRole('log').waitFor();
    await go(boss, 'Chatoverzicht');
    await expectFigure(boss, 'Lopende chats', 1);
    await expectFigure(boss, 'Onbeantwoorde chats', 0);
    await rowOf(boss, 'Anna').getByRole('cell', { name: '1', exact: true }).waitFor();
    const workers = boss.page.getByRole('table', { name: 'Gebruiker – Lopende chats' });
    await expect.poll(() => workers.getByRole('cell', { name: '1', exact: true }).count()).toBe(2);
    await boss.page.getByText('per medewerker · 2 totaal').waitFor();
    await screenshot(boss.page, 'office-overview');
    await endAsCustomer(jansen);
    await expectFigure(boss, 'Lopende chats', 0);
    await expectFigure(boss, 'Chat plekken over', 2);
    await go(boss, 'Helpdesk – Chat');
    await go(boss, 'Chatoverzicht');
    const usage = boss.page.getByRole('table', { name: 'Gebruik en kosten' });
    await usage.getByRole('row', { name: /^Beëindigde chats [1-9]/ }).waitFor();
    await usage.getByRole('row', { name: /^Geschatte kosten US\$\s0,00/ }).waitFor();
    await screenshot(boss.page, 'office-usage', { fullPage: true });
    await go(anna, 'Chatoverzicht');
    expect(await anna.page.getByText('Gebruik en kosten').count()).toBe(0);
    await leave(boss, anna, jansen, devries);
  });

  it('[S7] two who save the settings at once are told, and neither is overwritten silently', async () => {
    const first = await product.enterConsole('ohadmin');
    await toSettings(first);
    const second = await anotherTab(first, first.page.url());
    const welcome = (page: Page) => page.getByLabel('Welkomstbericht');
    const save = (page: Page) => page.getByRole('button', { name: 'Opslaan', exact: true }).first();
    await welcome(second.page).fill('Dag, met de helpdesk.');
    await welcome(first.page).fill('Welkom bij de helpdesk.');
    // Neither is told of the other's save before it has sent its own.
    const { clear } = product.cloud().faults.delay({ at: 'push', ms: 2000 });
    await Promise.all(
      [save(first.page), save(second.page)].map((button) => button.evaluate((it: HTMLElement) => it.click())),
    );
    const conflict = 'Een collega heeft dit intussen gewijzigd.';
    const isFirstLate = await Promise.race(
      [first, second].map(async ({ page }, at) => {
        await page.getByText(conflict).waitFor();
        return at === 0;
      }),
    );
    clear();
    const [late, early] = isFirstLate ? [first, second] : [second, first];
    await early.page.getByText('Opgeslagen', { exact: true }).first().waitFor();
    const stored = await welcome(early.page).inputValue();
    await late.page.getByText(`Door een collega opgeslagen: ${stored}`).waitFor();
    expect(await welcome(late.page).inputValue()).not.toBe(stored);
    await screenshot(late.page, 'office-two-settings');
    await late.page.getByLabel('Time-out in minuten').fill('14');
    await save(late.page).click();
    await expect.poll(() => welcome(early.page).inputValue()).toBe(await welcome(late.page).inputValue());
    await leave(first);
  });

  it('[S12] a standard text is inserted, or sent at once with some seconds to undo', async () => {
    const boss = await product.enterConsole('ohadmin');
    const anna = await product.enterConsole('anna');
    const devries = await product.enterPortal('devries');
    await startChat(devries, { nickname: 'Petra' });
    const said = windowOf(devries)
      .getByRole('log')
      .getByText(/^Dag Petra, u spreekt met/);
    await joinChat(anna, 'Petra');
    await toSettings(boss);
    await boss.page.getByRole('button', { name: 'Standaardtekst toevoegen' }).click();
    await boss.page.getByLabel('Titel').fill('Groet');
    await boss.page.getByLabel('Categorie').fill('Begin');
    await boss.page.getByLabel('Tekst', { exact: true }).fill('Dag {klant}, u spreekt met {medewerker}.');
    await boss.page.locator('.text-form').getByRole('button', { name: 'Opslaan' }).click();
    await boss.page.getByRole('button', { name: 'Groet wijzigen' }).waitFor();

    const chat = chatOf(anna, 'Petra');
    const reply = chat.getByRole('textbox', { name: 'Antwoord aan Petra' });
    await reply.pressSequentially('/');
    await anna.page.keyboard.type('spreekt');
    await chat.getByRole('option', { name: /Groet/ }).waitFor();
    await screenshot(anna.page, 'office-picker');
    await anna.page.keyboard.press('Enter');
    await expect.poll(() => reply.inputValue()).toMatch(/^Dag Petra, u spreekt met Anna/);
    await reply.press('Enter');
    await expect.poll(() => said.count()).toBe(1);

    await boss.page.getByLabel('Standaardteksten direct verzenden').check();
    await saveSettings(boss);
    const choose = async () => {
      await chat.getByRole('button', { name: 'Standaardtekst kiezen' }).click();
      await chat.getByRole('option', { name: /Groet/ }).click();
      await chat.getByText('“Groet” wordt zo verzonden.').waitFor();
    };
    await choose();
    await screenshot(anna.page, 'office-undo');
    await chat.getByRole('button', { name: 'Ongedaan maken' }).click();
    await expect.poll(() => reply.inputValue()).toMatch(/^Dag Petra/);
    expect(await said.count()).toBe(1);
    await reply.fill('');
    await choose();
    await expect.poll(() => said.count()).toBe(2);
    expect(await reply.inputValue()).toBe('');
    await endAsCustomer(devries);
    await leave(boss, anna, devries);
  });

  it('[S98-S104] unclosed chats are saved, or deleted and brought back', async () => {
    const anna = await product.enterConsole('anna');
    const bram = await product.enterConsole('bram');
    const jansen = await product.enterPortal('jansen');
    const link = bram.page.getByRole('link', { name: /Ongesloten chats/ });
    await expect.poll(() => link.textContent()).toMatch(/2/);
    await link.click();
    await rowOf(bram, 'Jan').getByText('De klant heeft de chat beëindigd').waitFor();
    await rowOf(bram, 'Jan').getByText('Wanneer komt de monteur?').waitFor();

    // One that has just come is a customer who waits: it is not listed here.
    await windowOf(jansen).getByRole('button', { name: 'Start nieuwe chat' }).click();
    await writeAsCustomer(jansen, 'Nog een vraag');
    await joinChat(anna, 'Jan');
    expect(await rowOf(bram, 'Jan').count()).toBe(1);
    await screenshot(bram.page, 'office-unclosed');

    const petra = rowOf(bram, 'Petra');
    await petra.getByRole('button', { name: 'Verwijderen' }).click();
    await bram.page.getByRole('dialog').getByRole('button', { name: 'Bewaren' }).click();
    await petra.getByRole('button', { name: 'Verwijderen' }).click();
    await bram.page.getByRole('dialog').getByRole('button', { name: 'Verwijderen' }).click();
    await petra.waitFor({ state: 'detached' });
    await screenshot(bram.page, 'office-deleted');
    await bram.page.getByRole('button', { name: 'Ongedaan maken' }).click();
    await petra.waitFor();

    await bram.page.getByLabel('Alles selecteren').check();
    await bram.page.getByText('2 geselecteerd').waitFor();
    await bram.page.getByRole('button', { name: 'Opslaan als melding' }).first().click();
    await bram.page.getByText('Alles is afgesloten').waitFor();
    await bram.page.getByRole('main').getByRole('link').last().click();
    await bram.page.getByRole('heading', { name: /Melding \d/ }).waitFor();
    await leave(anna, bram, jansen);
  });

  it('[S91] only an administrator finds the log', async () => {
    const boss = await product.enterConsole('ohadmin');
    await go(boss, 'Beheer');
    await go(boss, 'Logboek');
    await boss.page.getByRole('heading', { name: 'Logboek' }).waitFor();
    await boss.page.getByText('Wijzigde de instellingen').first().waitFor();
    await screenshot(boss.page, 'office-audit');
    await boss.page.goto(new URL('/ongesloten-chats', product.consoleUrl).href);
    await boss.page.getByRole('heading', { name: 'Ongesloten chats' }).waitFor();
    await leave(boss);
  });
});
