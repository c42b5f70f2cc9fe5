// The chat window without its looks: what is shown, what was typed, and what the customer can do. Knows no DOM.
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ActionReply } from '../../shared/actions.ts';
import type { ChatId, Cid, Sid } from '../../shared/model.ts';
import { isEmail } from '../../shared/rules.ts';
import { createConversation } from '../connection/conversation.ts';
import type { Outbox } from '../connection/outbox.ts';
import type { Outside } from '../connection/outside.ts';
import { isOver as hasEnded } from '../connection/standing.ts';
import type { Connection } from '../connection/types.ts';
import { createPreviewing } from '../connection/typing.ts';
import type { Answer } from '../ui/api.ts';
import { type Line, makeLines } from './lines.ts';
import type { Keeper } from './memory.ts';
import { createRoom } from './room.ts';
import { createTyping } from './typing.ts';
import { type Change, isOver, step, type View } from './view.ts';

export interface WidgetDeps {
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly outside: Outside;
  readonly sid: Sid;
  readonly keeper: Keeper;
  /** The account's running chat, if the server named one. */
  readonly chatId: ChatId | undefined;
  /** For who fills in no nickname: the login name (S18). */
  readonly nickname: string;
  /** Has the PDF of a chat made, and starts its download. */
  readonly download: (chatId: ChatId) => Promise<Answer<unknown>>;
  /** The window is closed and nothing is left to do for the server. */
  readonly onClosed: () => void;
}

export interface Widget {
  readonly status: Connection['status'];
  readonly view: ReadonlySignal<View>;
  /** Open, or made small to the tab. */
  readonly shown: Signal<boolean>;
  readonly nickname: Signal<string>;
  readonly email: Signal<string>;
  /** Where the log is scrolled to, in pixels from its top; nothing when it follows the newest message. */
  readonly scroll: Signal<number | undefined>;
  readonly draft: ReadonlySignal<string>;
  readonly lines: ReadonlySignal<readonly Line[]>;
  /** Messages that came while the window was small or its log scrolled up. */
  readonly unread: ReadonlySignal<number>;
  /** Who of the helpdesk is typing. */
  readonly typing: ReadonlySignal<string | undefined>;
  readonly hasRoom: ReadonlySignal<boolean>;
  /** Starts a chat with what was filled in, the first or a next one. */
  start(): Promise<void>;
  type(draft: string): void;
  /** Sends the draft, unless it is too long or there is nothing in it. */
  send(): void;
  /** Sends a failed message again. */
  again(cid: Cid): void;
  /** A failed message goes back under the cursor, before what is there. */
  takeBack(cid: Cid): void;
  /** The cross. */
  leave(): void;
  stay(): void;
  end(): Promise<void>;
  download(): Promise<void>;
  close(): Promise<void>;
}

/** How often a request that changes nothing when repeated is asked again while no answer comes. */
const ATTEMPTS = 3;

