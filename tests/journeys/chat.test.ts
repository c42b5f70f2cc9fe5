// The main journey in two real browsers against the product as `npm start` runs it, under the deployed security policy.
import { describe, expect, it } from 'vitest';
import { readPdf } from '../functions/transcript/reader.ts';
import { screenshot } from '../support/browser.ts';
import {
  arrive,
  blockOf,
  bytesOf,
  chatOf,
  expectNoComplaints,
  joinChat,
  sees,
  signIn,
  startChat,
  startDuty,
  tabOf,
  windowOf,
  writeAsAgent,
  writeAsCustomer,
} from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

describe('a customer and an agent', () => {
  it('[S14-S78] chat from the tab to the ticket', async () => {
    const jansen = await arrive(product.browser, product.portalUrl);
    const anna = await arrive(product.browser, product.consoleUrl);
    await signIn(jansen, 'jansen');
    await signIn(anna, 'anna');

    // The tab appears when there is room, without a reload.
    expect(await tabOf(jansen).isVisible()).toBe(false);
    await startDuty(anna);
    await tabOf(jansen).waitFor();
    await screenshot(jansen.page, 'portal-start-tab');

    await startChat(jansen, { nickname: 'Jan', email: 'jan@example.nl' });
    const portal = windowOf(jansen);
    await sees(portal.getByRole('log'), 'Welkom bij de helpdesk. Waarmee kunnen wij u helpen?');
    await blockOf(anna, 'Jan').getByText('Online').waitFor();
    await blockOf(anna, 'Jan').getByText('jan@example.nl').waitFor();

    await writeAsCustomer(jansen, 'Goedemorgen, mijn factuur klopt niet 😀');
    await blockOf(anna, 'Jan').getByText('Onbeantwoord').waitFor();
    await screenshot(anna.page, 'console-waiting');

    await joinChat(anna, 'Jan');
    const chat = chatOf(anna, 'Jan');
    await sees(chat.getByRole('log'), 'Goedemorgen, mijn factuur klopt niet 😀');
    await blockOf(anna, 'Jan').getByText('Chat actief').waitFor();
    await portal.getByText(/U chat met .?Anna/).waitFor();

    await writeAsAgent(anna, 'Jan', 'Dag Jan, ik kijk het na.');
    await sees(portal.getByRole('log'), 'Dag Jan, ik kijk het na.');

    // What the customer types shows before Enter, and the customer knows.
    await portal.getByText('De helpdesk ziet wat u typt').waitFor();
    const composer = portal.getByRole('textbox', { name: 'Uw bericht' });
    await composer.pressSequentially('Het gaat om nummer 2026', { delay: 20 });
    await chat.getByText('Het gaat om nummer 2026').waitFor();
    await chat.getByText('nog niet verzonden').waitFor();
    await screenshot(anna.page, 'console-preview');
    await screenshot(jansen.page, 'portal-chat');

    // Another page of the portal restores the chat, what was typed included (S47).
    await jansen.page.getByRole('link', { name: 'Meldingen' }).first().click();
    await jansen.page.getByRole('heading', { name: 'Meldingen', exact: true }).waitFor();
    await sees(portal.getByRole('log'), 'Dag Jan, ik kijk het na.');
    expect(await composer.inputValue()).toBe('Het gaat om nummer 2026');
    await composer.press('Enter');
    await sees(chat.getByRole('log'), 'Het gaat om nummer 2026');

    await writeAsAgent(anna, 'Jan', 'Gevonden, u krijgt een creditnota.');
    await sees(portal.getByRole('log'), 'Gevonden, u krijgt een creditnota.');
    await chat.getByLabel('Onderwerp').fill('Factuur 2026');
    await chat.getByLabel('Rubriek').selectOption('Facturen');
    await chat.getByLabel('Opmerkingen').fill('Creditnota maken');
    await chat.getByText('Opgeslagen', { exact: true }).waitFor();

    await portal.getByRole('button', { name: 'Chat sluiten' }).click();
    await screenshot(jansen.page, 'portal-end-dialog');
    await jansen.page.getByRole('button', { name: 'Doorgaan met chat' }).click();
    await portal.getByRole('button', { name: 'Chat sluiten' }).click();
    await jansen.page.getByRole('button', { name: 'Chat beëindigen' }).click();
    await portal.getByRole('button', { name: 'Chat downloaden' }).waitFor();
    await chat.getByText('Beëindigd').first().waitFor();
    await screenshot(anna.page, 'console-ended');
    await screenshot(jansen.page, 'portal-ended');

    const downloading = jansen.page.waitForEvent('download');
    await portal.getByRole('button', { name: 'Chat downloaden' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/\.pdf$/);
    const pdf = (await readPdf(await bytesOf(download))).map(({ text }) => text).join('\n');
    expect(pdf).toContain('Dag Jan, ik kijk het na.');
    expect(pdf).toContain('Het gaat om nummer 2026');
    expect(pdf).not.toContain('Creditnota maken');

    await chat.getByRole('button', { name: 'Opslaan als melding en bewerken' }).click();
    await anna.page.getByRole('heading', { name: /Melding 1/ }).waitFor();
    expect(await anna.page.getByLabel('Onderwerp').inputValue()).toBe('Factuur 2026');
    expect(await anna.page.getByLabel('Interne opmerkingen').inputValue()).toBe('Creditnota maken');
    await anna.page.getByText('Gevonden, u krijgt een creditnota.').waitFor();
    await screenshot(anna.page, 'console-ticket', { fullPage: true });

    await portal.getByRole('button', { name: 'Sluiten', exact: true }).click();
    await portal.getByRole('radio', { name: '5 sterren' }).check();
    await screenshot(jansen.page, 'portal-stars');
    await portal.getByRole('button', { name: 'Versturen' }).click();
    await tabOf(jansen).waitFor();
    await jansen.page.getByRole('link', { name: 'Meldingen' }).first().click();
    await jansen.page.getByRole('link', { name: /Factuur 2026/ }).click();
    await jansen.page.getByText('Het gaat om nummer 2026').waitFor();
    await jansen.page.getByText('Gevonden, u krijgt een creditnota.').waitFor();
    expect(await jansen.page.getByText('Creditnota maken').count()).toBe(0);
    await screenshot(jansen.page, 'portal-ticket', { fullPage: true });
    // The chat window is closed; the PDF is not gone with it.
    const later = jansen.page.waitForEvent('download');
    await jansen.page.getByRole('main').getByRole('button', { name: 'Chat downloaden' }).click();
    const [first] = await readPdf(await bytesOf(await later));
    expect(first?.text).toContain('Dag Jan, ik kijk het na.');
    expectNoComplaints(jansen, anna);
    await Promise.all([jansen.context.close(), anna.context.close()]);
  });

  it('[S3] [S14] a customer without the right sees no tab', async () => {
    const bakker = await arrive(product.browser, product.portalUrl);
    const bram = await arrive(product.browser, product.consoleUrl);
    const devries = await arrive(product.browser, product.portalUrl);
    await signIn(bakker, 'bakker');
    await signIn(devries, 'devries');
    await signIn(bram, 'bram');
    await startDuty(bram);
    await tabOf(devries).waitFor();
    await bakker.page.reload();
    await bakker.page.getByRole('button', { name: 'Uitloggen' }).waitFor();
    await bakker.page.waitForLoadState('networkidle');
    expect(await tabOf(bakker).count()).toBe(0);
    expectNoComplaints(bakker, bram, devries);
    await Promise.all([bakker, bram, devries].map(({ context }) => context.close()));
  });
});
