// A busy desk on the real product: three agents and three customers through what happens around their chats. Presence, leases, tabs, attention, windows, handing over, time-outs, unclosed chats.
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { changeGroup, readGroup } from '../../functions/store/accounts.ts';
import { screenshot } from '../support/browser.ts';
import { countNotes, notesOf } from '../support/notes.ts';
import { listOpen } from '../support/open-chats.ts';
import { passUntil } from '../support/passing.ts';
import { withDb } from '../support/product-db.ts';
import {
  actInChat,
  anotherTab,
  arrive,
  blockOf,
  chatOf,
  expectNoComplaints,
  go,
  joinChat,
  type Person,
  rowOf,
  saveSettings,
  sees,
  signIn,
  startChat,
  startDuty,
  tabOf,
  toSettings,
  windowOf,
  writeAsAgent,
  writeAsCustomer,
} from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const MINUTE = 60_000;

const product = useProduct();
let [boss, anna, bram, jansen, devries, bakker]: Person[] = [];

beforeAll(async () => {
  await letGroupChat('klanten');
  const enter = async (url: string, login: string) => {
    const person = await arrive(product.browser, url, { viewport: { width: 1440, height: 900 } });
    await countNotes(person.context);
    await signIn(person, login);
    return person;
  };
  [boss, anna, bram] = await Promise.all(
    ['ohadmin', 'anna', 'bram'].map((login) => enter(product.consoleUrl, login)),
  );
  await Promise.all([startDuty(agent(anna)), startDuty(agent(bram))]);
  [jansen, devries, bakker] = await Promise.all(
    ['jansen', 'devries', 'bakker'].map((login) => enter(product.portalUrl, login)),
  );
});

/** Gives the group without it the permission "Chat" (S3), so that there are three customers who may chat. */
const letGroupChat = (group: string) =>
  withDb(product, async (db) => {
    const before = await readGroup(db, group);
    if (!before) throw new Error(`no group ${group}`);
    await changeGroup(db, before, { ...before, permissions: ['chat'] });
  });
/** Whether the helpdesk has noticed that the customer of its one chat is gone. */
const isNoticed = () => withDb(product, async (db) => (await listOpen(db))[0]?.chat.goneSince !== undefined);

const agent = (person: Person | undefined): Person => {
  if (!person) throw new Error('Nobody signed in');
  return person;
};
const customer = agent;

const logOf = (person: Person, nickname: string) => chatOf(person, nickname).getByRole('log');
const replyOf = (person: Person, nickname: string) =>
  chatOf(person, nickname).getByRole('textbox', { name: `Antwoord aan ${nickname}` });
const pass = (ms: number) => product.cloud().clock.advance(ms, { keepSockets: true });

const changeSettings = async (change: (page: Page) => Promise<void>) => {
  const { page } = agent(boss);
  await toSettings(agent(boss));
  await change(page);
  await saveSettings(agent(boss));
  await go(agent(boss), 'Helpdesk – Chat');
};

