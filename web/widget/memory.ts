// What is remembered of the chat window: by this tab over page loads, by the browser for the next visit. Knows their storage and no server.
import type { ChatId } from '../../shared/model.ts';
import { fits, maybe } from '../connection/shape.ts';

export interface Memory {
  /** Open, or made small to the tab. */
  readonly shown: boolean;
  /** No sound at new messages. */
  readonly silent: boolean;
  readonly chatId?: ChatId | undefined;
  readonly nickname: string;
  readonly email: string;
  /** Pixels from the top of the log; absent when it follows the newest message. */
  readonly scroll?: number | undefined;
  /** Seq of the last entry that was on the screen. */
  readonly seen?: number | undefined;
}

export interface Keeper {
  /** Of this tab, or else of the last one that kept something. */
  readonly memory: Memory | undefined;
  /** The chat this tab had. */
  readonly chatId: ChatId | undefined;
  keep(memory: Memory): void;
  forget(): void;
}

/**
 * The loader looks whether the tab has this key: it then opens the window without being asked. At logout all `chat:` of
 * the tab go (web/ui/session.ts); what the browser keeps, for the next visit, has nothing that was typed.
 */
export const createKeeper = (tab: Storage, browser: Storage, userId: string): Keeper => {
  const key = `chat:${userId}`;
  const own = parse(tab.getItem(key));
  return {
    memory: own ?? parse(browser.getItem(key)),
    chatId: own?.chatId,
    keep: (memory) => {
      try {
        tab.setItem(key, JSON.stringify(memory));
        browser.setItem(key, JSON.stringify({ ...memory, nickname: '', email: '' }));
      } catch {
        // Full: the chat itself is on the server, only the place on the screen is not kept.
      }
    },
    forget: () => tab.removeItem(key),
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
  silent: true,
  nickname: '',
  email: '',
  chatId: (id: unknown) => id === undefined || isChatId(id),
  scroll: maybe(0),
  seen: maybe(0),
};

/** The pattern of shared/model.ts, without the library around it. */
export const isChatId = (value: unknown): value is ChatId =>
  typeof value === 'string' && /^[\w-]{22}$/.test(value);
