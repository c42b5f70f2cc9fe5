// Waits for an agent's own messages. Knows no screen.
import { effect } from '@preact/signals';
import type { Conversation } from '../../connection/types.ts';

/** Resolves when none of the own messages is on its way any more. */
export const whenSaid = ({ outgoing }: Pick<Conversation, 'outgoing'>): Promise<void> =>
  new Promise((resolve) => {
    const stop = effect(() => {
      if (outgoing.value.some(({ state }) => state === 'sending')) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
