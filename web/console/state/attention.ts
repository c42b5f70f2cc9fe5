// What asks for this agent, and when to ring for it: until it is handled, and only as the agent chose. Knows no sound and no screen.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ChatId } from '../../../shared/model.ts';
import { fits } from '../../connection/shape.ts';
import { createStored } from '../../storage/stored.ts';
import type { ChatWindow } from './chat-window.ts';
import { findInvitation, findMe } from './selectors.ts';
import type { DeskState } from './state.ts';

/** waiting: a customer nobody answered; incoming: an invitation; unread: something new in an own chat. */
export interface Call {
  readonly kind: 'waiting' | 'incoming' | 'unread';
  readonly chatId: ChatId;
  readonly nickname: string;
  /** Messages; 1 for a chat as a whole. */
  readonly count: number;
}

type Window = Pick<ChatWindow, 'chatId' | 'isWatched' | 'unread'>;

export const listCalls = (state: DeskState, windows: readonly Window[]): readonly Call[] => {
  const isOnDuty = findMe(state)?.onDuty === true;
  const chats = [...state.chats.values()].flatMap((chat): Call[] => {
    const { id: chatId, nickname } = chat;
    // Only who is on duty can do something about it.
    if (isOnDuty && chat.state === 'waiting') return [{ kind: 'waiting', chatId, nickname, count: 1 }];
    return findInvitation(chat, state.me?.id) ? [{ kind: 'incoming', chatId, nickname, count: 1 }] : [];
  });
  const unread = windows
    .filter((window) => !window.isWatched && window.unread.value > 0)
    .map((window): Call => {
      const { chatId } = window;
      const nickname = state.chats.get(chatId)?.nickname ?? '';
      return { kind: 'unread', chatId, nickname, count: window.unread.value };
    });
  return [...chats, ...unread];
};

export interface Choices {
  readonly sound: boolean;
  readonly desktop: boolean;
  /** For own chats: new messages and invitations. */
  readonly own: boolean;
  readonly unanswered: boolean;
}
/** Quiet, until the agent chooses otherwise. */
const quiet: Choices = { sound: false, desktop: false, own: true, unanswered: true };

/** What rings: the browser's sound and notifications. */
export interface Alarm {
  chime(): void;
  /** Gives the way to take the notification away; without a chat it is a test. */
  notify(call: Pick<Call, 'kind' | 'nickname'> & Partial<Pick<Call, 'chatId'>>): () => void;
}

export interface Attention {
  readonly choices: ReadonlySignal<Choices>;
  choose(choices: Partial<Choices>): void;
  close(): void;
}

export interface AttentionDeps {
  readonly calls: ReadonlySignal<readonly Call[]>;
  readonly alarm: Alarm;
  readonly storage: Storage;
  /** Whether this tab is the one of the agent's tabs that rings. */
  readonly isRinging: ReadonlySignal<boolean>;
}

/** The sound for unanswered chats comes back this often (milliseconds). */
const REPEAT_MS = 20_000;

export const createAttention = ({ calls, alarm, storage, isRinging }: AttentionDeps): Attention => {
  const stored = createStored(storage, 'attention', isChoices);
  const choices = signal(stored.read() ?? quiet);
  const heard = new Map<string, { readonly count: number; readonly silence: (() => void) | undefined }>();
  let timer: ReturnType<typeof setInterval> | undefined;

  const stopTimer = () => {
    clearInterval(timer);
    timer = undefined;
  };

  const stopRinging = effect(() => {
    const { own, unanswered } = choices.value;
    const sound = choices.value.sound && isRinging.value;
    const desktop = choices.value.desktop && isRinging.value;
    const wanted = calls.value.filter(({ kind }) => (kind === 'waiting' ? unanswered : own));
    const keys = new Set(wanted.map(keyOf));
    for (const [key, { silence }] of heard) {
      if (keys.has(key) && desktop) continue;
      silence?.();
      if (!keys.has(key)) heard.delete(key);
    }
    const fresh = wanted.filter((call) => (heard.get(keyOf(call))?.count ?? 0) < call.count);
    for (const call of wanted) {
      const silence = heard.get(keyOf(call))?.silence;
      const isFresh = desktop && fresh.includes(call);
      heard.set(keyOf(call), { count: call.count, silence: isFresh ? alarm.notify(call) : silence });
    }
    if (sound && fresh.length > 0) alarm.chime();
    const isInsisting = sound && wanted.some(({ kind }) => kind === 'waiting');
    if (isInsisting) timer ??= setInterval(alarm.chime, REPEAT_MS);
    else stopTimer();
  });

  return {
    choices,
    choose: (chosen) => {
      choices.value = { ...choices.value, ...chosen };
      stored.write(choices.value);
    },
    close: () => {
      stopRinging();
      stopTimer();
      for (const { silence } of heard.values()) silence?.();
    },
  };
};

const keyOf = ({ kind, chatId }: Call): string => `${kind} ${chatId}`;

const isChoices = (value: unknown): value is Choices => fits(value, { ...quiet });
