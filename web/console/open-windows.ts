// Which chat windows are open and in which order: follows what the server said, remembers it over a reload. Knows no screen.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { ChatId } from '../../shared/model.ts';
import type { ChatWindow } from './chat-window.ts';
import { hasWindow } from './desk.ts';
import type { Keep } from './keep.ts';
import type { DeskState } from './state.ts';

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
  openWindow(chatId: ChatId): ChatWindow;
  /** False while the answer that brings the chat is still on its way. */
  isReady(chatId: ChatId): boolean;
  /** The chat of a window is closed, or not this agent's any more. */
  onGone(chatId: ChatId): void;
}

export const createOpenWindows = (deps: OpenWindowsDeps): OpenWindows => {
  const { state, keep } = deps;
  const list = signal<readonly ChatWindow[]>([]);
  let order = keep.windows();

  const place = (chatIds: readonly ChatId[]) => {
    order = chatIds;
    const open = new Map(list.value.map((window) => [window.chatId, window]));
    const isSame = chatIds.length === open.size && chatIds.every((id, at) => list.value[at]?.chatId === id);
    if (isSame) return;
    keep.keepWindows(chatIds);
    list.value = chatIds.map((chatId) => open.get(chatId) ?? deps.openWindow(chatId));
    for (const [chatId, window] of open) if (!chatIds.includes(chatId)) window.close();
  };

  return {
    list,
    find: (chatId) => list.value.find((window) => window.chatId === chatId),
    arrange: () => {
      const { chats, me } = state.value;
      const stays = (chatId: ChatId) => {
        const chat = chats.get(chatId);
        return chat !== undefined && hasWindow(chat, me?.id);
      };
      const running = [...chats.values()].filter((chat) => chat.state === 'active' && stays(chat.id));
      const ready = running.map((chat) => chat.id).filter(deps.isReady);
      const gone = order.filter((chatId) => !stays(chatId));
      place([...new Set([...order.filter(stays), ...ready])]);
      for (const chatId of gone) {
        keep.dropWindow(chatId);
        deps.onGone(chatId);
      }
    },
    add: (chatId) => place([...new Set([...order, chatId])]),
    putAside: (chatId) => place(order.filter((id) => id !== chatId)),
    close: () => {
      for (const window of list.value) window.close();
    },
  };
};
