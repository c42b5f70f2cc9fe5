// What every part of the console's screen may use: the console, the page it is on, the texts.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { consoleTexts } from '../../text/nl/console.ts';
import type { Language, Text } from '../../text/text.ts';
import type { CommonTexts, UiTexts } from '../../ui/types.ts';
import type { BrowserAlarm } from '../state/alarm.ts';
import type { Attention } from '../state/attention.ts';
import type { HelpdeskConsole } from '../state/create-console.ts';
import type { Me } from '../state/me.ts';
import type { Office } from '../state/page-models.ts';
import type { Page } from './router.ts';

export interface Texts {
  readonly consoleTexts: Text<typeof consoleTexts>;
  readonly common: CommonTexts;
  readonly ui: UiTexts;
}

export interface View extends Texts {
  readonly desk: HelpdeskConsole;
  /** Who is signed in, and what that person may. */
  readonly me: Me;
  readonly office: Office;
  readonly attention: Attention;
  readonly alarm: BrowserAlarm;
  readonly page: Page;
  readonly language: Language;
}

export const ViewContext = createContext<View | undefined>(undefined);

export const useView = (): View => {
  const view = useContext(ViewContext);
  if (!view) throw new Error('This part is used outside the console');
  return view;
};
