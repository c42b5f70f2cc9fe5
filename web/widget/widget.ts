// The chat window without its looks: what is shown, what was typed, and what the customer can do. Knows no DOM.
import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ActionReply } from '../../shared/actions.ts';
import type { Refusal } from '../../shared/errors.ts';
import type { ChatId, Cid, Sid } from '../../shared/model.ts';
import { isEmail, type TextFault } from '../../shared/rules.ts';
import type { Connection, Conversation } from '../connection/types.ts';
import type { Answer } from '../ui/api.ts';
import type { Keeper } from './memory.ts';
import { createRoom } from './room.ts';
import { createTyping } from './typing.ts';
import { type Change, chatOf, step, type Trouble, type View } from './view.ts';

export interface WidgetDeps {
  readonly connection: Connection;
  readonly sid: Sid;
  /** `started` is what the server said when the chat began just now; without it the chat is fetched. */
  readonly openConversation: (chatId: ChatId, started?: ActionReply<'chat.start'>) => Conversation;
  /** What was typed in this chat and not sent, also by an earlier page. */
  readonly loadDraft: (chatId: ChatId) => Promise<string>;
  readonly keeper: Keeper;
  /** The account's running chat, if the server named one. */
  readonly chatId: ChatId | undefined;
  /** For who fills in no nickname: the login name (S18). */
  readonly nickname: string;
  readonly makeTranscript: (chatId: ChatId) => Promise<Answer<{ url: string }>>;
  readonly startDownload: (url: string) => void;
  /** The window is closed and nothing is left to do for the server. */
  readonly onClosed: () => void;
}

export interface Widget {
  readonly connection: Connection;
  readonly view: ReadonlySignal<View>;
  /** Open, or made small to the tab. */
  readonly shown: ReadonlySignal<boolean>;
  /** Messages that came while the window was small. */
  readonly unread: ReadonlySignal<number>;
  /** Who of the helpdesk is typing. */
  readonly typing: ReadonlySignal<string | undefined>;
  readonly nickname: ReadonlySignal<string>;
  readonly email: ReadonlySignal<string>;
  readonly draft: ReadonlySignal<string>;
  readonly hasRoom: ReadonlySignal<boolean>;
  fillNickname(nickname: string): void;
  fillEmail(email: string): void;
  /** Starts a chat with what was filled in, the first or a next one. */
  start(): Promise<void>;
  type(draft: string): void;
  /** Sends the draft, or says what is wrong with it. */
  send(): TextFault | undefined;
  /** A failed message goes back under the cursor, before what is there. */
  takeBack(cid: Cid): void;
  /** The cross. */
  leave(): void;
  stay(): void;
  end(): Promise<void>;
  download(): Promise<void>;
  close(): Promise<void>;
  setShown(shown: boolean): void;
  /** Where the log is scrolled to, in pixels from its top; nothing when it follows the newest message. */
  keepScroll(scroll: number | undefined): void;
  keptScroll(): number | undefined;
}

/** How often a request that changes nothing when repeated is asked again while no answer comes. */
const ATTEMPTS = 3;

/** A chat that has not come after this long (milliseconds) is worth a question. */
const MISSING_MS = 5000;

