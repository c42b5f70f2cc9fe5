// Who of the helpdesk is typing now: said by the server, gone with the message or after a while without a sign.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Connection, Conversation } from '../../connection/types.ts';

/** A typing agent gives a sign every 13 seconds, each of which costs as much as a preview; without the next one it is over (S45). */
const SIGN_MS = 16_000;

export interface AgentTyping {
  readonly name: ReadonlySignal<string | undefined>;
  close(): void;
}

export const createTyping = (
  connection: Pick<Connection, 'listen'>,
  chat: ReadonlySignal<Pick<Conversation, 'chatId' | 'entries'> | undefined>,
): AgentTyping => {
  const sign = signal<{ readonly name: string; readonly after: number | undefined } | undefined>(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Whatever the helpdesk does (a message, leaving, the end) is the end of the typing before it. */
  const last = computed(
    () => chat.value?.entries.value.findLast((e) => e.kind !== 'message' || e.author.role === 'agent')?.seq,
  );
  const stopListening = connection.listen((event) => {
    if (event.event !== 'agent.typing' || event.chatId !== chat.peek()?.chatId) return;
    sign.value = { name: event.name, after: last.peek() };
    clearTimeout(timer);
    timer = setTimeout(() => {
      sign.value = undefined;
    }, SIGN_MS);
  });
  return {
    name: computed(() => (sign.value && sign.value.after === last.value ? sign.value.name : undefined)),
    close: () => {
      stopListening();
      clearTimeout(timer);
    },
  };
};
