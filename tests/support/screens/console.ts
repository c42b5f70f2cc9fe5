// Every page of the console and the dialogs on them, as steps of a walk.

import type { Page } from 'playwright-core';
import { findByLogin } from '../../../functions/store/accounts.ts';
import { accountKey } from '../../../functions/store/keys.ts';
import type { ProviderView } from '../../../shared/sign-in-routes.ts';
import { type PageName, pathTo } from '../../../web/console/shell/paths.ts';
import { CHOOSE_PATH, FORGOTTEN_PATH } from '../../../web/ui/paths.ts';
import { asScene } from '../as-scene.ts';
import { withDb } from '../product-db.ts';
import { chooseFirst } from './first-password.ts';
import type { Screen } from './walk.ts';

const button = (page: Pick<Page, 'getByRole'>, name: string) =>
  page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

export const consolePages: { readonly [K in PageName]: Screen } = {
  desk: async ({ agent: page, words, go, look }) => {
    await go(page, pathTo('desk'), page.getByText(words.console.list.emptyTitle));
    await look(page, 'desk-off-duty', { onPhone: true });
  },
  unclosed: async ({ boss: page, words, go, look }) => {
    await go(page, pathTo('unclosed'), page.getByRole('rowheader'));
    await page.getByLabel(words.unclosed.all).check();
    await look(page, 'unclosed');
  },
  tickets: async ({ boss: page, past, words, go, look }) => {
    await go(page, pathTo('tickets'), page.getByRole('rowheader'));
    await look(page, 'tickets');
    await page.getByRole('searchbox').fill('niet te vinden');
    await page.keyboard.press('Enter');
    await heading(page, words.tickets.list.empty).waitFor();
    await look(page, 'tickets-none');
    await go(page, pathTo('tickets', past.ticket), page.getByText('2026-0311').first());
    await page.getByLabel(words.tickets.subject).fill('');
    await button(page, words.console.editing.save).click();
    await page.getByText(words.tickets.missingSubject).waitFor();
    await look(page, 'ticket');
    await go(page, pathTo('tickets', 999_999), page.getByText(words.tickets.notFoundTitle));
    await look(page, 'no-ticket');
  },
  chats: async ({ boss: page, past, words, go, look }) => {
    await go(page, pathTo('chats'), page.getByRole('table').locator('tbody tr'));
    await look(page, 'chats');
    await go(page, pathTo('chats', past.chatId), page.getByText('2026-0311').first());
    await look(page, 'chat');
    await go(page, pathTo('chats', 'x'.repeat(22)), page.getByText(words.history.notFoundTitle));
    await look(page, 'no-chat');
  },
  overview: async ({ boss: page, words, go, look }) => {
    await go(page, pathTo('overview'), page.getByRole('rowheader', { name: words.overview.usage.messages }));
    await look(page, 'overview');
  },
  settings: async ({ boss: page, words, go, look }) => {
    await go(page, pathTo('settings'), button(page, words.standard.change('Begroeting')));
    await button(page, words.standard.change('Begroeting')).click();
    await page.getByLabel(words.settings.max).fill('99');
    await button(page, words.console.editing.save).first().click();
    await page.getByLabel(words.settings.max).and(page.locator('[aria-invalid=true]')).waitFor();
    await look(page, 'settings');
    await button(page, words.console.editing.undo).first().click();
    await button(page, words.settings.showHours).click();
    const hours = page.getByRole('form', { name: words.hours.title });
    await button(hours, words.hours.add).click();
    await hours.getByRole('textbox', { name: words.hours.days[0] ?? '' }).fill('9.00-');
    await button(hours, words.console.editing.save).click();
    await hours.locator('[aria-invalid=true]').first().waitFor();
    await hours.scrollIntoViewIfNeeded();
    await look(page, 'hours');
    await button(hours, words.console.editing.undo).click();
  },
  ratings: async ({ boss: page, go, look }) => {
    await go(page, pathTo('ratings'), page.getByText('Snel en vriendelijk geholpen.'));
    await look(page, 'ratings');
  },
  accounts: async ({ boss: page, words, go, look }) => {
    await go(page, pathTo('accounts'), page.getByRole('link', { name: 'Jan Jansen' }));
    await look(page, 'accounts');
    await page.getByRole('link', { name: words.accounts.accounts.add }).click();
    await button(page, words.accounts.form.create).click();
    await page.getByText(words.accounts.form.missingLogin).waitFor();
    await look(page, 'account-new');
    await go(page, pathTo('accounts'), page.getByRole('link', { name: 'Jan Jansen' }));
    await page.getByRole('link', { name: 'Jan Jansen' }).click();
    await heading(page, words.accounts.block.title).waitFor();
    await look(page, 'account');
  },
  groups: async ({ boss: page, words, go, look }) => {
    const change = button(page, words.accounts.groups.change('Klanten met chat'));
    await go(page, pathTo('groups'), change);
    await change.click();
    await button(page, words.accounts.form.save).waitFor();
    await look(page, 'groups');
  },
  agents: async ({ boss: page, words, go, look }) => {
    await go(page, pathTo('agents'), page.getByRole('link', { name: 'Bram' }));
    await look(page, 'agents');
    await page.getByRole('link', { name: 'Bram' }).click();
    await heading(page, words.accounts.block.title).waitFor();
    await look(page, 'agent');
  },
  categories: async ({ boss: page, words, go, look }) => {
    await go(page, pathTo('categories'), page.getByLabel(words.accounts.categories.name(1)));
    await look(page, 'categories');
  },
  brand: async ({ boss: page, words, go, look }) => {
    await go(page, pathTo('brand'), page.getByLabel(words.brand.name));
    await page.getByLabel(words.brand.own).check();
    await page.getByLabel(words.brand.light).fill('#ffcc00');
    await button(page, words.brand.take('#846a00')).click();
    await look(page, 'brand');
    await page.getByLabel(words.brand.own).uncheck();
  },
  embedding: async ({ boss: page, words, go, look }) => {
    const change = button(page, words.embedding.change('Voorbeeldportaal'));
    await go(page, pathTo('embedding'), change);
    await look(page, 'embedding');
    await change.click();
    await page.getByLabel(words.embedding.origins).fill('geen adres');
    await button(page, words.embedding.save).click();
    await page.getByText(words.embedding.wrongOrigins).waitFor();
    await page.getByLabel(words.embedding.check.token, { exact: true }).fill('geen token');
    await button(page, words.embedding.check.look).click();
    await page.getByText(words.embedding.check.faults.format).waitFor();
    await look(page, 'embedding-change');
  },
  signIn: async ({ boss: page, words, go, look }) => {
    const texts = words.signInPage;
    await answerWith(page, '**/api/providers', {
      providers: [aProvider],
      hosts: { console: 'helpdesk.example.nl' },
    });
    await answerWith(page, '**/api/providers/console/check', { findings: ['client'], ending: 'renewal' });
    await go(page, pathTo('signIn'), button(page, texts.check));
    await button(page, texts.check).click();
    await page.getByText(texts.findings.client).waitFor();
    await look(page, 'sign-in');
    await button(page, texts.change).click();
    await page.getByLabel(texts.groups).fill('geen groep');
    await button(page, texts.save).click();
    await page.getByText(texts.wrongGroups('geen groep')).waitFor();
    await look(page, 'sign-in-change');
    await page.unroute('**/api/providers');
    await page.unroute('**/api/providers/console/check');
  },
  audit: async ({ boss: page, words, go, look }) => {
    await go(page, pathTo('audit'), page.getByText(words.accounts.audit.actions.group_created));
    await look(page, 'audit');
  },
  privacy: async ({ boss: page, words, go, look }) => {
    await go(page, pathTo('privacy'), heading(page, words.privacy.removed));
    await look(page, 'privacy');
  },
  sessions: async ({ agent: page, words, go, look }) => {
    await go(page, pathTo('sessions'), page.getByText(words.sessions.this));
    await look(page, 'sessions');
  },
  preferences: async ({ agent: page, words, go, look }) => {
    await go(page, pathTo('preferences'), page.getByLabel(words.accounts.preferences.current));
    await button(page, words.accounts.preferences.change).click();
    await page.getByText(words.accounts.preferences.missing).first().waitFor();
    await look(page, 'preferences');
  },
};

