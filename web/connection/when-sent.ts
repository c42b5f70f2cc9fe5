// Waits for the own messages of one chat. No DOM.
import { effect } from '@preact/signals';
import type { Connection, Conversation } from './types.ts';

/** Resolves when none of the own messages is on its way any more, or none can be: the server refused this session. */
export const whenSent = (
  { outgoing }: Pick<Conversation, 'outgoing'>,
  { status }: Pick<Connection, 'status'>,
): Promise<void> =>
  new Promise((resolve) => {
    const stop = effect(() => {
      const isUnderWay = outgoing.value.some(({ state }) => state === 'sending');
      if (isUnderWay && status.value !== 'stopped') return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
