// Whether the customer has waited so long for an agent that leaving a message is offered (S38). No DOM, no network.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ShownEntry } from '../../../shared/timeline.ts';
import type { Environment } from '../../connection/environment.ts';
import type { Conversation } from '../../connection/types.ts';

/** Milliseconds. */
const LONG_MS = 2 * 60_000;

export interface Waiting {
  readonly isLong: ReadonlySignal<boolean>;
  close(): void;
}

export const createWaiting = (
  { now, after }: Pick<Environment, 'now' | 'after'>,
  conversation: ReadonlySignal<Pick<Conversation, 'chat' | 'entries'> | undefined>,
): Waiting => {
  const isLong = signal(false);
  const close = effect(() => {
    isLong.value = false;
    const chat = conversation.value?.chat.value;
    const since = waitsSince(conversation.value?.entries.value ?? []);
    if (chat?.state !== 'waiting' || since === undefined) return undefined;
    return after(Math.max(0, since + LONG_MS - now()), () => {
      isLong.value = true;
    });
  });
  return { isLong, close };
};

/** From the question on, or from when the last agent went away. */
const waitsSince = (entries: readonly ShownEntry[]): number | undefined => {
  const away = entries.findLast(({ kind }) => kind === 'away');
  return (away ?? entries.find(({ kind }) => kind === 'message'))?.at;
};