/** The server answers this, until the route is taken away. */
const answerWith = (page: Page, address: string, ok: object) =>
  page.route(address, (route) => route.fulfill({ json: { ok } }));

const aProvider: ProviderView = {
  site: 'console',
  name: 'Gemeente Voorbeeld',
  issuer: 'https://login.gemeente-voorbeeld.example/realms/medewerkers',
  clientId: 'officeheart-chat',
  hasSecret: true,
  scopes: 'openid profile email groups',
  groupsClaim: 'groups',
  everyone: [],
  groups: [{ said: 'KCC', group: 'helpdesk' }],
  linkDomains: ['gemeente-voorbeeld.example'],
  passwordsOff: false,
  seen: { ending: 'renewal', withoutRenewalAt: 1 },
  rev: 3,
};

export const otherConsoleScreens: Readonly<Record<string, Screen>> = {
  'login with a provider': async ({ product, words, enter, look }) => {
    const page = await enter(product.consoleUrl);
    const address = '**/api/sign-in';
    await answerWith(page, address, { provider: { name: 'Gemeente Voorbeeld' }, passwords: true });
    await page.goto(`${product.consoleUrl}/login#provider=unreachable`);
    await page.getByText(words.signIn.faults.unreachable).waitFor();
    await look(page, 'console-login-provider');
    await page.unroute(address);
    await answerWith(page, address, { provider: { name: 'Gemeente Voorbeeld' }, passwords: false });
    await page.reload();
    await page.getByText(words.signIn.passwordsOff).waitFor();
    await look(page, 'console-login-provider-alone');
  },
  login: async ({ product, words, enter, look }) => {
    const page = await enter(product.consoleUrl);
    await button(page, words.ui.login.submit).click();
    await page.getByText(words.ui.login.missingLogin).waitFor();
    await look(page, 'console-login');
    await chooseFirst(page, words);
    await look(page, 'console-first-password');
  },
  'a forgotten password': async ({ product, words, enter, look }) => {
    const page = await enter(new URL(FORGOTTEN_PATH, product.consoleUrl).href);
    await button(page, words.password.forgotten.send).click();
    await page.getByText(words.password.forgotten.missing, { exact: true }).waitFor();
    await look(page, 'console-forgotten');
    await page.goto(`${new URL(CHOOSE_PATH, product.consoleUrl).href}#invented`);
    await page.getByText(words.password.choose.dead).waitFor();
    await look(page, 'console-dead-link');
  },
  'no such page': async ({ boss: page, words, go, look }) => {
    await go(page, '/bestaat/niet', page.getByText(words.console.notFound.back));
    await look(page, 'console-not-found');
  },
  'no right to it': async ({ agent: page, words, go, look }) => {
    await go(page, pathTo('settings'), page.getByText(words.settings.forbidden));
    await look(page, 'console-forbidden');
  },
  'an answer that did not come': async ({ boss: page, words, go, look }) => {
    await page.route('**/api/tickets?*', (route) => route.abort());
    await go(page, pathTo('tickets'), page.getByText(words.ui.lost));
    await look(page, 'tickets-lost');
    await page.unroute('**/api/tickets?*');
  },
};

