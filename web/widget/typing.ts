// Who of the helpdesk is typing now: said by the server, gone with the message or after a while without a sign.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Connection, Conversation } from '../connection/types.ts';

/** A typing agent gives a sign every few seconds; two missed means no longer typing (S45). */
const SIGN_MS = 6000;

export interface Typing {
  readonly name: ReadonlySignal<string | undefined>;
  close(): void;
}

export const createTyping = (
  connection: Pick<Connection, 'listen'>,
  chat: ReadonlySignal<Pick<Conversation, 'chatId' | 'entries'> | undefined>,
): Typing => {
  const name = signal<string | undefined>(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = () => {
    clearTimeout(timer);
    name.value = undefined;
  };
  const stopListening = connection.listen((event) => {
    if (event.event !== 'agent.typing' || event.chatId !== chat.peek()?.chatId) return;
    clearTimeout(timer);
    name.value = event.name;
    timer = setTimeout(clear, SIGN_MS);
  });
  // Whatever the helpdesk does next (a message, leaving, the end) is the end of the typing before it.
  const ofHelpdesk = ({ entries }: Pick<Conversation, 'entries'>) =>
    entries.value.findLast((e) => e.kind !== 'message' || e.author.role === 'agent')?.seq;
  let last: number | undefined;
  const stopWatching = effect(() => {
    const now = chat.value && ofHelpdesk(chat.value);
    if (now !== last) clear();
    last = now;
  });
  return {
    name,
    close: () => {
      stopListening();
      stopWatching();
      clearTimeout(timer);
    },
  };
};
