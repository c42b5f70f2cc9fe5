// What a narrow screen shows, and the ids by which its tabs and panels find one another.
import type { ChatId } from '../../../shared/model.ts';

/** What a narrow screen shows. */
export type Shown = ChatId | 'list';

export const listTabId = 'tab-list';
export const listPanelId = 'panel-list';
export const windowTabId = (chatId: string): string => `tab-${chatId}`;
export const windowPanelId = (chatId: string): string => `window-${chatId}`;
