// Which chats have a command under way: one at a time per chat, so a double click is one click.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { ChatId } from '../../../shared/model.ts';

export interface Busy {
  readonly chats: ReadonlySignal<ReadonlySet<ChatId>>;
  /** Does it, unless something is under way for this chat: then `undefined`. */
  alone<T>(chatId: ChatId, work: () => Promise<T>): Promise<T | undefined>;
}

export const createBusy = (): Busy => {
  const chats = signal<ReadonlySet<ChatId>>(new Set());
  return {
    chats,
    alone: async (chatId, work) => {
      if (chats.value.has(chatId)) return undefined;
      chats.value = new Set(chats.value).add(chatId);
      try {
        return await work();
      } finally {
        chats.value = new Set([...chats.value].filter((id) => id !== chatId));
      }
    },
  };
};
