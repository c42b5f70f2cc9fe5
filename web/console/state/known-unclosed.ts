// The unclosed chats as this console knows them, live: what the link counts and the page lists (S104). Independent of any list.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ChatSummary, UserId } from '../../../shared/model.ts';
import { isUnclosed } from '../../../shared/unclosed.ts';
import type { DeskState } from './state.ts';

/** How often is looked again (milliseconds): nothing is pushed when a customer is gone long enough, or an agent. */
const LOOK_MS = 5000;
/** A console that is loaded again is gone for a moment; its agent's chats are listed after this long (milliseconds). */
const RELOAD_MS = 5000;

/** Whether an agent has a console open; `now` by the server's clock. */
export const connectedIn =
  ({ consoles, me }: DeskState, now: number) =>
  (agent: UserId): boolean => {
    const known = consoles.get(agent);
    return agent === me?.id || (known !== undefined && (known.open || now - known.at < RELOAD_MS));
  };

/** @param now by the server's clock. */
export const findUnclosed = (state: DeskState, now: number): readonly ChatSummary[] => {
  const seen = { isConnected: connectedIn(state, now), now };
  return [...state.chats.values()].filter((chat) => chat.state !== 'closed' && isUnclosed(chat, seen));
};

export interface UnclosedCount {
  readonly count: number;
  /** There are more than that. */
  readonly more: boolean;
}

/** All the unclosed: those that run are known here, of the ended ones perhaps only the newest. */
export const countUnclosed = (known: readonly ChatSummary[], ended: DeskState['ended']): UnclosedCount => {
  const over = known.filter(({ state }) => state === 'ended').length;
  return {
    count: known.length - over + Math.max(over, ended?.count ?? 0),
    more: ended?.more ?? false,
  };
};

export interface KnownUnclosed {
  readonly chats: ReadonlySignal<readonly ChatSummary[]>;
  readonly count: ReadonlySignal<UnclosedCount>;
  close(): void;
}

export const createKnownUnclosed = (
  state: ReadonlySignal<DeskState>,
  serverNow: () => number,
): KnownUnclosed => {
  const looks = signal(0);
  const timer = setInterval(() => {
    looks.value++;
  }, LOOK_MS);
  const chats = computed(() => {
    void looks.value;
    return findUnclosed(state.value, serverNow());
  });
  return {
    chats,
    count: computed(() => countUnclosed(chats.value, state.value.ended)),
    close: () => clearInterval(timer),
  };
};