export const createWidget = (deps: WidgetDeps): Widget => {
  const { connection, keeper } = deps;
  const memory = keeper.memory;
  const restored = deps.chatId ?? memory?.chatId;
  const sameChat = restored !== undefined && restored === memory?.chatId;

  const view = signal<View>(
    restored ? { kind: 'talking', chat: deps.openConversation(restored) } : { kind: 'form' },
  );
  const shown = signal(memory?.shown ?? true);
  const nickname = signal(memory?.nickname ?? deps.nickname);
  const email = signal(memory?.email ?? '');
  const draft = signal('');
  const scroll = signal(sameChat ? memory?.scroll : undefined);
  const seen = signal(sameChat ? memory?.seen : undefined);
  const chat = computed(() => chatOf(view.value));
  const typing = createTyping(connection, chat);

  const change = (what: Change) => {
    view.value = step(view.peek(), what);
  };

  const room = createRoom({
    connection,
    isWanted: computed(() => view.value.kind === 'form'),
    onRunning: (chatId) => {
      if (view.peek().kind === 'form') change({ kind: 'started', chat: deps.openConversation(chatId) });
    },
  });

  const type = (text: string) => {
    draft.value = text;
    chat.peek()?.typing(text);
  };

  const openChat = (started: ActionReply<'chat.start'>) =>
    batch(() => {
      chatOf(view.peek())?.close();
      scroll.value = undefined;
      seen.value = undefined;
      change({ kind: 'started', chat: deps.openConversation(started.chat.id, started) });
    });

  /** What the server said decides, also when another page or the helpdesk ended the chat. */
  const stopWatching = effect(() => {
    if (chat.value && isOver(chat.value)) change({ kind: 'over' });
  });
  const stopSeeing = effect(() => {
    const last = chat.value?.entries.value.at(-1)?.seq;
    if (last !== undefined && (shown.value || seen.peek() === undefined)) seen.value = last;
  });
  const stopKeeping = effect(() => {
    if (view.value.kind === 'closed') return;
    keeper.keep({
      shown: shown.value,
      chatId: chat.value?.chatId,
      nickname: nickname.value,
      email: email.value,
      scroll: scroll.value,
      seen: seen.value,
    });
  });

  const restoreDraft = async (chatId: ChatId) => {
    const text = await deps.loadDraft(chatId);
    if (!draft.peek()) draft.value = text;
  };
  /** A chat that this tab remembers may be gone: put away on another device, or deleted. */
  const lookIfGone = async () => {
    const missed = chat.peek();
    const answer = await connection.call('lobby.enter', {});
    if (missed?.chat.peek() || !('ok' in answer) || answer.ok.chatId === restored) return;
    keeper.forget();
    change({ kind: 'gone' });
    dispose(missed);
    deps.onClosed();
  };
  const missing = restored && setTimeout(() => chat.peek()?.chat.peek() ?? lookIfGone(), MISSING_MS);
  if (restored) void restoreDraft(restored);

  const dispose = (last: Conversation | undefined) => {
    clearTimeout(missing);
    for (const stop of [stopWatching, stopSeeing, stopKeeping]) stop();
    typing.close();
    room.close();
    last?.close();
    connection.close();
  };

  const close = async () => {
    const done = chat.peek();
    change({ kind: 'close' });
    if (view.peek().kind !== 'closed') return;
    keeper.forget();
    // The loader asks at once which chat to restore: this one must be out of the way by then.
    if (done) await insist(() => connection.call('chat.dismiss', { chatId: done.chatId }));
    dispose(done);
    deps.onClosed();
  };

  return {
    connection,
    view,
    shown,
    unread: computed(() => {
      const from = seen.value ?? Number.POSITIVE_INFINITY;
      const entries = chat.value?.entries.value ?? [];
      return entries.filter((e) => e.seq > from && e.kind === 'message' && e.author.role === 'agent').length;
    }),
    typing: typing.name,
    nickname,
    email,
    draft,
    hasRoom: room.isOpen,

    fillNickname: (text) => {
      nickname.value = text;
    },
    fillEmail: (text) => {
      email.value = text;
    },

    start: async () => {
      const before = view.peek();
      change({ kind: 'start' });
      if (view.peek() === before) return;
      // As the chat before was started, which may have been on another device (S66).
      const known = chat.peek()?.chat.peek();
      const address = (known ? (known.email ?? '') : email.peek()).trim();
      if (address && !isEmail(address)) {
        change({ kind: 'refused', trouble: { error: { code: 'bad_email' } } });
        return;
      }
      // Starting twice gives the same chat (S116), so without an answer it can be asked again.
      const answer = await insist(() =>
        connection.call('chat.start', {
          sid: deps.sid,
          nickname: known?.nickname ?? nickname.peek(),
          email: address,
        }),
      );
      if ('ok' in answer) return openChat(answer.ok);
      if (before.kind === 'form' && isRefusal(answer, 'no_room')) room.refused();
      change({ kind: 'refused', trouble: answer });
    },

    type,
    send: () => {
      const fault = chat.peek()?.say(draft.peek());
      if (!fault) draft.value = '';
      return fault;
    },
    takeBack: (cid) => type([chat.peek()?.discard(cid), draft.peek()].filter(Boolean).join('\n')),

    leave: () => {
      const { kind } = view.peek();
      // While the answer of Start chat is on its way there may be a chat: keep it within reach.
      if (kind === 'starting') shown.value = false;
      else if (kind === 'form' || kind === 'ended') void close();
      else change({ kind: 'leave' });
    },
    stay: () => change({ kind: 'stay' }),
    end: async () => {
      const ending = chat.peek();
      change({ kind: 'end' });
      const answer = await ending?.end();
      if (answer && 'ok' in answer) change({ kind: 'over' });
      else if (answer) change({ kind: 'refused', trouble: answer });
    },

    download: async () => {
      const chatId = chat.peek()?.chatId;
      if (!chatId) return;
      change({ kind: 'download' });
      const answer = await deps.makeTranscript(chatId);
      if ('ok' in answer) {
        deps.startDownload(answer.ok.url);
        change({ kind: 'downloaded' });
      } else change({ kind: 'refused', trouble: answer });
    },

    close,
    setShown: (next) => {
      shown.value = next;
    },
    keepScroll: (next) => {
      scroll.value = next;
    },
    keptScroll: () => scroll.peek(),
  };
};

const isOver = (chat: Conversation): boolean => {
  const state = chat.chat.value?.state;
  return state === 'ended' || state === 'closed' || chat.entries.value.some(({ kind }) => kind === 'ended');
};

const isRefusal = (trouble: Trouble, code: Refusal['code']): boolean =>
  'error' in trouble && trouble.error.code === code;

const insist = async <T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> => {
  for (let left = ATTEMPTS; ; left--) {
    const answer = await ask();
    if (left === 1 || !('lost' in answer)) return answer;
  }
};
