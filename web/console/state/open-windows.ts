// Which chat windows are open and in which order: follows what the server said, remembers it over a reload. Knows no screen.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { ChatId } from '../../../shared/model.ts';
import type { ChatWindow } from './chat-window.ts';
import type { Keep } from './keep.ts';
import { hasWindow, takesPart } from './selectors.ts';
import type { DeskState } from './state.ts';
import type { Watching } from './watching.ts';

export interface OpenWindows {
  readonly list: ReadonlySignal<readonly ChatWindow[]>;
  find(chatId: ChatId): ChatWindow | undefined;
  /** Opens and closes windows so that they fit what the server said. */
  arrange(): void;
  add(chatId: ChatId): void;
  putAside(chatId: ChatId): void;
  close(): void;
}

export interface OpenWindowsDeps {
  readonly state: ReadonlySignal<DeskState>;
  readonly keep: Keep;
  readonly watching: Watching;
  openWindow(chatId: ChatId, isWatched: boolean): ChatWindow;
  /** False while the answer that brings the chat is still on its way. */
  isReady(chatId: ChatId): boolean;
  /** A window is not listed any more. */
  letGo(window: ChatWindow): void;
  /** The chat of a window is closed, or not this agent's any more; what is kept of the window goes after this. */
  onGone(chatId: ChatId, how: Gone): void;
}

/** How a window was there: followed unseen, open, or only kept over a reload and never opened since. */
export type Gone = 'watched' | 'open' | 'kept';

export const createOpenWindows = (deps: OpenWindowsDeps): OpenWindows => {
  const { state, keep, watching } = deps;
  const list = signal<readonly ChatWindow[]>([]);
  let order = keep.windows();

  const find = (chatId: ChatId) => list.value.find((window) => window.chatId === chatId);
  const isWatched = (chatId: ChatId) => watching.chats.value.has(chatId);

  const place = (chatIds: readonly ChatId[]) => {
    order = chatIds;
    const before = list.value;
    const after = chatIds.map((chatId) => {
      const window = find(chatId);
      return window?.isWatched === isWatched(chatId) ? window : deps.openWindow(chatId, isWatched(chatId));
    });
    if (after.length === before.length && after.every((window, at) => window === before[at])) return;
    keep.keepWindows(chatIds);
    list.value = after;
    for (const window of before) if (!after.includes(window)) deps.letGo(window);
  };

  /** A chat this agent joined is not followed unseen any more, once its entries have come with the answer. */
  const stopWatchingJoined = () => {
    const { chats, me } = state.value;
    for (const chatId of watching.chats.value) {
      const chat = chats.get(chatId);
      if (chat && takesPart(chat, me?.id) && deps.isReady(chatId)) watching.stop(chatId);
    }
  };

  return {
    list,
    find,
    arrange: () => {
      stopWatchingJoined();
      const { chats, me, permissions } = state.value;
      const stays = (chatId: ChatId) => {
        const chat = chats.get(chatId);
        if (!chat) return false;
        const isFollowed = isWatched(chatId) && permissions.includes('manage') && chat.state !== 'closed';
        return isFollowed || hasWindow(chat, me?.id);
      };
      const running = [...chats.values()].filter(
        (chat) => chat.state === 'active' && takesPart(chat, me?.id),
      );
      const ready = running.map((chat) => chat.id).filter(deps.isReady);
      const gone = order.filter((chatId) => !stays(chatId));
      const ways = gone.map((chatId): Gone => {
        if (isWatched(chatId)) return 'watched';
        return find(chatId) ? 'open' : 'kept';
      });
      place([...new Set([...order.filter(stays), ...ready])]);
      for (const [at, chatId] of gone.entries()) {
        deps.onGone(chatId, ways[at] ?? 'open');
        keep.dropWindow(chatId);
        watching.stop(chatId);
      }
    },
    add: (chatId) => place([...new Set([...order, chatId])]),
    putAside: (chatId) => place(order.filter((id) => id !== chatId)),
    close: () => {
      for (const window of list.value) window.close();
    },
  };
};