export const createWidget = (deps: WidgetDeps): Widget => {
  const { connection, keeper } = deps;
  const { memory } = keeper;
  const restored = deps.chatId ?? memory?.chatId;
  /** What this tab remembers of the chat that is restored. */
  const place = restored === memory?.chatId ? memory : undefined;

  /** `known` is what the server said when the chat began just now; without it the chat is fetched. */
  const openConversation = (chatId: ChatId, known?: ActionReply<'chat.start'>) =>
    createConversation({
      ...deps,
      chatId,
      known,
      createTyping: createPreviewing,
      // A chat that this tab remembers may be gone: put away on another device, or deleted.
      onRefused: ({ code }) => {
        if (code !== 'not_signed_in' && !chat.peek()?.chat.peek()) void closeWith('gone');
      },
    });

  const shown = signal(memory?.shown ?? true);
  const nickname = signal(memory?.nickname ?? deps.nickname);
  const email = signal(memory?.email ?? '');
  const draft = signal(place?.draft ?? '');
  const scroll = signal(place?.scroll);
  const seen = signal(place?.seen);
  const view = signal<View>(
    restored ? { kind: 'talking', chat: openConversation(restored) } : { kind: 'form' },
  );
  const chat = computed(() => view.value.chat);
  const entries = computed(() => chat.value?.entries.value ?? []);
  const typing = createTyping(connection, chat);

  /** False when it does not fit what is shown. */
  const change = (what: Change): boolean => {
    const before = view.peek();
    view.value = step(before, what);
    return view.peek() !== before;
  };

  const room = createRoom({
    connection,
    isWanted: computed(() => view.value.kind === 'form'),
    onRunning: (chatId) => {
      if (view.peek().kind === 'form') change({ kind: 'started', chat: openConversation(chatId) });
    },
  });

  const stops = [
    typing.close,
    room.close,
    connection.close,
    // What the server said decides, also when another page or the helpdesk ended the chat.
    effect(() => {
      if (hasEnded(chat.value?.chat.value?.state)) change({ kind: 'over' });
    }),
    effect(() => {
      const last = entries.value.at(-1)?.seq;
      const isReading = shown.value && scroll.value === undefined;
      if (last !== undefined && (isReading || seen.peek() === undefined)) seen.value = last;
    }),
    effect(() => {
      if (view.value.kind === 'closed') return;
      keeper.keep({
        shown: shown.value,
        chatId: chat.value?.chatId,
        nickname: nickname.value,
        email: email.value,
        draft: draft.value,
        scroll: scroll.value,
        seen: seen.value,
      });
    }),
  ];

  if (restored && place?.draft === undefined)
    void deps.outbox.loadDraft(restored).then((text) => {
      draft.value ||= text;
    });

  const closeWith = async (kind: 'close' | 'gone') => {
    if (!change({ kind })) return;
    const done = chat.peek();
    keeper.forget();
    // The loader asks at once which chat to restore: this one must be out of the way by then.
    if (done) await insist(() => connection.call('chat.dismiss', { chatId: done.chatId }));
    for (const stop of stops) stop();
    done?.close();
    deps.onClosed();
  };

  const type = (text: string) => {
    draft.value = text;
    chat.peek()?.typing(text);
  };

  return {
    status: connection.status,
    view,
    shown,
    nickname,
    email,
    scroll,
    draft,
    lines: computed(() => makeLines(entries.value, chat.value?.outgoing.value ?? [])),
    unread: computed(() => {
      const from = seen.value ?? Number.POSITIVE_INFINITY;
      return entries.value.filter((e) => e.seq > from && e.kind === 'message' && e.author.role === 'agent')
        .length;
    }),
    typing: typing.name,
    hasRoom: room.isOpen,

    start: async () => {
      const last = chat.peek();
      if (!change({ kind: 'start' })) return;
      // As the chat before was started, which may have been on another device (S66).
      const known = last?.chat.peek() ?? { nickname: nickname.peek(), email: email.peek() };
      const address = known.email?.trim() ?? '';
      // Starting twice gives the same chat (S116), so without an answer it can be asked again.
      const answer: Answer<ActionReply<'chat.start'>> =
        address && !isEmail(address)
          ? { error: { code: 'bad_email' } }
          : await insist(() =>
              connection.call('chat.start', { sid: deps.sid, nickname: known.nickname, email: address }),
            );
      if ('ok' in answer) {
        last?.close();
        batch(() => {
          scroll.value = seen.value = undefined;
          change({ kind: 'started', chat: openConversation(answer.ok.chat.id, answer.ok) });
        });
      } else {
        if ('error' in answer && answer.error.code === 'no_room') room.refused();
        change({ kind: 'refused', trouble: answer });
      }
    },

    type,
    send: () => {
      if (chat.peek()?.say(draft.peek())) return;
      draft.value = '';
      scroll.value = undefined;
    },
    again: (cid) => chat.peek()?.again(cid),
    takeBack: (cid) => type([chat.peek()?.discard(cid), draft.peek()].filter(Boolean).join('\n')),

    leave: () => {
      const now = view.peek();
      // While the answer of Start chat is on its way there may be a chat: keep it within reach.
      if (now.kind === 'starting') shown.value = false;
      else if (now.kind === 'form' || isOver(now)) void closeWith('close');
      else change({ kind: 'leave' });
    },
    stay: () => void change({ kind: 'stay' }),
    end: async () => {
      const ending = chat.peek();
      if (!ending || !change({ kind: 'end' })) return;
      const answer = await ending.end();
      change('ok' in answer ? { kind: 'over' } : { kind: 'refused', trouble: answer });
    },

    download: async () => {
      const chatId = chat.peek()?.chatId;
      if (!chatId || !change({ kind: 'download' })) return;
      const answer = await deps.download(chatId);
      change('ok' in answer ? { kind: 'downloaded' } : { kind: 'refused', trouble: answer });
    },

    close: () => closeWith('close'),
  };
};

const insist = async <T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> => {
  for (let left = ATTEMPTS; ; left--) {
    const answer = await ask();
    if (left === 1 || !('lost' in answer)) return answer;
  }
};