describe('a busy desk', () => {
  it('[S13] [S72] a customer who goes and comes back is seen at once, unless the desk looks less closely', async () => {
    await startChat(customer(jansen), { nickname: 'Jan' });
    await writeAsCustomer(customer(jansen), 'Goedemorgen');
    await joinChat(agent(anna), 'Jan');
    const head = chatOf(agent(anna), 'Jan').locator('header');
    await head.getByText('Klant aanwezig').waitFor();
    await customer(jansen).page.goto('about:blank');
    await head.getByText(/^Klant is weg sinds/).waitFor();
    await screenshot(agent(anna).page, 'desk-1-gone');
    await customer(jansen).page.goto(product.portalUrl);
    await head.getByText('Klant is terug').waitFor();

    const realtime = 'Real-time controleren of de gebruiker online is';
    await changeSettings((page) => page.getByLabel(realtime).uncheck());
    await head.getByText(/laatst bekend/).waitFor();
    await customer(jansen).page.goto('about:blank');
    await expect.poll(isNoticed).toBe(true);
    // Said by the next change of the chat: a colleague is asked in.
    await actInChat(agent(anna), 'Jan', 'Uitnodigen');
    expect(await head.getByText(/weg sinds/).count()).toBe(0);
    await agent(anna).page.getByRole('dialog').getByRole('button', { name: 'Uitnodigen' }).click();
    await head.getByText(/^Klant is weg sinds.*laatst bekend/).waitFor();
    await agent(bram).page.getByRole('button', { name: 'Afwijzen: chat met Jan' }).click();
    await customer(jansen).page.goto(product.portalUrl);
    await changeSettings((page) => page.getByLabel(realtime).check());
    await windowOf(customer(jansen)).getByRole('log').waitFor();
  });

  it('[S14] [S104] an agent who is not heard of gives no room, keeps the chats, and is back with the console', async () => {
    await startChat(customer(devries), { nickname: 'Petra' });
    await writeAsCustomer(customer(devries), 'Is mijn pakket er al?');
    await joinChat(agent(bram), 'Petra');
    const unclosed = agent(boss).page.getByRole('link', { name: /Ongesloten chats/ });
    await go(agent(boss), /Chatoverzicht/);
    await rowOf(agent(boss), 'Bram').getByText('Beschikbaar', { exact: true }).waitFor();
    await agent(bram).page.goto('about:blank');
    // The desk looks every five seconds, so that a console that is loaded again counts as there.
    await expect.poll(() => unclosed.textContent()).toMatch(/1/);
    await pass(2 * MINUTE);
    await rowOf(agent(boss), 'Bram').getByText('Beschikbaar, niet verbonden').waitFor();
    await screenshot(agent(boss).page, 'desk-2-out-of-reach');
    await unclosed.click();
    await rowOf(agent(boss), 'Petra').getByText('Geen medewerker verbonden').waitFor();
    // Anna's lease ran out on the way as well; her console takes it up again.
    await agent(anna).page.reload();
    await actInChat(agent(anna), 'Jan', 'Uitnodigen');
    await agent(anna)
      .page.getByRole('dialog')
      .getByText(/^Bram.* niet verbonden$/)
      .waitFor({ state: 'attached' });
    await agent(anna).page.keyboard.press('Escape');

    await agent(bram).page.goto(product.consoleUrl);
    await agent(boss).page.getByText('Alles is afgesloten').waitFor();
    await go(agent(boss), /Chatoverzicht/);
    await rowOf(agent(boss), 'Bram').getByText('Beschikbaar', { exact: true }).waitFor();
    await sees(logOf(agent(bram), 'Petra'), 'Is mijn pakket er al?');
    await go(agent(boss), 'Helpdesk – Chat');
  });

  it('[S84] of two tabs of one agent one rings, and what is seen in one is seen in both', async () => {
    const first = agent(anna);
    await first.page.getByRole('button', { name: /^Geluid en notificaties/ }).click();
    await first.page.getByLabel('Geluid', { exact: true }).check();
    await first.page.getByRole('dialog').getByRole('button', { name: 'Sluiten' }).last().click();
    const second = await anotherTab(first, product.consoleUrl);
    await chatOf(second, 'Jan').getByRole('log').waitFor();
    await second.page.getByRole('heading', { name: 'Online gebruikers' }).click();
    await first.page.bringToFront();
    await first.page.getByRole('heading', { name: 'Online gebruikers' }).click();
    const before = (await notesOf(first.page)) + (await notesOf(second.page));
    await writeAsCustomer(customer(jansen), 'Bent u daar nog?');
    await Promise.all(
      [first, second].map(({ page }) => page.getByText('Nieuwe berichten').first().waitFor()),
    );
    await expect.poll(() => second.page.title()).toMatch(/^\(1\)/);
    await expect
      .poll(async () => (await notesOf(first.page)) + (await notesOf(second.page)) - before)
      .toBe(2);
    await screenshot(first.page, 'desk-3-new-messages');
    // Seen here, so nothing calls there any more.
    await replyOf(first, 'Jan').click();
    await expect.poll(() => second.page.title()).toMatch(/^Helpdesk/);
    await second.page.getByText('Nieuwe berichten').waitFor({ state: 'detached' });
    // What was typed in one console is that console's; what was sent is in all.
    await writeAsAgent(first, 'Jan', 'Jazeker.');
    await sees(logOf(second, 'Jan'), 'Jazeker.');
    await second.page.close();
    // A console of hers is still open, so she is not out of reach.
    await blockOf(agent(bram), 'Jan').getByText('Anna neemt deel').waitFor();
    await first.page.bringToFront();
  });

  it('[S6] who stops the chat service is warned, keeps the running chats and gets no new ones', async () => {
    const { page } = agent(bram);
    await page.getByRole('button', { name: 'Chatdienst stoppen' }).click();
    await page.getByRole('dialog').getByText('U neemt nog deel aan 1 chat, die doorloopt.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Beschikbaar blijven' }).click();
    await page.getByRole('button', { name: 'Chatdienst stoppen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Chatdienst stoppen' }).click();
    await page.getByRole('button', { name: 'Chatdienst starten' }).waitFor();
    await writeAsAgent(agent(bram), 'Petra', 'Uw pakket is er morgen.');
    await sees(windowOf(customer(devries)).getByRole('log'), 'Uw pakket is er morgen.');
    // Off duty and busy is not away.
    expect(
      await agent(boss)
        .page.getByRole('link', { name: /Ongesloten chats/ })
        .textContent(),
    ).not.toMatch(/\d/);
    await blockOf(agent(bram), 'Jan').getByText('Anna neemt deel').waitFor();
    expect(
      await blockOf(agent(bram), 'Jan')
        .getByRole('button', { name: /deelnemen/i })
        .isDisabled(),
    ).toBe(true);
    await startDuty(agent(bram));
  });

  it('[S27] [S84] a chat nobody answers becomes urgent, and is silent once somebody joins', async () => {
    await tabOf(customer(bakker)).waitFor();
    await startChat(customer(bakker), { nickname: 'Kees' });
    await writeAsCustomer(customer(bakker), 'Kan iemand mij helpen?');
    const { page } = agent(bram);
    await blockOf(agent(bram), 'Kees')
      .getByText(/^wacht 0:/)
      .waitFor();
    await expect.poll(() => page.title()).toMatch(/^\(\d+\)/);
    await pass(3.5 * MINUTE);
    // The consoles count by the server's clock, which a colleague's coming tells.
    await agent(boss).page.reload();
    await blockOf(agent(bram), 'Kees')
      .getByText(/^Dringend: wacht 3:/)
      .waitFor();
    await screenshot(page, 'desk-4-urgent');
    // Out of reach for the time that passed; the beat that comes with the page ends that.
    await page.reload();
    await page.getByRole('button', { name: 'Chatdienst stoppen' }).waitFor();
    await joinChat(agent(bram), 'Kees');
    await expect.poll(() => page.title()).toMatch(/^Helpdesk/);
    await blockOf(agent(bram), 'Kees')
      .getByText(/wacht \d/)
      .waitFor({ state: 'detached' });
    await sees(logOf(agent(bram), 'Kees'), 'Kan iemand mij helpen?');
  });

  it('[S58] windows stand side by side, scroll when they are many, are tabs on a phone, and keep their drafts', async () => {
    const person = agent(bram);
    const { page } = person;
    await page.getByRole('button', { name: 'Ook deelnemen aan de chat met Jan' }).click();
    await chatOf(person, 'Jan').getByRole('log').waitFor();
    const names = ['Petra', 'Kees', 'Jan'];
    const boxes = await Promise.all(names.map((name) => chatOf(person, name).boundingBox()));
    expect(new Set(boxes.map((box) => box?.y)).size).toBe(1);
    expect(boxes.every((box, at) => (box?.x ?? 0) > (boxes[at - 1]?.x ?? 0))).toBe(true);
    for (const name of names) await replyOf(person, name).fill(`Concept voor ${name}`);
    // By keyboard from window to window, and to the list.
    await page.keyboard.press('Alt+Digit2');
    await expect
      .poll(() => replyOf(person, 'Kees').evaluate((box) => box === document.activeElement))
      .toBe(true);
    await page.keyboard.press('Alt+Digit0');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('list');
    await screenshot(page, 'desk-5-side-by-side');

    await page.reload();
    for (const name of names)
      await expect.poll(() => replyOf(person, name).inputValue()).toBe(`Concept voor ${name}`);

    await page.setViewportSize({ width: 360, height: 740 });
    const tab = (name: string) => page.getByRole('tab', { name });
    await tab('Jan').click();
    const panel = page.getByRole('tabpanel', { name: 'Jan' });
    await panel.getByRole('log').waitFor();
    expect(await page.getByRole('tabpanel').count()).toBe(1);
    await tab('Jan').press('ArrowLeft');
    await page.getByRole('tabpanel', { name: 'Kees' }).getByRole('log').waitFor();
    await tab('Kees').press('Home');
    await page.getByRole('tabpanel', { name: 'Online gebruikers' }).waitFor();
    await screenshot(page, 'desk-6-phone');
    const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(width).toBeLessThanOrEqual(0);
    await writeAsCustomer(customer(bakker), 'Hallo?');
    await expect.poll(() => tab('Kees').textContent()).toMatch(/1/);
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(await replyOf(person, 'Kees').inputValue()).toBe('Concept voor Kees');
  });

  it('[S87] hands over with half a reply unsent: it stays to be read, over a reload too, and is back with the window', async () => {
    // Out of reach for the minutes that passed; the beat that comes with the page ends that.
    await agent(anna).page.reload();
    const person = agent(bram);
    const { page } = person;
    await replyOf(person, 'Petra').fill('U krijgt bericht zodra');
    await actInChat(person, 'Petra', 'Uitnodigen');
    const dialog = page.getByRole('dialog');
    const option = dialog.locator('option', { hasText: 'Anna' });
    await dialog.getByLabel('Medewerker').selectOption(await option.textContent());
    await dialog.getByLabel('Notitie').fill('Vraagt waar het pakket blijft');
    await dialog.getByRole('button', { name: 'Overdragen' }).click();
    const incoming = blockOf(agent(anna), 'Petra');
    await incoming.getByText('Bram wil deze chat aan u overdragen').waitFor();
    await incoming.getByText('Vraagt waar het pakket blijft').waitFor();
    await joinChat(agent(anna), 'Petra');
    await chatOf(person, 'Petra').waitFor({ state: 'detached' });
    const notices = page.locator('.notices');
    await notices
      .getByText('Anna heeft de chat met Petra overgenomen; u neemt er niet meer aan deel.')
      .waitFor();
    await notices.getByText('U krijgt bericht zodra').waitFor();
    await screenshot(page, 'desk-7-handed-over');
    const heard = windowOf(customer(devries)).getByRole('log');
    await heard.getByText(/Bram.? heeft de chat verlaten/).waitFor();
    expect(await heard.textContent()).toMatch(
      /Anna.? neemt deel aan de chat.*Bram.? heeft de chat verlaten/s,
    );
    expect(await heard.getByText('U krijgt bericht zodra').count()).toBe(0);
    await writeAsAgent(agent(anna), 'Petra', 'Ik neem het over.');
    await sees(heard, 'Ik neem het over.');

    await page.reload();
    await notices.getByText('U krijgt bericht zodra').waitFor();
    // Taking part again ends what was said of it, and the words are back where they were typed.
    await page.getByRole('button', { name: 'Ook deelnemen aan de chat met Petra' }).click();
    await expect.poll(() => replyOf(person, 'Petra').inputValue()).toBe('U krijgt bericht zodra');
    await notices.getByText('U krijgt bericht zodra').waitFor({ state: 'detached' });
  });

  it('[S10] a silent chat counts down on both sides, goes on with "Ik ben er nog", and else ends with its reason', async () => {
    // For chats that were running already as well.
    await changeSettings((page) => page.getByLabel('Time-out in minuten').fill('2'));
    await writeAsCustomer(customer(jansen), 'Nog even');
    await sees(logOf(agent(anna), 'Jan'), 'Nog even');
    // Whoever waits for an answer is not asked: only those who were answered are.
    await writeAsAgent(agent(bram), 'Jan', 'Ik zoek het op.');
    await writeAsAgent(agent(bram), 'Kees', 'Zeker.');
    const stillHere = customer(jansen).page.getByRole('button', { name: 'Ik ben er nog' });
    const countdowns = [anna, bram].map((person) => chatOf(agent(person), 'Jan').locator('.time-out'));
    await passUntil(product, stillHere);
    for (const countdown of countdowns)
      await expect.poll(() => countdown.textContent()).toMatch(/over (1:00|0:\d\d)$/);
    await expect
      .poll(() => customer(jansen).page.getByRole('timer').textContent())
      .toMatch(/^(60|\d\d?) seconden?$/);
    await screenshot(agent(bram).page, 'desk-9-time-out');
    await stillHere.click();
    for (const gone of [stillHere, ...countdowns]) await gone.waitFor({ state: 'detached' });

    // Whoever says nothing is out; whoever said to be there has the time again.
    const over = (log: Locator) =>
      log.getByText(/^De chat is (beëindigd door een time-out|gesloten omdat er een tijd niets is gezegd)/);
    for (const silent of [devries, bakker])
      await passUntil(product, over(windowOf(customer(silent)).getByRole('log')));
    await chatOf(agent(bram), 'Jan').getByText('Chat actief').waitFor();
    expect(await over(windowOf(customer(jansen)).getByRole('log')).count()).toBe(0);
    await passUntil(product, stillHere);
    await countdowns[0]?.waitFor();
    await passUntil(product, over(windowOf(customer(jansen)).getByRole('log')));
    for (const name of ['Petra', 'Kees', 'Jan']) {
      await chatOf(agent(bram), name).getByText('Beëindigd', { exact: true }).waitFor();
      await over(logOf(agent(bram), name)).waitFor();
    }
    await screenshot(agent(bram).page, 'desk-10-timed-out');
  });

  it('[S98-S104] several unclosed chats are deleted at once, brought back and saved, and two consoles agree', async () => {
    const [first, second] = [agent(boss), agent(anna)];
    const names = ['Jan', 'Petra', 'Kees'];
    for (const { page } of [first, second]) {
      const link = page.getByRole('link', { name: /Ongesloten chats/ });
      await expect.poll(() => link.textContent()).toMatch(/3/);
      await link.click();
    }
    for (const person of [first, second])
      for (const name of names) {
        const row = rowOf(person, name);
        await row.getByText('De chat is beëindigd door een time-out').waitFor();
      }
    await rowOf(first, 'Jan').getByText('Ik zoek het op.').waitFor();
    await rowOf(first, 'Petra').getByText('Ik neem het over.').waitFor();
    // By the server's clock, as it was told with the countdown: minutes ahead of this machine's.
    await rowOf(second, 'Jan')
      .getByText(/^[2-9] min/)
      .waitFor();

    for (const name of ['Jan', 'Petra']) await first.page.getByLabel(`Chat met ${name} selecteren`).check();
    await first.page.getByText('2 geselecteerd').waitFor();
    const dialog = first.page.getByRole('dialog', { name: '2 chats verwijderen?' });
    const remove = () => first.page.getByRole('button', { name: 'Verwijderen' }).first().click();
    await remove();
    await screenshot(first.page, 'desk-11-delete-several');
    await dialog.getByRole('button', { name: 'Bewaren' }).click();
    await remove();
    await dialog.getByRole('button', { name: 'Verwijderen' }).click();
    await first.page.getByText('2 chats zijn verwijderd.').waitFor();
    for (const person of [first, second]) {
      for (const name of ['Jan', 'Petra']) await rowOf(person, name).waitFor({ state: 'detached' });
      await rowOf(person, 'Kees').waitFor();
    }
    await first.page.getByRole('button', { name: 'Ongedaan maken' }).click();
    await first.page.getByText('2 chats zijn terug.').waitFor();
    for (const person of [first, second]) for (const name of names) await rowOf(person, name).waitFor();
    await screenshot(second.page, 'desk-12-unclosed');

    await second.page.getByLabel('Alles selecteren').check();
    await second.page.getByText('3 geselecteerd').waitFor();
    await second.page.getByRole('button', { name: 'Opslaan als melding' }).first().click();
    for (const { page } of [first, second]) await page.getByText('Alles is afgesloten').waitFor();
    expect(await second.page.getByRole('main').getByRole('link').count()).toBe(3);
    expectNoComplaints(...[boss, anna, bram].map(agent), ...[jansen, devries, bakker].map(customer));
  });
});
