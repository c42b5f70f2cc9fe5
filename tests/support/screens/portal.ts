// Every page of the portal as steps of a walk.
import type { Page } from 'playwright-core';
import type { PortalPage } from '../../../web/portal/paths.ts';
import { pathTo } from '../../../web/portal/paths.ts';
import { chooseFirst } from './first-password.ts';
import type { Screen } from './walk.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

export const portalPages: { readonly [K in PortalPage['kind']]: Screen } = {
  login: async ({ product, words, enter, look }) => {
    const page = await enter(product.portalUrl);
    await page.getByRole('button', { name: words.ui.login.submit }).click();
    await page.getByText(words.ui.login.missingLogin).waitFor();
    await look(page, 'portal-login');
    await page.getByLabel(words.ui.login.login).fill('jansen');
    await page.getByLabel(words.ui.login.password, { exact: true }).fill('verkeerd');
    await page.keyboard.press('Enter');
    await page.getByText(words.common.refusals.wrong_credentials()).waitFor();
    await look(page, 'portal-login-refused');
    await chooseFirst(page, words);
    await look(page, 'portal-first-password');
  },
  start: async ({ customer: page, words, go, look }) => {
    await go(page, pathTo('start'), page.getByRole('button', { name: words.openChat }));
    await page.getByRole('heading', { name: words.portal.start.latest }).waitFor();
    await look(page, 'portal-start');
    await page.route('**/api/logout', (route) => route.abort());
    await page.getByRole('button', { name: words.ui.logOut }).click();
    await page.getByRole('alert').getByText(words.ui.lost).waitFor();
    await look(page, 'portal-log-out-lost');
    await page.unroute('**/api/logout');
  },
  tickets: async ({ customer: page, words, go, look }) => {
    await go(page, pathTo('tickets'), page.getByRole('rowheader').or(page.getByRole('cell')));
    await look(page, 'portal-tickets');
    await page.getByRole('searchbox').fill('niet te vinden');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: words.portal.tickets.nothing }).waitFor();
    await look(page, 'portal-tickets-none');
    await page.route('**/api/my-tickets?*', (route) => route.abort());
    await page.reload();
    await page.getByRole('button', { name: words.ui.again }).waitFor();
    await look(page, 'portal-tickets-lost');
    await page.unroute('**/api/my-tickets?*');
  },
  ticket: async ({ customer: page, past, words, go, look }) => {
    await go(page, pathTo('ticket', past.ticket), page.getByText('2026-0311').first());
    await look(page, 'portal-ticket');
    await go(page, pathTo('ticket', 999_999), heading(page, words.portal.notFound.ticketTitle));
    await look(page, 'portal-no-ticket');
  },
  new_ticket: async ({ customer: page, words, go, look }) => {
    await go(page, pathTo('new_ticket'), heading(page, words.portal.newTicket.title));
    await page.getByRole('button', { name: words.portal.newTicket.send }).click();
    await page.getByText(words.portal.newTicket.missingSubject).waitFor();
    await look(page, 'portal-new-ticket');
  },
  chats: async ({ customer: page, words, go, look }) => {
    await go(page, pathTo('chats'), page.getByRole('button', { name: words.ui.download.label }).first());
    await look(page, 'portal-chats');
    await page.locator('.past-chat [aria-expanded]').first().click();
    await page.locator('.past-chat .conversation').first().waitFor();
    await look(page, 'portal-chat-read');
  },
  profile: async ({ customer: page, words, go, look }) => {
    await go(page, pathTo('profile'), page.getByLabel(words.portal.profile.current));
    await page.getByRole('button', { name: words.portal.profile.change }).click();
    await page.getByText(words.portal.profile.missingCurrent).waitFor();
    await look(page, 'portal-profile');
  },
  forgotten: async ({ product, words, enter, look }) => {
    const page = await enter(new URL(pathTo('forgotten'), product.portalUrl).href);
    await page.getByRole('button', { name: words.password.forgotten.send }).click();
    await page.getByText(words.password.forgotten.missing, { exact: true }).waitFor();
    await look(page, 'portal-forgotten');
  },
  choose: async ({ product, words, enter, look }) => {
    const page = await enter(`${new URL(pathTo('choose'), product.portalUrl).href}#invented`);
    await page.getByText(words.password.choose.dead).waitFor();
    await look(page, 'portal-dead-link');
  },
  sessions: async ({ customer: page, words, go, look }) => {
    await go(page, pathTo('sessions'), page.getByText(words.sessions.this));
    await look(page, 'portal-sessions');
  },
  privacy: async ({ customer: page, words, go, look }) => {
    await go(page, pathTo('privacy'), page.getByText(words.portal.privacy.keptTitle));
    await look(page, 'portal-privacy');
  },
  message: async ({ customer: page, words, go, look }) => {
    await go(page, pathTo('message'), heading(page, words.portal.message.title));
    await look(page, 'portal-message');
  },
  chat: async ({ customer: page, words, go, look }) => {
    await go(page, pathTo('chat'), page.getByText(words.portal.chat.none));
    await look(page, 'portal-no-chat');
  },
  not_found: async ({ customer: page, words, go, look }) => {
    await go(page, '/bestaat/niet', heading(page, words.portal.notFound.title));
    await look(page, 'portal-not-found');
  },
};
