// The chat window without its looks: what is shown, what was typed, and what the customer can do. No DOM.
import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ActionReply } from '../../../shared/actions.ts';
import type { ChatId, Language, Sid, Stars } from '../../../shared/model.ts';
import { findTextFault, isEmail, TEXT_MAX } from '../../../shared/rules.ts';
import { SPEAKS } from '../../../shared/terms.ts';
import type { ShownEntry } from '../../../shared/timeline.ts';
import { isOver as hasEnded } from '../../connection/chat-state.ts';
import { type ConversationDeps, createConversation } from '../../connection/conversation.ts';
import type { Environment } from '../../connection/environment.ts';
import type { Outbox } from '../../connection/outbox.ts';
import type { Connection, Conversation } from '../../connection/types.ts';
import type { Answer } from '../../ui/api.ts';
import type { Placement } from '../browser/placement.ts';
import type { WidgetStorage } from '../browser/storage.ts';
import { createAvailability } from './availability.ts';
import { createCountdown } from './countdown.ts';
import { makeRows } from './lines.ts';
import type { Widget } from './types.ts';
import { createTyping } from './typing.ts';
import { isOver, step, type View, type ViewChange } from './view.ts';
import { createWaiting } from './waiting.ts';

export interface WidgetDeps extends Pick<ConversationDeps, 'createTyping' | 'mask'> {
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly environment: Environment;
  readonly sid: Sid;
  readonly storage: WidgetStorage;
  /** The account's running chat, if the server named one. */
  readonly chatId: ChatId | undefined;
  /** Of the page. */
  readonly language: Language;
  /** For a customer who fills in no nickname: the login name (S18). */
  readonly nickname: string;
  /** Has the PDF of a chat made, and starts its download. */
  readonly download: (chatId: ChatId) => Promise<Answer<unknown>>;
  /** Where this browser shows the chat. */
  readonly placement: Placement;
  /** To and from the customer's other tabs. */
  readonly tabs: Pick<BroadcastChannel, 'postMessage' | 'onmessage' | 'close'>;
  /** Whether the page is looked at, rather than one of the browser's other tabs. */
  readonly isPageSeen: ReadonlySignal<boolean>;
  /** An agent said something; `isSeen`: in a window that is open. */
  readonly playSound: (isSeen: boolean) => void;
  /** Keeps what was typed for the page where a message can be left. */
  readonly handOver: Widget['handOver'];
  /** The window is closed and nothing is left to do for the server. */
  readonly onClosed: () => void;
}

/** From one tab to the others: instead of one chat, or of none, there is another, or none. */
interface TabNotice {
  readonly from: ChatId | undefined;
  readonly to: ChatId | undefined;
}

/** How often a request that changes nothing when repeated is asked again while no answer comes. */
const ATTEMPTS = 3;
/** Milliseconds for which a customer is thanked, unless the window is closed before. */
const THANKS_MS = 5000;

