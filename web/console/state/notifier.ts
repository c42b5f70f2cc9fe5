// What needs this agent, and when to notify: until it is handled, and only as the agent chose. No sound and no screen.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ChatId } from '../../../shared/model.ts';
import { matches, optional } from '../../connection/guard.ts';
import { createStored } from '../../storage/stored.ts';
import type { ChatWindow } from './chat-window.ts';
import { findInvitation, findMe } from './selectors.ts';
import type { DeskState } from './state.ts';

/** waiting: a customer nobody answered; incoming: an invitation; unread: something new in an own chat. */
export interface DeskAlert {
  readonly kind: 'waiting' | 'incoming' | 'unread';
  readonly chatId: ChatId;
  readonly nickname: string;
  /** Messages; 1 for a chat as a whole. */
  readonly count: number;
}

type UnreadWindow = Pick<ChatWindow, 'chatId' | 'isWatched' | 'unread'>;

export const listAlerts = (state: DeskState, windows: readonly UnreadWindow[]): readonly DeskAlert[] => {
  const isOnDuty = findMe(state)?.onDuty === true;
  const chats = [...state.chats.values()].flatMap((chat): DeskAlert[] => {
    const { id: chatId, nickname } = chat;
    // Only who is on duty can do something about it.
    if (isOnDuty && chat.state === 'waiting') return [{ kind: 'waiting', chatId, nickname, count: 1 }];
    return findInvitation(chat, state.me?.id) ? [{ kind: 'incoming', chatId, nickname, count: 1 }] : [];
  });
  const unread = windows
    .filter((window) => !window.isWatched && window.unread.value > 0)
    .map((window): DeskAlert => {
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
  /** This agent was asked once whether to hear and see them. */
  readonly isOffered?: boolean;
}
/** Quiet, until the agent chooses otherwise. */
const quiet: Choices = { sound: false, desktop: false, own: true, unanswered: true };

/** What is known and seen of it: the browser's sound and notifications. */
export interface NotificationOutput {
  playSound(): void;
  /** Gives the way to take the notification away; without a chat it is a test. */
  notify(alert: Pick<DeskAlert, 'kind' | 'nickname'> & Partial<Pick<DeskAlert, 'chatId'>>): () => void;
}

export interface Notifier {
  readonly choices: ReadonlySignal<Choices>;
  choose(choices: Partial<Choices>): void;
  close(): void;
}

export interface NotifierDeps {
  readonly alerts: ReadonlySignal<readonly DeskAlert[]>;
  readonly output: NotificationOutput;
  readonly storage: Storage;
  /** Whether this tab is the one of the agent's tabs that notifies. */
  readonly isNotifying: ReadonlySignal<boolean>;
}

/** The sound for unanswered chats comes back this often (milliseconds). */
const REPEAT_MS = 20_000;

export const createNotifier = ({ alerts, output, storage, isNotifying }: NotifierDeps): Notifier => {
  const stored = createStored(storage, 'attention', isChoices);
  const choices = signal(stored.read() ?? quiet);
  const known = new Map<string, { readonly count: number; readonly withdraw: (() => void) | undefined }>();
  let timer: ReturnType<typeof setInterval> | undefined;

  const stopTimer = () => {
    clearInterval(timer);
    timer = undefined;
  };

  const stopNotifying = effect(() => {
    const { own, unanswered } = choices.value;
    const sound = choices.value.sound && isNotifying.value;
    const desktop = choices.value.desktop && isNotifying.value;
    const wanted = alerts.value.filter(({ kind }) => (kind === 'waiting' ? unanswered : own));
    const keys = new Set(wanted.map(keyOf));
    for (const [key, { withdraw }] of known) {
      if (keys.has(key) && desktop) continue;
      withdraw?.();
      if (!keys.has(key)) known.delete(key);
    }
    const fresh = wanted.filter((alert) => (known.get(keyOf(alert))?.count ?? 0) < alert.count);
    for (const alert of wanted) {
      const withdraw = known.get(keyOf(alert))?.withdraw;
      const isFresh = desktop && fresh.includes(alert);
      known.set(keyOf(alert), { count: alert.count, withdraw: isFresh ? output.notify(alert) : withdraw });
    }
    if (sound && fresh.length > 0) output.playSound();
    const isRepeated = sound && wanted.some(({ kind }) => kind === 'waiting');
    if (isRepeated) timer ??= setInterval(output.playSound, REPEAT_MS);
    else stopTimer();
  });

  return {
    choices,
    choose: (chosen) => {
      choices.value = { ...choices.value, ...chosen };
      stored.write(choices.value);
    },
    close: () => {
      stopNotifying();
      stopTimer();
      for (const { withdraw } of known.values()) withdraw?.();
    },
  };
};

const keyOf = ({ kind, chatId }: DeskAlert): string => `${kind} ${chatId}`;

const isChoices = (value: unknown): value is Choices =>
  matches(value, { ...quiet, isOffered: optional(true) });
