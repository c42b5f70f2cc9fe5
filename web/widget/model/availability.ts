// Whether the helpdesk has room for a new chat, as far as it was told to somebody who fills in the form. Independent of any view.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ChatId } from '../../../shared/model.ts';
import { SPEAKS } from '../../../shared/terms.ts';
import type { Connection } from '../../connection/types.ts';

export interface Availability {
  readonly isOpen: ReadonlySignal<boolean>;
  /** A start was refused for lack of room: asks how it is now. */
  refused(): void;
  close(): void;
}

export interface AvailabilityDeps {
  readonly connection: Connection;
  /** While this is so, the server is asked to tell; a new connection has to ask anew. */
  readonly isWanted: ReadonlySignal<boolean>;
  /** The account has a chat that was started on another device or in another tab. */
  readonly onRunning: (chatId: ChatId) => void;
}

export const createAvailability = ({ connection, isWanted, onRunning }: AvailabilityDeps): Availability => {
  const isOpen = signal(true);
  let lastRev = -1;
  const look = ({ open, rev }: { readonly open: boolean; readonly rev: number }) => {
    // Answers and pushes overtake each other; the highest is the truth, and for whoever lost the right the last.
    if (rev < lastRev) return;
    lastRev = rev;
    isOpen.value = open;
  };
  const ask = async () => {
    const answer = await connection.call('lobby.enter', { speaks: SPEAKS });
    if (!('ok' in answer)) return;
    if (answer.ok.chatId) onRunning(answer.ok.chatId);
    else look(answer.ok);
  };
  const stopListening = connection.listen((event) => {
    if (event.event === 'room.changed') look(event);
  });
  const stopAsking = effect(() => (isWanted.value ? connection.onConnected(ask) : undefined));
  return {
    isOpen,
    refused: () => {
      isOpen.value = false;
      void ask();
    },
    close: () => {
      stopListening();
      stopAsking();
    },
  };
};