export const createWidget = (deps: WidgetDeps): Widget => {
  const { connection, storage, outbox, environment, placement, tabs } = deps;
  const { saved } = storage;
  const restored = deps.chatId ?? storage.chatId;
  /** What is remembered of the chat that is restored. */
  const known = restored === saved?.chatId ? saved : undefined;

  const ask: Connection['call'] = async (action, input) => {
    for (let left = ATTEMPTS; ; left--) {
      const answer = await connection.call(action, input);
      if (left === 1 || !('lost' in answer)) return answer;
    }
  };

  /** `known` is what the server said when the chat began just now; without it the chat is fetched. */
  const openConversation = (chatId: ChatId, known?: ActionReply<'chat.start'>) =>
    createConversation({
      ...deps,
      beside: computed(() => ({ seen: read.value })),
      chatId,
      known,
      // A chat that this tab remembers may be gone: put away on another device, or deleted.
      onRefused: ({ code }) => {
        if (code !== 'not_signed_in' && !chat.peek()?.chat.peek()) closeWith('gone');
      },
    });

  const shown = signal(placement.isOwnWindow || (saved?.shown ?? true));
  const silent = signal(saved?.silent ?? false);
  const nickname = signal(saved?.nickname || deps.nickname);
  const email = signal(saved?.email || storage.email());
  const question = signal(saved?.question ?? '');
  const draft = signal('');
  let typed = known?.draft;
  const scroll = signal(known?.scroll);
  const seen = signal(known?.seen);
  const read = signal<number>();
  const stars = signal<Stars | undefined>(undefined);
  const comment = signal(known?.comment ?? '');
  const view = signal<View>(
    restored ? { kind: 'talking', chat: openConversation(restored) } : { kind: 'form' },
  );
  const chat = computed(() => view.value.chat);
  const entries = computed(() => chat.value?.entries.value ?? []);
  const typing = createTyping(connection, chat);
  const countdown = createCountdown(environment, chat);
  const waiting = createWaiting(environment, chat);

  const unread = computed(() => {
    const from = seen.value ?? Number.POSITIVE_INFINITY;
    return entries.value.filter((entry) => entry.seq > from).filter(isOfAgent);
  });

  /** False when it does not fit what is shown. */
  const change = (what: ViewChange): boolean => {
    const before = view.peek();
    view.value = step(before, what);
    return view.peek() !== before;
  };

  const show = (kind: 'started' | 'follow', next: Conversation) =>
    batch(() => {
      const last = chat.peek();
      if (!change({ kind, chat: next })) return next.close();
      last?.close();
      scroll.value = seen.value = read.value = stars.value = undefined;
      comment.value = '';
    });
  const tell = (from: ChatId | undefined, to?: ChatId) => tabs.postMessage({ from, to } satisfies TabNotice);
  tabs.onmessage = ({ data: { from, to } }: MessageEvent<TabNotice>) => {
    if (from !== chat.peek()?.chatId) return;
    if (to) show('follow', openConversation(to));
    else if (from) closeWith('gone');
  };

  const availability = createAvailability({
    connection,
    environment,
    isWanted: computed(() => view.value.kind === 'form'),
    onRunning: (chatId) => {
      if (!chat.peek()) show('follow', openConversation(chatId));
    },
  });

  const stops = [
    typing.close,
    countdown.close,
    waiting.close,
    availability.close,
    connection.close,
    placement.close,
    () => tabs.close(),
    connection.listen((event) => {
      if (event.event === 'entries.added' && !silent.peek() && event.entries.some(isOfAgent))
        deps.playSound(shown.peek());
    }),
    // At first what this tab typed; later also what was typed in the other window, when the chat comes back from there.
    effect(() => {
      const chatId = chat.peek()?.chatId;
      const isElsewhere = placement.isElsewhere.value;
      if (!isElsewhere && chatId) draft.value = typed ?? outbox.loadDraft(chatId);
      // Until the browser has said where the chat is, this runs once more.
      if (isElsewhere !== undefined) typed = undefined;
    }),
    // What the server said decides, also when another page or the helpdesk ended the chat.
    effect(() => {
      if (hasEnded(chat.value?.chat.value?.state)) change({ kind: 'over' });
    }),
    effect(() => {
      const last = entries.value.at(-1)?.seq;
      const isReading = shown.value && scroll.value === undefined && deps.isPageSeen.value;
      if (isReading) read.value = last;
      if (last !== undefined && (isReading || seen.peek() === undefined)) seen.value = last;
    }),
    effect(() => {
      if (view.value.kind === 'closed' || view.value.kind === 'thanked') return;
      storage.save({
        shown: shown.value,
        silent: silent.value,
        chatId: chat.value?.chatId,
        nickname: nickname.value,
        email: email.value,
        question: question.value,
        comment: comment.value,
        draft: draft.value,
        scroll: scroll.value,
        seen: seen.value,
      });
    }),
  ];

  /** The chat is done with, on every page of this customer. */
  const dismiss = async (done: Conversation) => {
    storage.clear();
    outbox.saveDraft(done.chatId, '');
    // The loader asks at once which chat to restore: this one must be out of the way by then.
    await ask('chat.dismiss', { chatId: done.chatId });
  };

  const closeWith = async (kind: 'close' | 'gone', isGone = kind === 'gone') => {
    const before = view.peek().kind;
    if (!change({ kind }) || view.peek().kind !== 'closed') return;
    stopThanks();
    const done = chat.peek();
    if (!done) storage.clear();
    else if (before !== 'thanked') {
      await dismiss(done);
      if (!isGone) tell(done.chatId);
    }
    for (const stop of stops) stop();
    done?.close();
    deps.onClosed();
  };

  let stopThanks = () => {};
  const thank = async (done: Conversation) => {
    if (!change({ kind: 'rated' })) return;
    await dismiss(done);
    tell(done.chatId);
    stopThanks = environment.after(THANKS_MS, () => void closeWith('close'));
  };

  /** To the stars; but whoever got no answer is asked for none (S10), nor whoever cannot send them. */
  const close = () => {
    const last = view.peek().kind === 'ended' && entries.peek().at(-1);
    const isUnanswered = last && last.kind === 'ended' && last.reason === 'unanswered';
    void closeWith(isUnanswered || connection.status.peek() === 'stopped' ? 'gone' : 'close', false);
  };

  const type = (text: string) => {
    typed = undefined;
    draft.value = text;
    chat.peek()?.typing(text);
  };

  return {
    status: connection.status,
    use: connection.use,
    view,
    shown,
    login: deps.nickname,
    nickname,
    email,
    question,
    scroll,
    draft,
    rows: computed(() => makeRows(entries.value, chat.value?.outgoing.value ?? [])),
    unread: computed(() => unread.value.length),
    lastUnread: computed(() => unread.value.at(-1)?.text),
    agents: computed(() => {
      const known = isOver(view.value) ? undefined : chat.value?.chat.value;
      // Whoever was there and is gone takes part no longer (S153).
      return known && (known.state === 'active' ? known.agents : []);
    }),
    waitsLong: waiting.isLong,
    typing: typing.name,
    room: availability.room,
    left: countdown.left,
    placement,
    silent,
    stars,
    comment,

    start: async () => {
      const last = chat.peek();
      if (!change({ kind: 'start' })) return;
      // As the chat before was started, which may have been on another device (S66).
      const known = last?.chat.peek() ?? { nickname: nickname.peek(), email: email.peek() };
      const address = known.email?.trim() ?? '';
      // Starting twice gives the same chat (S116), so without an answer it can be asked again.
      const fault = last ? undefined : findTextFault(question.peek());
      const answer: Answer<ActionReply<'chat.start'>> =
        fault === 'text_too_long'
          ? { error: { code: fault, max: TEXT_MAX } }
          : address && !isEmail(address)
            ? { error: { code: 'bad_email' } }
            : await ask('chat.start', {
                sid: deps.sid,
                nickname: known.nickname,
                email: address,
                asks: !last && !fault,
                speaks: SPEAKS,
                language: deps.language,
              });
      if ('ok' in answer) {
        const { id } = answer.ok.chat;
        show('started', openConversation(id, answer.ok));
        tell(last?.chatId, id);
        if (!last) {
          storage.saveEmail(address);
          chat.peek()?.say(question.peek());
          question.value = '';
        }
        // What was typed after the end of the chat before is for this one.
        type(draft.peek());
      } else {
        if ('error' in answer && answer.error.code === 'no_room') availability.refused();
        change({ kind: 'refused', failure: answer });
      }
    },

    type,
    send: () => {
      if (chat.peek()?.say(draft.peek()) !== undefined) return;
      draft.value = '';
      scroll.value = undefined;
    },
    again: (cid) => chat.peek()?.again(cid),
    restoreDraft: (cid) => type([chat.peek()?.discard(cid), draft.peek()].filter(Boolean).join('\n')),

    leave: () => {
      const now = view.peek();
      // While the answer of Start chat is on its way there may be a chat: keep it within reach.
      if (now.kind === 'starting') shown.value = false;
      else if (isOver(now)) close();
      else change({ kind: 'leave' });
    },
    change,
    ask,
    thank,
    fetchPdf: deps.download,
    handOver: deps.handOver,
    close,
  };
};

const isOfAgent = (entry: ShownEntry): entry is Extract<ShownEntry, { kind: 'message' }> =>
  entry.kind === 'message' && entry.author.role === 'agent' && !entry.redacted;
