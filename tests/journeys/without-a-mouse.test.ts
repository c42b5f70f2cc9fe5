// A whole chat with the keyboard alone, and one on two phones by touch: customer and agent, from the login to the ticket.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSocketClient, type SocketClient, signInOverHttp } from '../support/client.ts';
import { expectFocusOn, focusOf, moveTo, press, type } from '../support/keyboard.ts';
import { PHONE } from '../support/looks.ts';
import { arrive, blockOf, chatOf, expectNoComplaints, sees, windowOf } from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
const clients: SocketClient[] = [];
const connect = async (url: string, login: string) => {
  const client = await createSocketClient(url, await signInOverHttp(url, login));
  clients.push(client);
  return client;
};
beforeAll(async () => {
  const boss = await connect(product.consoleUrl, 'ohadmin');
  await boss.ask('text.save', {
    title: 'Een moment',
    text: 'Dag {klant}, ik kijk het voor u na.',
    category: '',
    order: 1,
  });
});
afterAll(async () => {
  for (const client of clients) client.close();
});

const signInByKeys = async (page: Page, login: string) => {
  await expectFocusOn(page, 'Gebruikersnaam');
  await type(page, login);
  await press(page, 'Tab');
  await type(page, 'demo');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Uitloggen' }).waitFor();
};

