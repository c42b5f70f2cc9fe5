// Which chat windows are open, in which order, and which has to come forward: follows what the server said, remembers it over a reload. No DOM.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { ChatId } from '../../../shared/model.ts';
import type { ChatWindow } from './chat-window.ts';
import { hasWindow, isRunning, takesPart } from './selectors.ts';
import type { DeskState } from './state.ts';
import type { TabStorage } from './tab-storage.ts';
import type { Watching } from './watching.ts';
import type { WasThere, WindowEnd } from './window-end.ts';

export interface OpenWindows {
  readonly list: ReadonlySignal<readonly ChatWindow[]>;
  /** The window that has to come forward and take the focus; every request is a new object. */
  readonly wanted: ReadonlySignal<{ readonly chatId: ChatId } | undefined>;
  find(chatId: ChatId): ChatWindow | undefined;
  /** Opens and closes windows so that they fit what the server said; `before` is the state they fitted. */
  arrange(before: DeskState): void;
  /** Brings a window forward; an ended chat that was hidden gets its window again. */
  show(chatId: ChatId): void;
  /** Takes the window of an ended chat away; it stays in the list until it is saved or deleted. */
  hide(chatId: ChatId): void;
  /** Follows a chat unseen, for agents with "Chat beheren" (S90). */
  watch(chatId: ChatId): void;
  unwatch(chatId: ChatId): void;
  close(): void;
}

export interface Opening {
  readonly chatId: ChatId;
  readonly isWatched: boolean;
  /** Watching is not allowed, or not any more. */
  onWatchRefused(): void;
}

export interface OpenWindowsDeps {
  readonly state: ReadonlySignal<DeskState>;
  readonly tabStorage: TabStorage;
  readonly watching: Watching;
  readonly end: WindowEnd;
  openWindow(opening: Opening): ChatWindow;
  /** The answer that brings the chat is still on its way. */
  isJoining(chatId: ChatId): boolean;
}

export const createOpenWindows = (deps: OpenWindowsDeps): OpenWindows => {
  const { state, tabStorage, watching, end } = deps;
  const list = signal<readonly ChatWindow[]>([]);
  const wanted = signal<{ readonly chatId: ChatId } | undefined>();
  let order = tabStorage.windows();

  const find = (chatId: ChatId) => list.value.find((window) => window.chatId === chatId);
  const isWatched = (chatId: ChatId) => watching.chats.value.has(chatId);

  const place = (chatIds: readonly ChatId[], before = state.value) => {
    order = chatIds;
    const shown = list.value;
    const next = chatIds.map((chatId) => {
      const window = find(chatId);
      if (window?.isWatched === isWatched(chatId)) return window;
      return deps.openWindow({
        chatId,
        isWatched: isWatched(chatId),
        onWatchRefused: () => unwatch(chatId),
      });
    });
    if (next.length === shown.length && next.every((window, at) => window === shown[at])) return;
    tabStorage.saveWindows(chatIds);
    list.value = next;
    for (const window of shown) if (!next.includes(window)) end.dispose(window, before, state.value);
  };

  const add = (chatId: ChatId) => place([...new Set([...order, chatId])]);
  const remove = (chatId: ChatId) => place(order.filter((id) => id !== chatId));

  const unwatch = (chatId: ChatId) => {
    watching.stop(chatId);
    remove(chatId);
    tabStorage.removeWindow(chatId);
  };

  const show = (chatId: ChatId) => {
    add(chatId);
    wanted.value = { chatId };
  };

  const mayStay = (chatId: ChatId) => {
    const { chats, me, permissions } = state.value;
    const chat = chats.get(chatId);
    if (!chat) return false;
    const isFollowed = isWatched(chatId) && permissions.includes('manage') && chat.state !== 'closed';
    return isFollowed || hasWindow(chat, me?.id);
  };

  /** Running chats this agent takes part in, as far as their entries have come with the answer to the join. */
  const listJoined = () => {
    const { chats, me } = state.value;
    const joined = [...chats.values()].filter((chat) => takesPart(chat, me?.id) && !deps.isJoining(chat.id));
    // Whoever takes part does not follow unseen any more.
    for (const { id } of joined) watching.stop(id);
    return joined.filter(isRunning).map(({ id }) => id);
  };

  const wasThere = (chatId: ChatId): WasThere => {
    if (isWatched(chatId)) return 'watched';
    return find(chatId) ? 'open' : 'remembered';
  };

  return {
    list,
    wanted,
    find,
    arrange: (before) => {
      const joined = listJoined();
      const gone = order
        .filter((chatId) => !mayStay(chatId))
        .map((chatId) => [chatId, wasThere(chatId)] as const);
      place([...new Set([...order.filter(mayStay), ...joined])], before);
      for (const [chatId, how] of gone) {
        end.tell(chatId, how, before, state.value);
        tabStorage.removeWindow(chatId);
        watching.stop(chatId);
      }
    },
    show,
    hide: (chatId) => {
      if (state.value.chats.get(chatId)?.state === 'ended') remove(chatId);
    },
    watch: (chatId) => {
      if (!find(chatId)) watching.start(chatId);
      show(chatId);
    },
    unwatch,
    close: () => {
      for (const window of list.value) window.close();
    },
  };
};