/** By the file that shows it. */
export const pageDialogs: Readonly<Record<string, Screen>> = {
  'console/settings/StandardTextsCard.tsx': async ({ boss: page, words, go, look }) => {
    const remove = button(page, words.standard.removeTitle('Begroeting'));
    await go(page, pathTo('settings'), remove);
    await remove.click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'dialog-text-remove');
  },
  'console/settings/SettingsPage.tsx': async ({ boss: page, words, go, look }) => {
    const minutes = page.getByLabel(words.settings.timeoutMinutes);
    const save = button(page, words.console.editing.save).first();
    await go(page, pathTo('settings'), minutes);
    await page.route('**/api/time-out?*', (route) =>
      route.fulfill({ json: { ok: { ending: 4, more: false } } }),
    );
    // The desk of the walk has the shortest there is, which it has again in the end.
    const shortest = await minutes.inputValue();
    await minutes.fill(String(Number(shortest) + 10));
    await save.click();
    await page.getByText(words.console.editing.saved, { exact: true }).waitFor();
    await minutes.fill(shortest);
    await save.click();
    await page.getByText(words.settings.ending(4, false)).waitFor();
    await look(page, 'dialog-time-out');
    await button(page, words.settings.endingSave).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.unroute('**/api/time-out?*');
  },
  'console/shell/MessageMenu.tsx': async ({ boss: page, past, words, go, look }) => {
    const remove = page.getByRole('button', { name: new RegExp(`^${words.notes.remove}: `) });
    await go(page, pathTo('chats', past.chatId), remove);
    await remove.first().click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'dialog-remove-message', { onPhone: true });
    await button(page, words.notes.keep).click();
  },
  'console/shell/AskBeforeLeaving.tsx': async ({ boss: page, words, go, look }) => {
    const first = page.getByLabel(words.accounts.categories.name(1));
    await go(page, pathTo('categories'), first);
    await first.fill('Iets anders');
    await page.getByRole('navigation').getByRole('link').first().click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'dialog-leaving');
    await button(page, words.console.editing.leave).click();
    await first.waitFor({ state: 'detached' });
  },
  'console/unclosed/RemoveDialog.tsx': async ({ boss: page, words, go, look }) => {
    await go(page, pathTo('unclosed'), page.getByRole('rowheader'));
    await page.getByRole('row').last().getByRole('button', { name: words.unclosed.remove }).click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'dialog-unclosed-remove');
  },
  'console/privacy/RetentionCard.tsx': async ({ boss: page, words, go, look }) => {
    await go(page, pathTo('privacy'), page.getByLabel(words.privacy.who));
    await page
      .getByRole('group', { name: words.privacy.kinds.deleted })
      .getByLabel(words.privacy.count)
      .fill('1');
    await button(page, words.console.editing.save).click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'dialog-retention');
  },
  'console/privacy/CustomerCard.tsx': async ({ boss: page, words, go, look }) => {
    await go(page, pathTo('privacy'), page.getByLabel(words.privacy.who));
    await page.getByLabel(words.privacy.who).fill('jansen');
    await button(page, words.privacy.find).click();
    await button(page, words.privacy.erase).click();
    await button(page, words.privacy.eraseYes).click();
    await page.getByText(words.privacy.eraseWrong).waitFor();
    await look(page, 'dialog-erase');
  },
  'console/accounts/BlockCard.tsx': async ({ boss: page, words, go, look }) => {
    await go(page, pathTo('agents'), page.getByRole('link', { name: 'Bram' }));
    await page.getByRole('link', { name: 'Bram' }).click();
    await button(page, words.accounts.block.block).click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'dialog-block');
  },
  'console/accounts/FactorCard.tsx': async ({ product, boss: page, words, go, look }) => {
    await withDb(product, async (db) => {
      const bakker = await findByLogin(db, 'customer', 'bakker');
      await db.update(accountKey(bakker?.id ?? ''), {
        update: 'SET secondFactor = :yes',
        condition: asScene,
        values: { ':yes': true },
      });
    });
    await go(page, pathTo('accounts'), page.getByRole('link', { name: 'Kees Bakker' }));
    await page.getByRole('link', { name: 'Kees Bakker' }).click();
    await button(page, words.accounts.factor.reset).click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'dialog-factor-reset');
    await page.getByRole('dialog').getByRole('button', { name: words.accounts.factor.reset }).click();
    await page.getByText(words.accounts.factor.wasReset).waitFor();
  },
  'console/embedding/EmbeddingPage.tsx': async ({ boss: page, words, go, look }) => {
    const remove = button(page, words.embedding.removeName('Voorbeeldportaal'));
    await go(page, pathTo('embedding'), remove);
    await remove.click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'dialog-website-remove');
  },
  'console/sign-in/SignInPage.tsx': async ({ boss: page, words, go, look }) => {
    await answerWith(page, '**/api/providers', {
      providers: [aProvider],
      hosts: { console: 'helpdesk.example.nl' },
    });
    const remove = button(page, words.signInPage.remove);
    await go(page, pathTo('signIn'), remove);
    await remove.click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'dialog-provider-remove');
    await page.unroute('**/api/providers');
  },
  'console/accounts/GroupsPage.tsx': async ({ boss: page, words, go, look }) => {
    const remove = button(page, words.accounts.groups.removeName('Klanten'));
    await go(page, pathTo('groups'), remove);
    await remove.click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'dialog-group-remove');
  },
};
