// What is remembered of the chat window: by this tab over page loads, by the browser for the next visit. Knows their storage and no server.
import type { ChatId } from '../../../shared/model.ts';
import { matches, optional } from '../../connection/guard.ts';
import { createStored, plainText } from '../../storage/stored.ts';
import { DRAFTS } from '../../ui/draft.ts';

export interface SavedState {
  /** Open, or made small to the tab. */
  readonly shown: boolean;
  /** No sound at new messages. */
  readonly silent: boolean;
  readonly chatId?: ChatId | undefined;
  readonly nickname: string;
  readonly email: string;
  /** What the chat is to begin with; a release before this one had none. */
  readonly question?: string | undefined;
  /** What was typed with the stars; a release before this one kept none. */
  readonly comment?: string | undefined;
  /** What this tab has typed for its chat: another tab may send words of its own meanwhile. A release before this one kept none. */
  readonly draft?: string | undefined;
  /** Pixels from the top of the log; absent when it follows the newest message. */
  readonly scroll?: number | undefined;
  /** Seq of the last entry that was on the screen. */
  readonly seen?: number | undefined;
}

export interface WidgetStorage {
  /** Of this tab, or else of the last one that kept something. */
  readonly saved: SavedState | undefined;
  /** The chat this tab had. */
  readonly chatId: ChatId | undefined;
  save(state: SavedState): void;
  clear(): void;
  /** The address that was last given here; goes at logout, as all drafts do. */
  email(): string;
  saveEmail(email: string): void;
}

/**
 * The loader looks whether the tab has this key: it then opens the window without being asked. At logout all `chat:` of
 * the tab go (web/ui/session.ts); what the browser keeps, for the next visit, has nothing that was typed.
 */
export const createStorage = (tab: Storage, browser: Storage, userId: string): WidgetStorage => {
  const key = `chat:${userId}`;
  const ofTab = createStored(tab, key, isSaved);
  const ofBrowser = createStored(browser, key, isSaved);
  const lastEmail = createStored(browser, `${DRAFTS}${userId}:chat-email`, isText, plainText);
  const own = ofTab.read();
  return {
    saved: own ?? ofBrowser.read(),
    chatId: own?.chatId,
    save: (state) => {
      ofTab.write(state);
      ofBrowser.write({
        ...state,
        nickname: '',
        email: '',
        question: undefined,
        comment: undefined,
        draft: undefined,
      });
    },
    clear: () => void ofTab.write(undefined),
    email: () => lastEmail.read() ?? '',
    saveEmail: (email) => void lastEmail.write(email || undefined),
  };
};

const shape = {
  shown: true,
  silent: true,
  nickname: '',
  email: '',
  chatId: (id: unknown) => id === undefined || isChatId(id),
  question: optional(''),
  comment: optional(''),
  draft: optional(''),
  scroll: optional(0),
  seen: optional(0),
};

const isText = (value: unknown): value is string => typeof value === 'string';
const isSaved = (value: unknown): value is SavedState => matches(value, shape);

/** The pattern of shared/model.ts, without the library around it. */
export const isChatId = (value: unknown): value is ChatId =>
  typeof value === 'string' && /^[\w-]{22}$/.test(value);
