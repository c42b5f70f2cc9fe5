// A part of a page that is fetched when it is first needed. Independent of any page or part.
import { type ReadonlySignal, signal } from '@preact/signals';

/** `failed`: the network failed, or a newer version was deployed and the file is gone; a new page load gets it. */
export type PartState<T> =
  | { readonly kind: 'waiting' | 'failed' }
  | { readonly kind: 'here'; readonly part: T };

export interface LaterPart<T> {
  readonly state: ReadonlySignal<PartState<T>>;
  /** Fetches it, unless it is here or on its way. */
  fetch(): Promise<void>;
}

export const createLaterPart = <T>(load: () => Promise<T>): LaterPart<T> => {
  const state = signal<PartState<T>>({ kind: 'waiting' });
  let fetching: Promise<void> | undefined;
  const fetchPart = async () => {
    try {
      state.value = { kind: 'here', part: await load() };
    } catch {
      state.value = { kind: 'failed' };
      fetching = undefined;
    }
  };
  return {
    state,
    fetch: () => {
      fetching ??= fetchPart();
      return fetching;
    },
  };
};
