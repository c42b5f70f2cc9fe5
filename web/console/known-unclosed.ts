// The unclosed chats as far as this console knows, live: what the link counts and the list follows (S104). Knows no list.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ChatSummary } from '../../shared/model.ts';
import { SILENT_GONE_MS } from '../../shared/rules.ts';
import type { DeskState } from './state.ts';

/** How often is looked whether a customer is gone long enough to be listed (milliseconds); of that nothing is pushed. */
const LOOK_MS = 20_000;

/** Which colleagues are connected it takes from who is on duty. */
export const findUnclosed = ({ chats, agents, me }: DeskState, now: number): readonly ChatSummary[] =>
  [...chats.values()].filter(
    (chat) =>
      chat.state !== 'closed' &&
      (chat.ended !== undefined ||
        !chat.agents.some(({ id }) => id === me?.id || agents.get(id)?.onDuty) ||
        (chat.goneSince !== undefined && now - chat.goneSince >= SILENT_GONE_MS)),
  );

export interface KnownUnclosed {
  readonly chats: ReadonlySignal<readonly ChatSummary[]>;
  close(): void;
}

export const createKnownUnclosed = (state: ReadonlySignal<DeskState>, now: () => number): KnownUnclosed => {
  const clock = signal(now());
  const timer = setInterval(() => {
    clock.value = now();
  }, LOOK_MS);
  return {
    chats: computed(() => findUnclosed(state.value, clock.value)),
    close: () => clearInterval(timer),
  };
};
