// What this browser tab remembers of the chat window over page loads. Knows the tab's storage and no server.
import * as v from 'valibot';
import { ChatId } from '../../shared/model.ts';

const Memory = v.object({
  /** Open, or made small to the tab. */
  shown: v.boolean(),
  chatId: v.optional(ChatId),
  nickname: v.optional(v.string()),
  email: v.optional(v.string()),
  /** Pixels from the top of the log; absent when it follows the newest message. */
  scroll: v.optional(v.number()),
  /** Seq of the last entry that was on the screen. */
  seen: v.optional(v.number()),
});
export type Memory = v.InferOutput<typeof Memory>;

export interface Keeper {
  readonly memory: Memory | undefined;
  keep(memory: Memory): void;
  forget(): void;
}

/** The loader looks whether this key exists: it then opens the window without being asked. */
export const createKeeper = (storage: Storage, userId: string): Keeper => {
  const key = `chat:${userId}`;
  return {
    memory: parse(storage.getItem(key)),
    keep: (memory) => {
      try {
        storage.setItem(key, JSON.stringify(memory));
      } catch {
        // Full: the chat itself is on the server, only the place on the screen is not kept.
      }
    },
    forget: () => storage.removeItem(key),
  };
};

const parse = (text: string | null): Memory | undefined => {
  try {
    const parsed = v.safeParse(Memory, JSON.parse(text ?? ''));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
};
