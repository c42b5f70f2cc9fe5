// What the server said, as one signal that `apply` alone writes, and what follows an event. No DOM, no connection.
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import { apply } from './apply.ts';
import { type DeskEvent, type DeskState, emptyDesk } from './state.ts';

/** What follows an event besides the state itself. */
export type Reaction = (before: DeskState, after: DeskState, event: DeskEvent) => void;

export interface DeskStore {
  readonly state: ReadonlySignal<DeskState>;
  dispatch(event: DeskEvent): void;
  /** From the next event on, in the order in which they were added. */
  react(...reactions: readonly Reaction[]): void;
}

export const createDeskStore = (): DeskStore => {
  const state = signal<DeskState>(emptyDesk);
  const reactions: Reaction[] = [];
  return {
    state,
    // The screen is drawn when the reactions are through: never a state whose windows are those of the one before.
    dispatch: (event) =>
      batch(() => {
        for (const each of oneByOne(event)) {
          const before = state.peek();
          const after = apply(before, each);
          state.value = after;
          for (const react of reactions) react(before, after, each);
        }
      }),
    react: (...added) => void reactions.push(...added),
  };
};

/** What follows a chat that changed follows each of several. */
const oneByOne = (event: DeskEvent): readonly DeskEvent[] =>
  event.event === 'chats.changed' ? event.chats.map((chat) => ({ event: 'chat.changed', chat })) : [event];