it('[S60] [S68] with the keyboard alone: the focus is always seen and never lost', async () => {
  const jansen = await arrive(product.browser, product.portalUrl);
  const anna = await arrive(product.browser, product.consoleUrl);
  const customer = jansen.page;
  const agent = anna.page;
  await signInByKeys(customer, 'jansen');
  await signInByKeys(agent, 'anna');
  await agent.getByRole('button', { name: 'Chatdienst starten' }).waitFor();
  await moveTo(agent, 'Chatdienst starten');
  await press(agent, 'Enter');
  await agent.getByRole('button', { name: 'Chatdienst stoppen' }).waitFor();
  await expectFocusOn(agent, 'Chatdienst stoppen');

  await customer.getByRole('button', { name: 'Chat met de helpdesk' }).waitFor();
  await moveTo(customer, 'Chat met de helpdesk');
  await press(customer, 'Enter');
  await expectFocusOn(customer, 'Uw vraag (optioneel)');
  await press(customer, 'Tab');
  await expectFocusOn(customer, 'Nickname');
  await press(customer, 'Control+a');
  await type(customer, 'Jan');
  await press(customer, 'Tab');
  await type(customer, 'jan@example.nl');
  await press(customer, 'Enter');
  await expectFocusOn(customer, 'Uw bericht');
  await type(customer, 'Mijn factuur klopt niet');
  await press(customer, 'Enter');

  await blockOf(anna, 'Jan').getByText('Onbeantwoord').waitFor();
  await moveTo(agent, 'Deelnemen aan de chat met Jan');
  await press(agent, 'Enter');
  await expectFocusOn(agent, 'Antwoord aan Jan');
  await type(agent, '/');
  await expectFocusOn(agent, 'Zoek een standaardtekst');
  await type(agent, 'moment');
  await agent.getByRole('option', { name: 'Een moment' }).waitFor();
  await press(agent, 'Enter');
  await expectFocusOn(agent, 'Antwoord aan Jan');
  await press(agent, 'Enter');
  await sees(windowOf(jansen).getByRole('log'), 'Dag Jan, ik kijk het voor u na.');

  // A second chat, and from window to window.
  const petra = await connect(product.portalUrl, 'devries');
  await petra.ask('chat.start', { sid: petra.sid, nickname: 'Petra', email: '' });
  await press(agent, 'Alt+Digit0');
  await moveTo(agent, 'Deelnemen aan de chat met Petra');
  await press(agent, 'Enter');
  await expectFocusOn(agent, 'Antwoord aan Petra');
  await type(agent, 'Dag Petra');
  await press(agent, 'Enter');
  await sees(chatOf(anna, 'Petra').getByRole('log'), 'Dag Petra');
  await press(agent, 'Alt+Digit1');
  await expectFocusOn(agent, 'Antwoord aan Jan');
  await press(agent, 'Alt+Digit2');
  await expectFocusOn(agent, 'Antwoord aan Petra');
  await moveTo(agent, 'Meer: chat met Petra', 'Shift+Tab');
  await press(agent, 'Enter');
  await moveTo(agent, 'Chat beëindigen');
  await press(agent, 'Enter');
  await expectFocusOn(agent, 'Doorgaan met chat');
  await press(agent, 'Tab');
  await press(agent, 'Enter');
  await agent.getByRole('dialog').waitFor({ state: 'detached' });
  await chatOf(anna, 'Petra').getByText('Beëindigd', { exact: true }).waitFor();
  await expectFocusOn(agent, 'Chat met Petra');
  await press(agent, 'Alt+Digit1');
  await expectFocusOn(agent, 'Antwoord aan Jan');

  // Escape goes on; ending leads to the choices and the stars.
  await moveTo(customer, 'Chat sluiten', 'Shift+Tab');
  await press(customer, 'Enter');
  await expectFocusOn(customer, 'Doorgaan met chat');
  await press(customer, 'Escape');
  await customer.getByRole('dialog').waitFor({ state: 'detached' });
  await expectFocusOn(customer, 'Uw bericht');
  await moveTo(customer, 'Chat sluiten', 'Shift+Tab');
  await press(customer, 'Enter');
  await moveTo(customer, 'Chat beëindigen');
  await press(customer, 'Enter');
  await expectFocusOn(customer, 'U heeft de chat beëindigd');
  await moveTo(customer, 'Sluiten');
  await press(customer, 'Enter');
  await expectFocusOn(customer, 'Hoe heeft de helpdesk u geholpen?');
  await press(customer, 'Tab');
  await press(customer, 'Space');
  for (let stars = 1; stars < 4; stars++) await press(customer, 'ArrowRight');
  await expectFocusOn(customer, '4 sterren');
  await press(customer, 'Tab');
  await type(customer, 'Snel geholpen');
  await press(customer, 'Tab');
  await press(customer, 'Enter');
  await expectFocusOn(customer, 'Bedankt voor uw waardering.');
  await expectFocusOn(customer, 'Chat met de helpdesk');

  // The reply box is gone with the chat.
  await expectFocusOn(agent, 'Chat met Jan');
  await moveTo(agent, 'Opslaan als melding en bewerken');
  await press(agent, 'Enter');
  await agent.waitForURL('**/meldingen/*');
  await agent.getByText('Snel geholpen').waitFor();
  await moveTo(agent, 'Onderwerp');
  await press(agent, 'Control+a');
  await type(agent, 'Factuur klopt niet');
  await press(agent, 'Enter');
  await agent.getByText('Opgeslagen', { exact: true }).waitFor();
  expect((await focusOf(agent)).tag).not.toBe('body');
  expectNoComplaints(jansen, anna);
  await Promise.all([jansen.context.close(), anna.context.close()]);
});

/** Everything one can tap now that is smaller than a finger needs (WCAG 2.2, 2.5.8); a link in a sentence may be. */
const findSmallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const small: string[] = [];
    const visit = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) visit(element.shadowRoot);
        if (!element.matches('button, input, select, textarea, summary, a[href], [role=tab], [role=option]'))
          continue;
        const target = element.matches('input') ? (element.closest('label') ?? element) : element;
        const { width, height } = target.getBoundingClientRect();
        const isThere = element.checkVisibility({ visibilityProperty: true }) && width > 1;
        const isInSentence = element.matches('a') && element.closest('p, li') !== null;
        if (isThere && !isInSentence && (width < 24 || height < 24))
          small.push(`${Math.round(width)}×${Math.round(height)} ${element.outerHTML.slice(0, 120)}`);
      }
    };
    visit(document);
    return small;
  });

