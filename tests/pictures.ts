// Makes the README's pictures of the running product: `npm run pictures`, after a change of how it looks.
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { LOCAL_CONTEXT, synthesise } from '../infra/app.ts';
import type { ChatId } from '../shared/model.ts';
import { createSocketClient, type SocketClient, signInOverHttp, signInUnseen } from './support/client.ts';
import { createPastChats, type PastChats } from './support/past-chats.ts';
import { type Product, startProduct } from './support/product.ts';

const folder = join(import.meta.dirname, '../docs/pictures');
/** Where it is ten in the morning now. */
const daytime = () => {
  const east = ((46 - new Date().getUTCHours()) % 24) - 12;
  return `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
};

let made = 0;
const newCid = () => `picture${String(++made).padStart(15, '0')}` as never;

const main = async () => {
  const product = await startProduct(
    synthesise({ outdir: join(import.meta.dirname, '../.build/cdk.out'), context: LOCAL_CONTEXT }),
  );
  const clients: SocketClient[] = [];
  const past = await createPastChats(product, 'bram');
  try {
    const number = await holdPastChats(past);
    await addCustomer(product);
    const connect = async (url: string, login: string) => {
      const client = await createSocketClient(
        url,
        await signInOverHttp(url, login, login === 'yilmaz' ? PASSWORD : undefined),
      );
      clients.push(client);
      return client;
    };
    const open = createOpener(product);
    const agent = await open(product.consoleUrl, 'anna', { viewport: { width: 1440, height: 860 } });
    await agent.getByRole('button', { name: 'Chatdienst starten' }).click();
    const customer = await open(product.portalUrl, 'jansen');
    await holdChat(customer, agent);
    await holdOthers(connect, product, agent);
    await customer
      .getByRole('textbox', { name: 'Uw bericht' })
      .pressSequentially('Fijn! Kunt u dan ook meteen kijken waarom');
    await agent.getByText('meteen kijken waarom').waitFor();
    await agent.getByRole('textbox', { name: 'Antwoord aan Jan' }).click();
    const shoot = (page: Page, name: string) =>
      page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
    await shoot(customer, 'portal');
    await shoot(agent, 'console');
    await agent.emulateMedia({ colorScheme: 'dark' });
    await shoot(agent, 'dark');
    const phone = await open(product.portalUrl, 'jansen', {
      viewport: { width: 360, height: 640 },
      deviceScaleFactor: 1.5,
      hasTouch: true,
      isMobile: true,
    });
    await phone.getByRole('log').getByText('creditnota').waitFor();
    await shoot(phone, 'phone');
    const boss = await open(product.consoleUrl, 'ohadmin', { viewport: { width: 1280, height: 860 } });
    await boss.goto(`${product.consoleUrl}/meldingen/${number}`);
    await boss.getByText('2026-0311').first().waitFor();
    await shoot(boss, 'ticket');
    await boss.goto(`${product.consoleUrl}/waarderingen`);
    await boss.getByText('Snel en vriendelijk geholpen.').waitFor();
    await shoot(boss, 'ratings');
  } finally {
    for (const client of clients) client.close();
    past.close();
    await product.stop();
  }
};

/** @returns the number of the ticket to show. */
const holdPastChats = async ({ hold, agent }: PastChats): Promise<number> => {
  const { ticket = 0 } = await hold({
    login: 'jansen',
    nickname: 'Jan',
    email: 'jan@example.nl',
    said: [
      'Goedemorgen, op mijn factuur van maart staat twee keer hetzelfde bedrag.',
      'Dat zoek ik voor u uit. Om welk factuurnummer gaat het?',
      'Het gaat om 2026-0311.',
      'U heeft gelijk, het bedrag is dubbel geboekt. De creditnota is vandaag bij u.',
    ],
    rating: { stars: 5, comment: 'Snel en vriendelijk geholpen.' },
  });
  const opinions = [
    [5, ''],
    [4, 'Goed uitgelegd.'],
    [4, ''],
    [3, ''],
    [5, 'Top!'],
    [2, 'Ik moest lang wachten.'],
  ] as const;
  for (const [stars, comment] of opinions)
    await hold({
      login: 'devries',
      nickname: 'Petra',
      said: ['Hoe wijzig ik mijn adres?'],
      rating: { stars, comment },
    });
  await agent.ask('duty.stop', {});
  return ticket;
};

const addCustomer = async ({ consoleUrl, portalUrl }: Product) => {
  const post = async (url: string, cookie: string, path: string, body: object) => {
    const headers = { 'content-type': 'application/json', origin: url, cookie };
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  };
  await post(consoleUrl, await signInOverHttp(consoleUrl, 'ohadmin'), '/api/accounts', {
    role: 'customer',
    login: 'yilmaz',
    name: 'Fatma Yılmaz',
    email: '',
    password: FIRST_PASSWORD,
    groups: ['klanten-met-chat'],
  });
  // Whoever was given a password chooses one before anything else (S168).
  const cookie = await signInOverHttp(portalUrl, 'yilmaz', FIRST_PASSWORD);
  await post(portalUrl, cookie, CHANGE_PASSWORD, { current: FIRST_PASSWORD, password: PASSWORD });
};
const FIRST_PASSWORD = 'een eerste zin';
const PASSWORD = 'een lange zin';
const CHANGE_PASSWORD = '/api/profile/password';

const createOpener =
  ({ browser }: Product) =>
  async (url: string, login: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      timezoneId: daytime(),
      locale: 'nl-NL',
      ...options,
    });
    await signInUnseen(context, url, login);
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };

/** Jan and Anna, at their screens. */
const holdChat = async (customer: Page, agent: Page) => {
  await customer.getByRole('button', { name: 'Chat met de helpdesk' }).click();
  await customer.getByLabel('Nickname').fill('Jan');
  await customer.getByLabel('E-mailadres').fill('jan@example.nl');
  await customer.getByRole('region').getByRole('button', { name: 'Start chat' }).click();
  const composer = customer.getByRole('textbox', { name: 'Uw bericht' });
  const say = async (text: string) => {
    await composer.fill(text);
    await composer.press('Enter');
    await agent.getByText(text).first().waitFor();
  };
  await composer.fill('Goedemorgen, mijn factuur van februari klopt niet.');
  await composer.press('Enter');
  await agent.getByRole('button', { name: 'Deelnemen aan de chat met Jan' }).click();
  const reply = agent.getByRole('textbox', { name: 'Antwoord aan Jan' });
  const answer = async (text: string) => {
    await reply.fill(text);
    await reply.press('Enter');
    await customer.getByText(text).waitFor();
  };
  await answer('Goedemorgen Jan, dat kijk ik voor u na. Om welk nummer gaat het?');
  await say('Het gaat om 2026-0219 😀');
  await answer('Gevonden: u krijgt vandaag een creditnota.');
  await agent.getByLabel('Onderwerp').fill('Factuur februari');
  await agent.getByLabel('Rubriek').selectOption('Facturen');
};

/** Two more that Anna takes part in. */
const holdOthers = async (
  connect: (url: string, login: string) => Promise<SocketClient>,
  product: Product,
  agent: Page,
) => {
  const others = [
    [
      'devries',
      'Petra',
      'Ik kan niet meer inloggen, mijn wachtwoord wordt niet herkend.',
      'Dag Petra, ik stuur u een nieuwe link.',
    ],
    ['yilmaz', 'Fatma', 'Kan ik mijn bestelling van gisteren nog wijzigen?', undefined],
  ] as const;
  for (const [login, nickname, question, answer] of others) {
    const customer = await connect(product.portalUrl, login);
    const { chat } = await customer.ask('chat.start', { sid: customer.sid, nickname, email: '' });
    await ask(customer, chat.id, question);
    if (!answer) continue;
    await agent.getByRole('button', { name: `Deelnemen aan de chat met ${nickname}` }).click();
    const reply = agent.getByRole('textbox', { name: `Antwoord aan ${nickname}` });
    await reply.fill(answer);
    await reply.press('Enter');
    await ask(customer, chat.id, 'Dank u wel, die is binnen.');
    await agent.getByRole('log').getByText('die is binnen').waitFor();
  }
};
const ask = (customer: SocketClient, chatId: ChatId, text: string) =>
  customer.ask('chat.say', { chatId, cid: newCid(), after: 1, text });

await main();
