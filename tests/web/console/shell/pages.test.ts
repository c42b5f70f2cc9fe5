// The console's pages beside the desk, and the picker of standard texts, in a real browser with the real helpdesk behind it.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { ActionName } from '../../../../shared/actions.ts';
import { screenshot } from '../../../support/browser.ts';
import type { Come, Helpdesk } from '../support/helpdesk.ts';
import { consoleInBrowser } from '../support/in-browser.ts';

let helpdesk: Helpdesk;
const { open } = consoleInBrowser((today) => {
  helpdesk = today;
});

const manager = () => helpdesk.grant('helpdesk', 'manage', 'administer');
/** A chat of Bram's that its customer ended. */
const over = async (name: string, given: Come = {}) => {
  const says = [['klant', `Vraag van ${name}`]] as const;
  await helpdesk.come(name, { agents: ['Bram'], ago: 7 * 60_000, says, ...given });
  await helpdesk.endBy(name);
};
const inputsOf = (action: ActionName) => helpdesk.asked(action);
const row = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });

test('a page that had to be fetched has the focus, like any other', async () => {
  await manager();
  const page = await open('/');
  for (const [link, title] of [
    ['Chatoverzicht', 'Chatoverzicht'],
    ['Beheer', 'Instellingen'],
    ['Chatoverzicht', 'Chatoverzicht'],
  ] as const) {
    await page.getByRole('link', { name: link }).click();
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('content');
  }
});

