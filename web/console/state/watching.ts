// Which chats this tab follows unseen (S90); remembered over a reload, so that it goes on. No DOM.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { ChatId, Sid } from '../../../shared/model.ts';
import type { Connection } from '../../connection/types.ts';
import type { TabStorage } from './tab-storage.ts';

export interface Watching {
  readonly chats: ReadonlySignal<ReadonlySet<ChatId>>;
  start(chatId: ChatId): void;
  /** Also tells the server; nobody has to wait for that. */
  stop(chatId: ChatId): void;
}

export interface WatchingDeps {
  readonly connection: Connection;
  readonly tabStorage: TabStorage;
  readonly sid: Sid;
}

export const createWatching = ({ connection, tabStorage, sid }: WatchingDeps): Watching => {
  const chats = signal<ReadonlySet<ChatId>>(new Set(tabStorage.watched()));
  const change = (next: readonly ChatId[]) => {
    chats.value = new Set(next);
    tabStorage.saveWatched(next);
  };
  return {
    chats,
    start: (chatId) => change([...chats.value, chatId]),
    stop: (chatId) => {
      if (!chats.value.has(chatId)) return;
      change([...chats.value].filter((id) => id !== chatId));
      void connection.call('chat.unwatch', { chatId, sid });
    },
  };
};
