// What parts of the console's screen may use, one context for each: a part names what it needs and can be drawn with that alone.
import type { ComponentChildren } from 'preact';
import type { consoleTexts } from '../../../shared/text/nl/console.ts';
import type { Language, Text } from '../../../shared/text/text.ts';
import type { CommonTexts, UiTexts } from '../../ui/types.ts';
import type { BrowserNotifications } from '../state/browser-notifications.ts';
import type { HelpdeskConsole } from '../state/create-console.ts';
import type { Me } from '../state/me.ts';
import type { Notifier } from '../state/notifier.ts';
import type { CreateModel, PageModels } from '../state/page-models.ts';
import { createGiven } from './given.ts';
import type { BrowserPage } from './page.ts';

export interface Texts {
  readonly consoleTexts: Text<typeof consoleTexts>;
  readonly common: CommonTexts;
  readonly ui: UiTexts;
}

/** The texts, and the language they are in. */
export interface ShownTexts extends Texts {
  readonly language: Language;
}

/** How this agent is called to what happens. */
export interface Notifications {
  readonly notifier: Notifier;
  readonly output: BrowserNotifications;
}

const texts = createGiven<ShownTexts>('texts');
const desk = createGiven<HelpdeskConsole>('desk');
const me = createGiven<Me>('session');
const page = createGiven<BrowserPage>('page');
const notifications = createGiven<Notifications>('notifications');
const models = createGiven<PageModels>('page models');

export const useTexts = texts.use;
export const useDesk = desk.use;
/** Who is signed in, and what that person may. */
export const useMe = me.use;
export const usePage = page.use;
export const useNotifications = notifications.use;
/** What a page keeps while the agent is elsewhere: made the first time it is asked for. */
export const usePageModel = <T,>(create: CreateModel<T>): T => models.use().get(create);

interface Props {
  readonly texts?: ShownTexts;
  readonly desk?: HelpdeskConsole;
  readonly me?: Me;
  readonly page?: BrowserPage;
  readonly notifications?: Notifications;
  readonly models?: PageModels;
  readonly children: ComponentChildren;
}

/** Gives everything inside what it may use: the console all of it, a test of one part what that part names. */
export const Give = (given: Props) => (
  <texts.Provider value={given.texts}>
    <desk.Provider value={given.desk}>
      <me.Provider value={given.me}>
        <page.Provider value={given.page}>
          <notifications.Provider value={given.notifications}>
            <models.Provider value={given.models}>{given.children}</models.Provider>
          </notifications.Provider>
        </page.Provider>
      </me.Provider>
    </desk.Provider>
  </texts.Provider>
);
