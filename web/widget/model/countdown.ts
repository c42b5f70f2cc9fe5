// How many seconds a chat has left before it times out, once that was announced (S10). No DOM, no network.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Environment } from '../../connection/environment.ts';
import type { Conversation } from '../../connection/types.ts';

const SECOND_MS = 1000;

export interface Countdown {
  readonly left: ReadonlySignal<number | undefined>;
  close(): void;
}

export const createCountdown = (
  { now, after }: Pick<Environment, 'now' | 'after'>,
  chat: ReadonlySignal<Pick<Conversation, 'endsAt'> | undefined>,
): Countdown => {
  const left = signal<number | undefined>(undefined);
  const close = effect(() => {
    const endsAt = chat.value?.endsAt.value;
    let stopTimer = () => {};
    const tick = () => {
      left.value = endsAt && Math.max(0, Math.ceil((endsAt - now()) / SECOND_MS));
      if (left.peek()) stopTimer = after(SECOND_MS, tick);
    };
    tick();
    return () => stopTimer();
  });
  return { left, close };
};