/** Whole on the screen, so nothing has to be scrolled to answer. */
const expectOnScreen = async (...parts: readonly Locator[]) => {
  for (const part of parts) {
    const box = await part.boundingBox();
    expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= PHONE.width).toBe(true);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(PHONE.height);
  }
};

it('by touch on phones of 360 pixels: a whole chat with room to tap, and the reply always in sight', async () => {
  const phone = { viewport: PHONE, hasTouch: true, isMobile: true };
  const jansen = await arrive(product.browser, product.portalUrl, phone);
  const bram = await arrive(product.browser, product.consoleUrl, phone);
  const customer = jansen.page;
  const agent = bram.page;
  const expectRoomToTap = async () => {
    for (const page of [customer, agent]) expect(await findSmallTargets(page)).toEqual([]);
  };
  const tap = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).tap();
  for (const [page, login] of [
    [customer, 'jansen'],
    [agent, 'bram'],
  ] as const) {
    await page.getByLabel('Gebruikersnaam').tap();
    await type(page, login);
    await page.getByLabel('Wachtwoord', { exact: true }).tap();
    await type(page, 'demo');
    expect(await findSmallTargets(page)).toEqual([]);
    await tap(page, 'Inloggen');
    await page.getByRole('button', { name: 'Uitloggen' }).waitFor();
  }
  await tap(agent, 'Chatdienst starten');
  await tap(customer, 'Chat met de helpdesk');
  await expectOnScreen(windowOf(jansen).getByRole('button', { name: 'Start chat' }));
  await expectRoomToTap();
  await windowOf(jansen).getByRole('button', { name: 'Start chat' }).tap();
  const composer = customer.getByRole('textbox', { name: 'Uw bericht' });
  await composer.tap();
  await type(customer, 'Mijn factuur klopt niet');
  await tap(customer, 'Verzenden');
  await expectRoomToTap();

  await tap(agent, 'Deelnemen aan de chat met jansen');
  const reply = agent.getByRole('textbox', { name: 'Antwoord aan jansen' });
  const send = agent.getByRole('button', { name: 'Verzenden' });
  await expectOnScreen(reply, send);
  await tap(agent, 'Standaardtekst kiezen');
  await agent.getByRole('option', { name: 'Een moment' }).tap();
  await expect.poll(() => reply.inputValue()).toBe('Dag jansen, ik kijk het voor u na.');
  await send.tap();
  const log = windowOf(jansen).getByRole('log');
  await sees(log, 'Dag jansen, ik kijk het voor u na.');
  for (let lines = 1; lines <= 8; lines++) {
    await composer.tap();
    await type(customer, `Regel ${lines} van wat ik nog wilde vertellen`);
    await tap(customer, 'Verzenden');
  }
  await sees(agent.getByRole('log'), 'Regel 8 van wat ik nog wilde vertellen');
  await expectOnScreen(reply, send, composer, customer.getByRole('button', { name: 'Verzenden' }));
  await expectRoomToTap();
  await agent.getByRole('tab', { name: /Online gebruikers/ }).tap();
  await tap(agent, 'Naar venster: chat met jansen');
  await expectOnScreen(reply, send);

  await tap(customer, 'Chat sluiten');
  await tap(customer, 'Chat beëindigen');
  await tap(customer, 'Sluiten');
  await customer.getByText('☆').nth(4).tap();
  await expectRoomToTap();
  await customer.getByLabel('Toelichting').tap();
  await type(customer, 'Prettig');
  await tap(customer, 'Versturen');
  await customer.getByRole('button', { name: 'Chat met de helpdesk' }).waitFor();
  await tap(agent, 'Opslaan als melding en bewerken');
  await agent.getByText('Prettig').waitFor();
  await expectRoomToTap();
  expectNoComplaints(jansen, bram);
  await Promise.all([jansen.context.close(), bram.context.close()]);
});
