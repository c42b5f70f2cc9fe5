// What an agent is told when a window goes that was not closed here, and what was typed in it. No DOM.
import type { ChatId } from '../../../shared/model.ts';
import type { ChatWindow } from './chat-window.ts';
import type { Notices } from './notices.ts';
import { findSuccessor, hasWindow } from './selectors.ts';
import type { DeskState } from './state.ts';
import { type TabStorage, typedIn } from './tab-storage.ts';

/** How a window was there: followed unseen, open, or only remembered over a reload and never opened since. */
export type WasThere = 'watched' | 'open' | 'remembered';

export interface WindowEnd {
  /** The chat of a window is closed, or not this agent's any more. */
  tell(chatId: ChatId, how: WasThere, before: DeskState, after: DeskState): void;
  /** Nothing typed is lost with the window, unless this agent saved or deleted the chat. */
  dispose(window: ChatWindow, before: DeskState, after: DeskState): void;
}

export interface WindowEndDeps {
  readonly notices: Notices;
  readonly tabStorage: TabStorage;
  /** This agent is closing the chat here: that it goes is no news. */
  isClosing(chatId: ChatId): boolean;
}

export const createWindowEnd = ({ notices, tabStorage, isClosing }: WindowEndDeps): WindowEnd => {
  const tellUnsent = (chatId: ChatId, nickname: string, text: string) => {
    if (text) notices.post({ kind: 'unsaid', nickname, text, chatId });
  };

  const tellWhy = (chatId: ChatId, how: WasThere, before: DeskState, after: DeskState) => {
    const chat = after.chats.get(chatId);
    const was = before.chats.get(chatId);
    const nickname = (chat ?? was)?.nickname ?? '';
    if (chat && chat.state !== 'closed') {
      const to = findSuccessor(was, chat, after.me?.id);
      if (to !== undefined) notices.post({ kind: 'handed_over', nickname, to, chatId });
      else if (how !== 'watched') notices.post({ kind: 'left', nickname, chatId });
    } else if (chat?.ended?.reason === 'unanswered') {
      // Told to every console, with a window or without (reactions.ts).
      return;
    } else if (chat?.ticket !== undefined) {
      notices.post({ kind: 'saved_elsewhere', nickname, ticket: chat.ticket });
    } else {
      // Closed with its very end where nobody had said anything, and by nobody.
      const isAtOnce = was !== undefined && !was.ended && chat?.ended && chat.ended.reason !== 'deleted';
      notices.post({ kind: isAtOnce ? 'nothing_to_save' : 'closed_elsewhere', nickname, chatId });
    }
  };

  return {
    tell: (chatId, how, before, after) => {
      const nickname = (after.chats.get(chatId) ?? before.chats.get(chatId))?.nickname;
      if (isClosing(chatId) || nickname === undefined) return;
      tellWhy(chatId, how, before, after);
      // Handed over while this page was away: an open window gives what was typed in it itself.
      if (how === 'remembered') tellUnsent(chatId, nickname, typedIn(tabStorage.window(chatId)));
    },
    dispose: (window, before, after) => {
      const { chatId } = window;
      const chat = after.chats.get(chatId);
      const stays = chat !== undefined && hasWindow(chat, after.me?.id);
      if (window.isWatched || stays || isClosing(chatId)) return window.close();
      const nickname = (chat ?? before.chats.get(chatId))?.nickname ?? '';
      void window.release().then((text) => tellUnsent(chatId, nickname, text));
    },
  };
};
