// The console on the screen with a helpdesk that the test plays: how chats come to it, and where things are on the screen.
import type { Locator, Page } from 'playwright-core';
import { beforeEach } from 'vitest';
import type { ChatSummary, Entry } from '../../../../shared/model.ts';
import { aChat, aChatId, aConversation, aCustomer, aMessage, anAgent, anna, bram } from './builders.ts';
import type { FakeHelpdesk } from './fake-helpdesk.ts';
import { showScreens } from './screens.ts';

export const talk = (name: string): Entry[] =>
  aConversation(name, [
    ['klant', 'Op de factuur van februari staat een bedrag dat ik niet kan plaatsen.'],
    [bram, 'Om welk factuurnummer gaat het?'],
    ['klant', 'Het gaat om 2026-0219. Zie https://portaal.example/facturen/2026-0219.'],
  ]);

export const reply = (page: Page, name: string): Locator =>
  page.getByRole('textbox', { name: `Antwoord aan ${name}` });
/** On a narrow screen its tab names it. */
export const chatWindow = (page: Page, name: string): Locator =>
  page.getByLabel(`Chat met ${name}`, { exact: true }).or(page.getByRole('tabpanel', { name }));
export const block = (page: Page, name: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });

/** The screens of a test file, with the helpdesk of each test as it begins. */
export const consoleInBrowser = (
  onHelpdesk?: (helpdesk: FakeHelpdesk) => void,
  options: { readonly hasScrollbars?: boolean } = {},
) => {
  const screens = showScreens(options);
  const { helpdesk } = screens;
  beforeEach(() => onHelpdesk?.(helpdesk()));

  /** Puts a chat on the desk, and tells the consoles. */
  const come = (name: string, given: Partial<ChatSummary> = {}, entries: readonly Entry[] = talk(name)) => {
    const chat = aChat(name, given);
    helpdesk().chats.set(chat.id, chat);
    helpdesk().logs.set(chat.id, [...entries]);
    helpdesk().change(chat.id, {});
  };
  return {
    ...screens,
    come,
    mine: (name: string) => come(name, { state: 'active', agents: [anna] }),
    onDuty: (max = 5) => {
      helpdesk().agents[0] = anAgent(anna, { max });
    },
    say: (name: string, text: string) =>
      helpdesk().say(aChatId(name), (seq) => aMessage(seq, aCustomer(name), text, Date.now())),
  };
};
