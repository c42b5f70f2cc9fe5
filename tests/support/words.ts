// The words on the screen in both languages, for journeys that are told in either.
import { common as commonEn } from '../../web/text/en/common.ts';
import { consoleTexts as consoleEn } from '../../web/text/en/console.ts';
import { history as historyEn } from '../../web/text/en/console-history.ts';
import { overview as overviewEn } from '../../web/text/en/console-overview.ts';
import { privacy as privacyEn } from '../../web/text/en/console-privacy.ts';
import { settings as settingsEn, texts as standardEn } from '../../web/text/en/console-settings.ts';
import { tickets as ticketsEn } from '../../web/text/en/console-tickets.ts';
import { unclosed as unclosedEn } from '../../web/text/en/console-unclosed.ts';
import { people as peopleEn } from '../../web/text/en/people.ts';
import { portal as portalEn } from '../../web/text/en/portal.ts';
import { openChat as openChatEn } from '../../web/text/en/tab.ts';
import { ui as uiEn } from '../../web/text/en/ui.ts';
import { widget as widgetEn } from '../../web/text/en/widget.ts';
import { common } from '../../web/text/nl/common.ts';
import { consoleTexts } from '../../web/text/nl/console.ts';
import { history } from '../../web/text/nl/console-history.ts';
import { overview } from '../../web/text/nl/console-overview.ts';
import { privacy } from '../../web/text/nl/console-privacy.ts';
import { settings, texts as standard } from '../../web/text/nl/console-settings.ts';
import { tickets } from '../../web/text/nl/console-tickets.ts';
import { unclosed } from '../../web/text/nl/console-unclosed.ts';
import { people } from '../../web/text/nl/people.ts';
import { portal } from '../../web/text/nl/portal.ts';
import { openChat } from '../../web/text/nl/tab.ts';
import { ui } from '../../web/text/nl/ui.ts';
import { widget } from '../../web/text/nl/widget.ts';
import type { Language, Text } from '../../web/text/text.ts';

const dutch = {
  common,
  console: consoleTexts,
  history,
  openChat,
  overview,
  people,
  portal,
  privacy,
  settings,
  standard,
  tickets,
  ui,
  unclosed,
  widget,
} as const;

export type Words = Text<typeof dutch>;

export const wordsBy: { readonly [L in Language]: Words } = {
  nl: dutch,
  en: {
    common: commonEn,
    console: consoleEn,
    history: historyEn,
    openChat: openChatEn,
    overview: overviewEn,
    people: peopleEn,
    portal: portalEn,
    privacy: privacyEn,
    settings: settingsEn,
    standard: standardEn,
    tickets: ticketsEn,
    ui: uiEn,
    unclosed: unclosedEn,
    widget: widgetEn,
  },
};
