// What this browser tab remembers of the chat window over page loads. Knows the tab's storage and no server.
import type { ChatId } from '../../shared/model.ts';
import { fits, maybe } from '../connection/shape.ts';

export interface Memory {
  /** Open, or made small to the tab. */
  readonly shown: boolean;
  readonly chatId?: ChatId | undefined;
  readonly nickname: string;
  readonly email: string;
  /** What was typed and not sent. Here too, as a page that goes does not wait for the outbox to be written. */
  readonly draft?: string | undefined;
  /** Pixels from the top of the log; absent when it follows the newest message. */
  readonly scroll?: number | undefined;
  /** Seq of the last entry that was on the screen. */
  readonly seen?: number | undefined;
}

export interface Keeper {
  readonly memory: Memory | undefined;
  keep(memory: Memory): void;
  forget(): void;
}

/** The loader looks whether this key exists: it then opens the window without being asked. At logout all `chat:` go (web/ui/session.ts). */
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
    const kept: unknown = JSON.parse(text ?? '');
    return fits(kept, shape) ? (kept as Memory) : undefined;
  } catch {
    return undefined;
  }
};

const shape = {
  shown: true,
  nickname: '',
  email: '',
  chatId: (id: unknown) => id === undefined || isChatId(id),
  draft: maybe(''),
  scroll: maybe(0),
  seen: maybe(0),
};

/** The pattern of shared/model.ts, without the library around it. */
export const isChatId = (value: unknown): value is ChatId =>
  typeof value === 'string' && /^[\w-]{22}$/.test(value);
