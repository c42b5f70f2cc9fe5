// Who the customer is, what was said before and what is read, in two real browsers.
import { describe, expect, it } from 'vitest';
import { screenshot } from '../support/browser.ts';
import {
  arrive,
  chatOf,
  expectNoComplaints,
  go,
  joinChat,
  type Person,
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

const chatOnce = async (jansen: Person, anna: Person, question: string) => {
  await tabOf(jansen).waitFor();
  await startChat(jansen, { nickname: 'Jan' });
  await writeAsCustomer(jansen, question);
  await joinChat(anna, 'Jan');
  await sees(chatOf(anna, 'Jan').getByRole('log'), question);
};

describe('a customer who was there before', () => {
  it('is known at the desk, is seen to have read, and finds the own chats back [S140] [S141] [S142] [S145]', async () => {
    const jansen = await arrive(product.browser, product.portalUrl);
    const anna = await arrive(product.browser, product.consoleUrl);
    await signIn(jansen, 'jansen');
    await signIn(anna, 'anna');
    await startDuty(anna);
    await chatOnce(jansen, anna, 'De factuur van maart klopt niet.');
    await writeAsAgent(anna, 'Jan', 'Die is gecorrigeerd.');
    const chat = chatOf(anna, 'Jan');
    await chat.getByText('Gelezen', { exact: true }).waitFor();
    await screenshot(anna.page, 'console-read');
    await chat.locator('.customer-card > summary').click();
    await chat.getByText('Klanten met chat').waitFor();
    await chat.getByText('Chrome', { exact: false }).waitFor();
    await chat.getByText('(/)').waitFor();
    await chat.getByLabel('Notitie over deze klant').fill('Belt liever dan dat hij chat.');
    await chat.getByRole('button', { name: 'Opslaan', exact: true }).first().click();
    await chat.getByText('Opgeslagen').first().waitFor();
    await screenshot(anna.page, 'console-card');
    await chat.getByRole('button', { name: 'Chat beëindigen' }).click();
    await anna.page.getByRole('dialog').getByRole('button', { name: 'Chat beëindigen' }).click();
    await chat.getByRole('button', { name: 'Verwijderen' }).click();
    await anna.page.getByRole('dialog').getByRole('button', { name: 'Verwijderen' }).click();
    const portal = windowOf(jansen);
    await portal.getByRole('button', { name: 'Start nieuwe chat' }).click();
    await portal.getByRole('textbox', { name: 'Uw bericht' }).waitFor();
    await writeAsCustomer(jansen, 'Nog een vraag.');
    await joinChat(anna, 'Jan');
    const next = chatOf(anna, 'Jan');
    await next.getByRole('button', { name: 'Eerdere chats tonen' }).click();
    await next.getByText('De factuur van maart klopt niet.').waitFor();
    await next.locator('.customer-card > summary').click();
    expect(await next.getByLabel('Notitie over deze klant').inputValue()).toBe(
      'Belt liever dan dat hij chat.',
    );
    await screenshot(anna.page, 'console-earlier');

    await portal.getByRole('button', { name: 'Eerdere chats' }).click();
    await portal.getByText('De factuur van maart klopt niet.').waitFor();
    await screenshot(jansen.page, 'portal-earlier');
    await portal.getByRole('button', { name: 'Chat verkleinen' }).click();
    await go(jansen, 'Chats');
    await jansen.page.getByRole('heading', { name: 'Uw chats' }).waitFor();
    await screenshot(jansen.page, 'portal-chats');
    await jansen.page
      .getByRole('button', { name: /^Lezen/ })
      .first()
      .click();
    await jansen.page.getByText('Die is gecorrigeerd.').first().waitFor();
    await screenshot(jansen.page, 'portal-chat-read');
    expectNoComplaints(jansen, anna);
  });
});