describe('settings', () => {
  test('[S7] [S117] are for whoever has the right', async () => {
    const page = await open('/instellingen');
    await page.getByText('Hiervoor is het recht “Chat beheren” nodig.').waitFor();
    expect(await page.getByRole('link', { name: 'Instellingen' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Logboek' }).count()).toBe(0);
  });

  test('[S8] [S10] [S11] are checked, saved, and stay typed while another page is looked at', async () => {
    await manager();
    const page = await open('/instellingen');
    await page.getByLabel('Time-out in minuten').fill('1');
    await page.getByRole('link', { name: 'Chatoverzicht' }).click();
    await page.getByRole('link', { name: 'Beheer' }).click();
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Vul een heel getal in van 2 tot en met 480.').waitFor();
    const timeout = page.getByLabel('Time-out in minuten');
    expect(await timeout.evaluate((input) => input === document.activeElement)).toBe(true);
    await timeout.fill('30');
    await page.getByLabel('Melding publiceren op het portaal').uncheck();
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Opgeslagen', { exact: true }).waitFor();
    expect(await helpdesk.settings()).toMatchObject({ timeoutMinutes: 30, publish: false });
  });

  test('[S7] two people at once: what the other saved is shown, what was typed stays', async () => {
    await manager();
    const page = await open('/instellingen');
    await page.getByLabel('Welkomstbericht').fill('Dag!');
    await helpdesk.change({ max: 8, welcome: 'Hallo daar!' }, { isHeard: false });
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Een collega heeft dit intussen gewijzigd.').waitFor();
    await page.getByText('Door een collega opgeslagen: Hallo daar!').waitFor();
    expect(await page.getByLabel('Welkomstbericht').inputValue()).toBe('Dag!');
    expect(await page.getByLabel('Maximum chats').inputValue()).toBe('8');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Opgeslagen', { exact: true }).waitFor();
    expect(await helpdesk.settings()).toMatchObject({ max: 8, welcome: 'Dag!' });
  });

  test('[S12] standard texts are added, changed and deleted', async () => {
    await manager();
    const page = await open('/instellingen');
    await page.getByText('Er zijn nog geen standaardteksten.').waitFor();
    await page.getByRole('button', { name: 'Standaardtekst toevoegen' }).click();
    await page.getByLabel('Titel').fill('Groet');
    await page.keyboard.press('Enter');
    await page.getByText('Vul dit in.').waitFor();
    await page.getByLabel('Tekst', { exact: true }).fill('Dag {klant}');
    await page.getByRole('button', { name: 'Opslaan' }).last().click();
    await page.getByRole('button', { name: 'Groet wijzigen' }).click();
    await page.getByLabel('Titel').fill('Begroeting');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Begroeting wijzigen' }).waitFor();
    expect(await helpdesk.texts()).toMatchObject([{ title: 'Begroeting', order: 1 }]);
    await page.getByRole('button', { name: '“Begroeting” verwijderen?' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Verwijderen' }).click();
    await page.getByText('Er zijn nog geen standaardteksten.').waitFor();
    expect(await helpdesk.texts()).toEqual([]);
  });
});

test('cards with fields are equally wide on every page of the console', async () => {
  await manager();
  const page = await open('/');
  const widths = new Set<number>();
  for (const path of ['/voorkeuren', '/beheer/rubrieken', '/beheer/privacy']) {
    await page.goto(path);
    const cards = page.locator('.card:has(.input)');
    await cards.first().waitFor();
    for (const width of await cards.evaluateAll((all) =>
      all.map((card) => card.getBoundingClientRect().width),
    ))
      widths.add(Math.round(width));
  }
  expect([...widths]).toHaveLength(1);
});

describe('a page with something that is not saved', () => {
  const openCategories = async () => {
    await manager();
    const page = await open('/');
    await page.getByRole('link', { name: 'Beheer' }).click();
    await page.getByRole('link', { name: 'Rubrieken' }).click();
    await page.getByLabel('Nieuwe rubriek').fill('Retouren');
    const stored = async () => (await helpdesk.request(helpdesk.anna, 'GET /api/categories')).names.join();
    return { page, stored, before: await stored() };
  };
  const question = (page: Page) => page.getByRole('dialog', { name: 'Wijzigingen niet opgeslagen' });

  test('asks before it goes by a link or back, and loses nothing when one stays', async () => {
    const { page, stored, before } = await openCategories();
    for (const leave of [
      () => page.getByRole('link', { name: 'Chatoverzicht' }).click(),
      () => page.goBack(),
    ]) {
      await leave();
      await question(page).getByRole('button', { name: 'Op deze pagina blijven' }).click();
      await question(page).waitFor({ state: 'hidden' });
      expect(new URL(page.url()).pathname).toBe('/beheer/rubrieken');
      expect(await page.getByLabel('Nieuwe rubriek').inputValue()).toBe('Retouren');
    }
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Opgeslagen', { exact: true }).waitFor();
    expect(await stored()).toBe(`${before},Retouren`);
    await page.getByRole('link', { name: 'Chatoverzicht' }).click();
    await page.getByRole('heading', { name: 'Chatoverzicht', level: 1 }).waitFor();
  });

  test('goes when one wants to', async () => {
    const { page, stored, before } = await openCategories();
    await page.getByRole('link', { name: 'Chatoverzicht' }).click();
    await screenshot(page, 'console-leave');
    await question(page).getByRole('button', { name: 'Weggaan zonder opslaan' }).click();
    await page.getByRole('heading', { name: 'Chatoverzicht', level: 1 }).waitFor();
    expect(await stored()).toBe(before);
    await page.goBack();
    expect(await page.getByLabel('Nieuwe rubriek').inputValue()).toBe('');
  });
});

test('[S3] customers are put in a group several at once, and taken out; each change names the version it was made from', async () => {
  await manager();
  const page = await open('/');
  const group = { id: 'chat', name: 'Klanten met chat', permissions: ['chat'], rev: 1 };
  const accounts = ['Petra de Vries', 'Jan Jansen', 'Kees Kok'].map((name, index) => ({
    id: String(index).repeat(22),
    role: 'customer',
    login: name.toLowerCase().replaceAll(' ', ''),
    name,
    groups: index === 2 ? ['chat'] : [],
    blocked: false,
    rev: 7,
  }));
  const changes: unknown[] = [];
  await page.route('**/api/groups', (route) => route.fulfill({ json: { ok: { groups: [group] } } }));
  await page.route(/api\/accounts\?/, (route) => route.fulfill({ json: { ok: { accounts } } }));
  await page.route(/api\/accounts\/\d+/, (route) => {
    const change: { groups: string[] } = route.request().postDataJSON();
    const account = accounts.find(({ id }) => route.request().url().endsWith(id));
    changes.push([account?.name, change]);
    if (account) Object.assign(account, { groups: change.groups, rev: 8 });
    return route.fulfill({ json: { ok: account } });
  });
  await page.getByRole('link', { name: 'Beheer' }).click();
  await page.getByRole('link', { name: 'Portaalaccounts' }).click();
  await page.getByRole('link', { name: 'Groepen' }).click();
  await page.getByRole('button', { name: 'Klanten met chat wijzigen' }).click();
  const members = page.getByRole('region', { name: 'Leden van Klanten met chat' });
  await members.getByLabel('Alle getoonde selecteren').check();
  await screenshot(page, 'console-members');
  await members.getByRole('button', { name: 'Toevoegen aan de groep' }).click();
  await members.getByText('3 klanten zijn lid.').waitFor();
  await members.getByLabel('Jan Jansen').check();
  await members.getByRole('button', { name: 'Uit de groep halen' }).click();
  await members.getByText('1 klant is geen lid meer.').waitFor();
  expect(changes).toEqual([
    ['Petra de Vries', { rev: 7, groups: ['chat'] }],
    ['Jan Jansen', { rev: 7, groups: ['chat'] }],
    ['Jan Jansen', { rev: 8, groups: [] }],
  ]);
});

describe('the picker', () => {
  const setUp = async (sendStandardTexts: boolean) => {
    await helpdesk.change({ sendStandardTexts });
    for (const text of [
      { title: 'Groet', text: 'Dag {klant}, met {medewerker}.', category: 'Begin', order: 1 },
      { title: 'Een moment', text: 'Ik kijk het na.', category: 'Begin', order: 2 },
      { title: 'Tot ziens', text: 'Fijne dag!', category: 'Einde', order: 3 },
    ])
      await (await helpdesk.boss()).ask('text.save', text);
    await helpdesk.mine('Jan');
    const page = await open('/');
    const reply = page.getByRole('textbox', { name: 'Antwoord aan Jan' });
    const option = (name: string) => page.getByRole('option', { name });
    return { page, reply, option };
  };
  const said = () => inputsOf('chat.say').map(({ text }) => text);

  test('[S12] opens by a slash, finds while typing, goes by the arrows, and inserts', async () => {
    const { page, reply, option } = await setUp(false);
    await reply.pressSequentially('/');
    await option('Groet').waitFor();
    expect(await page.getByRole('listbox').getByRole('option').count()).toBe(3);
    await page.getByRole('group', { name: 'Einde' }).waitFor();
    expect(await option('Groet').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowUp');
    expect(await option('Tot ziens').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.type('dag jan');
    await page.getByText('Geen standaardtekst gevonden.').waitFor();
    // What was typed was no search after all.
    await page.keyboard.press('Escape');
    expect(await reply.inputValue()).toBe('/dag jan');
    await reply.fill('');
    await page.keyboard.type('/groe');
    await page.keyboard.press('Enter');
    await expect.poll(() => reply.inputValue()).toBe('Dag Jan, met Anna.');
    expect(said()).toEqual([]);
    await page.keyboard.type(' En verder/of');
    expect(await reply.inputValue()).toBe('Dag Jan, met Anna. En verder/of');
  });

  test('[S12] what is typed before the list is there is looked for, and not said', async () => {
    const { page, reply, option } = await setUp(false);
    const list = Promise.withResolvers<void>();
    await page.route(/window-parts/, async (route) => {
      await list.promise;
      await route.continue();
    });
    await page.reload();
    await reply.focus();
    await page.keyboard.type('/groe');
    await page.keyboard.press('Enter');
    list.resolve();
    await option('Groet').waitFor();
    expect(await page.getByRole('listbox').getByRole('option').count()).toBe(1);
    await page.keyboard.press('Enter');
    await expect.poll(() => reply.inputValue()).toBe('Dag Jan, met Anna.');
    expect(said()).toEqual([]);
  });

  test('[S12] two slashes are a slash, and the button puts a text where the cursor is', async () => {
    const { page, reply, option } = await setUp(false);
    await reply.pressSequentially('/');
    await option('Groet').waitFor();
    await page.keyboard.type('/');
    await expect.poll(() => reply.inputValue()).toBe('/');
    await page.keyboard.type('map');
    expect(await reply.inputValue()).toBe('/map');
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: 'Standaardtekst kiezen' }).click();
    await option('Een moment').click();
    await expect.poll(() => reply.inputValue()).toBe('Ik kijk het na./map');
  });

  test('[S12] sends at once after five seconds, keeps what was being typed, and can be undone', async () => {
    const { page, reply, option } = await setUp(true);
    await reply.fill('half');
    const choose = async () => {
      await page.getByRole('button', { name: 'Standaardtekst kiezen' }).click();
      await option('Tot ziens').click();
      await page.getByText('“Tot ziens” wordt zo verzonden.').waitFor();
    };
    await choose();
    expect(said()).toEqual([]);
    await expect.poll(said).toEqual(['Fijne dag!']);
    expect(await reply.inputValue()).toBe('half');
    await choose();
    await page.getByRole('button', { name: 'Ongedaan maken' }).click();
    await expect.poll(() => reply.inputValue()).toBe('halfFijne dag!');
    await choose();
    await page.reload();
    await expect.poll(() => reply.inputValue()).toBe('halfFijne dag!Fijne dag!');
    expect(said()).toEqual(['Fijne dag!']);
  });
});

describe('unclosed chats', () => {
  test('[S99] [S102] shows why each stayed open, and saves with a link to the ticket', async () => {
    await over('Jan', { email: 'jan@example.nl' });
    await helpdesk.come('Petra', { agents: ['Bram'] });
    await helpdesk.goAway('Petra', 130_000);
    const page = await open('/');
    const link = page.getByRole('link', { name: 'Ongesloten chats 2' });
    await link.click();
    await row(page, 'Jan').getByText('De klant heeft de chat beëindigd').waitFor();
    await row(page, 'Jan').getByText('jan@example.nl').waitFor();
    await row(page, 'Jan').getByText('Vraag van Jan').waitFor();
    await row(page, 'Jan').getByText('7 min').waitFor();
    await row(page, 'Petra')
      .getByText(/Klant weg sinds \d\d:\d\d/)
      .waitFor();
    helpdesk.once('chat.save', { error: { code: 'customer_connected' } });
    await row(page, 'Petra').getByRole('button', { name: 'Opslaan als melding' }).click();
    await row(page, 'Petra').getByText('De klant is nog verbonden.').waitFor();
    await row(page, 'Jan').getByRole('button', { name: 'Opslaan als melding' }).click();
    await row(page, 'Jan').waitFor({ state: 'detached' });
    const ticket = String((await helpdesk.chat('Jan')).ticket);
    expect(await page.getByRole('link', { name: ticket, exact: true }).getAttribute('href')).toBe(
      `/meldingen/${ticket}`,
    );
    await over('Kees');
    await row(page, 'Kees').waitFor();
  });

  test('[S99] one that is over can be read first; one whose customer is there can only be joined', async () => {
    await over('Jan');
    await helpdesk.onDuty();
    await helpdesk.wait('Petra', 240_000);
    const page = await open('/ongesloten-chats');
    const link = row(page, 'Jan').getByRole('link', { name: 'Jan' });
    expect(await link.getAttribute('href')).toBe(`/chats/${helpdesk.chatId('Jan')}`);
    expect(await row(page, 'Jan').getByRole('button', { name: 'Verwijderen' }).count()).toBe(1);
    expect(await row(page, 'Petra').getByRole('button', { name: 'Verwijderen' }).count()).toBe(0);
    await screenshot(page, 'console-unclosed');
    await row(page, 'Petra').getByRole('button', { name: 'Deelnemen' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    expect(inputsOf('chat.join')).toMatchObject([{ chatId: helpdesk.chatId('Petra') }]);
  });

  test('[S101] [S103] deletes several after a confirmation, and brings them back', async () => {
    for (const name of ['Jan', 'Petra', 'Kees']) await over(name);
    const page = await open('/ongesloten-chats');
    await page.getByLabel('Chat met Jan selecteren').check();
    await page.getByLabel('Chat met Kees selecteren').check();
    await page.getByText('2 geselecteerd').waitFor();
    await page.getByRole('button', { name: 'Verwijderen' }).first().click();
    await page.getByRole('heading', { name: '2 chats verwijderen?' }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Verwijderen' }).click();
    await page.getByText('2 chats zijn verwijderd.').waitFor();
    expect(await page.getByRole('rowheader').allTextContents()).toEqual(['Petra']);
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await expect.poll(focused).toBe('Ongedaan maken');
    await page.keyboard.press('Enter');
    await page.getByText('2 chats zijn terug.').waitFor();
    await expect.poll(() => page.getByRole('rowheader').allTextContents()).toEqual(['Jan', 'Petra', 'Kees']);
    expect(inputsOf('chat.undelete').map(({ chatId }) => chatId)).toEqual(
      ['Jan', 'Kees'].map(helpdesk.chatId),
    );
  });
});
