// The words on the screen in both languages, for journeys that are told in either.

import { accounts as accountsEn } from '../../shared/text/en/accounts.ts';
import { common as commonEn } from '../../shared/text/en/common.ts';
import { consoleTexts as consoleEn } from '../../shared/text/en/console.ts';
import { beside as besideEn } from '../../shared/text/en/console-beside.ts';
import { brand as brandEn } from '../../shared/text/en/console-brand.ts';
import { chatTexts as chatEn } from '../../shared/text/en/console-chat.ts';
import { embedding as embeddingEn } from '../../shared/text/en/console-embedding.ts';
import { history as historyEn } from '../../shared/text/en/console-history.ts';
import { hours as hoursEn } from '../../shared/text/en/console-hours.ts';
import { notes as notesEn } from '../../shared/text/en/console-notes.ts';
import { overview as overviewEn } from '../../shared/text/en/console-overview.ts';
import { privacy as privacyEn } from '../../shared/text/en/console-privacy.ts';
import { settings as settingsEn, texts as standardEn } from '../../shared/text/en/console-settings.ts';
import { signInPage as signInPageEn } from '../../shared/text/en/console-sign-in.ts';
import { tickets as ticketsEn } from '../../shared/text/en/console-tickets.ts';
import { unclosed as unclosedEn } from '../../shared/text/en/console-unclosed.ts';
import { firstPassword as firstPasswordEn } from '../../shared/text/en/first-password.ts';
import { password as passwordEn } from '../../shared/text/en/password.ts';
import { portal as portalEn } from '../../shared/text/en/portal.ts';
import { sessions as sessionsEn } from '../../shared/text/en/sessions.ts';
import { signIn as signInEn } from '../../shared/text/en/sign-in.ts';
import { openChat as openChatEn } from '../../shared/text/en/tab.ts';
import { ui as uiEn } from '../../shared/text/en/ui.ts';
import { widget as widgetEn } from '../../shared/text/en/widget.ts';
import { side as sideEn } from '../../shared/text/en/widget-side.ts';
import { accounts } from '../../shared/text/nl/accounts.ts';
import { common } from '../../shared/text/nl/common.ts';
import { consoleTexts } from '../../shared/text/nl/console.ts';
import { beside } from '../../shared/text/nl/console-beside.ts';
import { brand } from '../../shared/text/nl/console-brand.ts';
import { chatTexts } from '../../shared/text/nl/console-chat.ts';
import { embedding } from '../../shared/text/nl/console-embedding.ts';
import { history } from '../../shared/text/nl/console-history.ts';
import { hours } from '../../shared/text/nl/console-hours.ts';
import { notes } from '../../shared/text/nl/console-notes.ts';
import { overview } from '../../shared/text/nl/console-overview.ts';
import { privacy } from '../../shared/text/nl/console-privacy.ts';
import { settings, texts as standard } from '../../shared/text/nl/console-settings.ts';
import { signInPage } from '../../shared/text/nl/console-sign-in.ts';
import { tickets } from '../../shared/text/nl/console-tickets.ts';
import { unclosed } from '../../shared/text/nl/console-unclosed.ts';
import { firstPassword } from '../../shared/text/nl/first-password.ts';
import { password } from '../../shared/text/nl/password.ts';
import { portal } from '../../shared/text/nl/portal.ts';
import { sessions } from '../../shared/text/nl/sessions.ts';
import { signIn } from '../../shared/text/nl/sign-in.ts';
import { openChat } from '../../shared/text/nl/tab.ts';
import { ui } from '../../shared/text/nl/ui.ts';
import { widget } from '../../shared/text/nl/widget.ts';
import { side } from '../../shared/text/nl/widget-side.ts';
import type { Language, Text } from '../../shared/text/text.ts';

const dutch = {
  beside,
  brand,
  common,
  chat: chatTexts,
  console: consoleTexts,
  firstPassword,
  embedding,
  history,
  notes,
  hours,
  openChat,
  signIn,
  signInPage,
  overview,
  accounts,
  portal,
  privacy,
  password,
  sessions,
  settings,
  standard,
  tickets,
  ui,
  unclosed,
  widget: { ...widget, ...side },
} as const;

export type Words = Text<typeof dutch>;

export const wordsBy: { readonly [L in Language]: Words } = {
  nl: dutch,
  en: {
    beside: besideEn,
    brand: brandEn,
    common: commonEn,
    chat: chatEn,
    console: consoleEn,
    firstPassword: firstPasswordEn,
    embedding: embeddingEn,
    history: historyEn,
    notes: notesEn,
    hours: hoursEn,
    openChat: openChatEn,
    signIn: signInEn,
    signInPage: signInPageEn,
    overview: overviewEn,
    accounts: accountsEn,
    portal: portalEn,
    privacy: privacyEn,
    password: passwordEn,
    sessions: sessionsEn,
    settings: settingsEn,
    standard: standardEn,
    tickets: ticketsEn,
    ui: uiEn,
    unclosed: unclosedEn,
    widget: { ...widgetEn, ...sideEn },
  },
};
