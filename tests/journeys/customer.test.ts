// A customer who waits too long, finds no room, moves the chat about and comes back to it: real browsers against the product as `npm start` runs it.
import { describe, expect, it } from 'vitest';
import { screenshot } from '../support/browser.ts';
import { passUntil } from '../support/passing.ts';
import {
  anotherTab,
  arrive,
  blockOf,
  chatOf,
  joinChat,
  leave,
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

/** Changes one of the desk's settings, as its manager. */
const change = async (boss: Person, label: string, value: string) => {
  await boss.page.goto(new URL('/instellingen', product.consoleUrl).href);
  await boss.page.getByLabel(label).fill(value);
  await boss.page.getByRole('button', { name: 'Opslaan', exact: true }).first().click();
  await boss.page.getByText('Opgeslagen', { exact: true }).first().waitFor();
  await boss.page.getByRole('navigation').getByRole('link', { name: 'Helpdesk – Chat' }).click();
};
const stopDuty = async (agent: Person) => {
  await press(agent, 'Chatdienst stoppen');
  await agent.page.getByRole('button', { name: 'Chatdienst starten' }).waitFor();
};

const composerOf = (person: Person) => windowOf(person).getByRole('textbox', { name: 'Uw bericht' });
const logOf = (person: Person) => windowOf(person).getByRole('log');
const press = (person: Person, name: string) =>
  person.page.getByRole('button', { name, exact: true }).click();
const endChat = async (customer: Person) => {
  await press(customer, 'Chat sluiten');
  await press(customer, 'Chat beëindigen');
  await windowOf(customer).getByRole('button', { name: 'Start nieuwe chat' }).waitFor();
};
const closeChat = async (customer: Person) => {
  await press(customer, 'Sluiten');
  await press(customer, 'Sluiten');
};

describe('a customer', () => {
  it('[S10] [S69] is asked whether anybody is there, is told when time is up, and says why it is worth one star', async () => {
    const boss = await product.enterConsole('ohadmin');
    await change(boss, 'Time-out in minuten', '2');
    const anna = await product.enterConsole('anna');
    await startDuty(anna);
    const jansen = await product.enterPortal('jansen');
    await tabOf(jansen).waitFor();
    await startChat(jansen, { nickname: 'Jan' });
    await writeAsCustomer(jansen, 'Een ogenblik');
    await joinChat(anna, 'Jan');
    // Whoever waits for an answer is not asked.
    await writeAsAgent(anna, 'Jan', 'Heeft u het nummer erbij?');
    const stillHere = jansen.page.getByRole('button', { name: 'Ik ben er nog' });

    await passUntil(product, stillHere);
    await screenshot(jansen.page, 'customer-1-expiring');
    await passUntil(
      product,
      logOf(jansen).getByText('De chat is gesloten omdat er een tijd niets is gezegd'),
    );
    await screenshot(jansen.page, 'customer-2-timed-out');

    // One star needs its reason, to the server too; another rating of the same chat is not taken.
    await press(jansen, 'Sluiten');
    await jansen.page.getByRole('radio', { name: '1 ster', exact: true }).check();
    await jansen.page.getByLabel('Toelichting').fill('  ');
    await press(jansen, 'Versturen');
    await jansen.page.getByText('Geef bij 1 of 2 sterren een toelichting.').waitFor();
    await jansen.page.getByLabel('Toelichting').fill('Te lang gewacht');
    await screenshot(jansen.page, 'customer-3-stars');
    await press(jansen, 'Versturen');
    await jansen.page.getByText('Bedankt voor uw waardering.').waitFor();
    await windowOf(jansen).waitFor({ state: 'detached' });
    await stopDuty(anna);
    await leave(boss, jansen, anna);
  });

  it('[S14] who loses the last place leaves a message, and finds it as a ticket', async () => {
    const boss = await product.enterConsole('ohadmin');
    // One agent, one place.
    await change(boss, 'Maximum chats', '1');
    const devries = await product.enterPortal('devries');
    const link = devries.page.getByRole('link', { name: 'Laat een bericht achter' });
    await expect.poll(() => link.count()).toBe(1);
    await startDuty(boss);
    await tabOf(devries).waitFor();
    await link.waitFor({ state: 'detached' });

    // The form is open when somebody else takes the place.
    await tabOf(devries).click();
    const form = windowOf(devries);
    await form.getByLabel('Nickname').fill('Petra');
    await form.getByLabel('E-mailadres').fill('petra@example.nl');
    const jansen = await product.enterPortal('jansen');
    await startChat(jansen, { nickname: 'Jan' });
    await form.getByText('Alle medewerkers zijn op dit moment in gesprek.').waitFor();
    expect(await form.getByRole('button', { name: 'Start chat' }).getAttribute('aria-disabled')).toBe('true');
    await screenshot(devries.page, 'customer-4-no-room');
    await form.getByRole('link', { name: 'Laat een bericht achter' }).click();
    await devries.page.waitForURL('**/bericht');
    await devries.page.getByLabel('Uw bericht').fill('Kan ik mijn adres wijzigen?\nIk verhuis in mei.');
    expect(await devries.page.getByLabel('E-mailadres').inputValue()).toBe('petra@example.nl');
    await screenshot(devries.page, 'customer-5-message');
    await press(devries, 'Versturen');
    await devries.page.getByRole('link', { name: /^Naar melding \d+$/ }).click();
    await devries.page.getByRole('heading', { name: 'Kan ik mijn adres wijzigen?' }).waitFor();
    await devries.page.getByText('Ik verhuis in mei.').waitFor();
    await screenshot(devries.page, 'customer-6-ticket');

    // The place is free again: the tab is there, with what was filled in.
    await endChat(jansen);
    await closeChat(jansen);
    await devries.page.getByRole('link', { name: 'Start', exact: true }).click();
    await tabOf(devries).click();
    expect(await form.getByLabel('Nickname').inputValue()).toBe('Petra');
    await change(boss, 'Maximum chats', '3');
    await stopDuty(boss);
    await leave(boss, devries, jansen);
  });

  it('[S47] [S51] finds the chat in every tab, after logging out, and on another device', async () => {
    const bram = await product.enterConsole('bram');
    await startDuty(bram);
    const jansen = await product.enterPortal('jansen');
    const other = await anotherTab(jansen, '/meldingen');
    await tabOf(jansen).waitFor();
    await startChat(jansen, { nickname: 'Jan', email: 'jan@example.nl' });
    await writeAsCustomer(jansen, 'Uit de eerste tab');
    await sees(logOf(other), 'Uit de eerste tab');
    await writeAsCustomer(other, 'Uit de tweede tab');
    await sees(logOf(jansen), 'Uit de tweede tab');
    await joinChat(bram, 'Jan');
    await writeAsAgent(bram, 'Jan', 'Waarmee kan ik u helpen?');
    await Promise.all([jansen, other].map((tab) => sees(logOf(tab), 'Waarmee kan ik u helpen?')));

    await press(jansen, 'Chat verkleinen');
    await jansen.page.reload();
    await tabOf(jansen).waitFor();
    await press(jansen, 'Uitloggen');
    await jansen.page.waitForURL('**/login');
    await signIn(jansen, 'jansen');
    await tabOf(jansen).click();
    await sees(logOf(jansen), 'Waarmee kan ik u helpen?');
    const phone = await arrive(product.browser, product.portalUrl, { viewport: { width: 360, height: 740 } });
    await signIn(phone, 'jansen');
    await sees(logOf(phone), 'Uit de tweede tab');
    await screenshot(phone.page, 'customer-7-phone');
    // Once it has come up.
    await expect.poll(() => windowOf(phone).boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 740 });
    await writeAsCustomer(phone, 'Vanaf mijn telefoon');
    await sees(logOf(jansen), 'Vanaf mijn telefoon');
    await sees(chatOf(bram, 'Jan').getByRole('log'), 'Vanaf mijn telefoon');

    await endChat(phone);
    await windowOf(jansen).getByRole('button', { name: 'Start nieuwe chat' }).waitFor();
    // Another device asks nothing again either (S66).
    await press(jansen, 'Start nieuwe chat');
    await composerOf(jansen).waitFor();
    await expect.poll(() => blockOf(bram, 'Jan').count()).toBe(2);
    await endChat(jansen);
    await press(jansen, 'Sluiten');
    await jansen.page.getByRole('radio', { name: '5 sterren' }).check();
    await press(jansen, 'Versturen');
    await tabOf(jansen).waitFor();
    await leave(bram, jansen, phone);
  });

  it('[S48] [S49] [S50] moves the chat to a window of its own and back, also when that crashes', async () => {
    const bram = await product.enterConsole('bram');
    const jansen = await product.enterPortal('jansen');
    await tabOf(jansen).waitFor();
    await startChat(jansen, { nickname: 'Jan' });
    await writeAsCustomer(jansen, 'Eerste vraag');
    await composerOf(jansen).fill('half af');
    const popOut = async (): Promise<Person> => {
      const [page] = await Promise.all([
        jansen.page.waitForEvent('popup'),
        jansen.page.getByRole('button', { name: /^Pop out/ }).click(),
      ]);
      await page.getByRole('region', { name: 'Chat met de helpdesk' }).waitFor();
      return { ...jansen, page };
    };
    const elsewhere = jansen.page.getByText('Chat is geopend in een los venster –');

    let out = await popOut();
    await sees(logOf(out), 'Eerste vraag');
    expect(await composerOf(out).inputValue()).toBe('half af');
    await elsewhere.waitFor();
    await screenshot(out.page, 'customer-8-popped-out');
    await screenshot(jansen.page, 'customer-8-elsewhere');
    await joinChat(bram, 'Jan');
    await writeAsAgent(bram, 'Jan', 'Zegt u het maar');
    await sees(logOf(out), 'Zegt u het maar');
    await writeAsCustomer(out, 'Uit het losse venster');
    await composerOf(out).fill('nog niet klaar');
    // Another page of the portal knows that the chat is elsewhere.
    await jansen.page.goto(new URL('/meldingen', product.portalUrl).href);
    await elsewhere.waitFor();
    await out.page.close();
    await sees(logOf(jansen), 'Uit het losse venster');
    expect(await composerOf(jansen).inputValue()).toBe('nog niet klaar');

    out = await popOut();
    await Promise.all([
      out.page.waitForEvent('close'),
      jansen.page.getByRole('button', { name: 'terughalen' }).click(),
    ]);
    await composerOf(jansen).waitFor();

    // In a process of its own, as a crash takes along what shares one.
    const crashing = await anotherTab(jansen, '/chat');
    await composerOf(crashing).fill('net voor de crash');
    await elsewhere.waitFor();
    const devtools = await jansen.context.newCDPSession(crashing.page);
    void devtools.send('Page.crash').catch(() => {});
    await composerOf(jansen).waitFor();
    expect(await composerOf(jansen).inputValue()).toBe('net voor de crash');

    await jansen.page.evaluate(() => {
      window.open = () => null;
    });
    await jansen.page.getByRole('button', { name: /^Pop out/ }).click();
    await windowOf(jansen).getByText('Uw browser staat geen los venster toe.').waitFor();
    await composerOf(jansen).press('Enter');
    await sees(chatOf(bram, 'Jan').getByRole('log'), 'net voor de crash');
    expect(await logOf(jansen).getByText('Uit het losse venster').count()).toBe(1);
    await leave(bram, jansen);
  });
});
