// Whether the helpdesk has room for a new chat, as far as it was told to somebody who fills in the form. Independent of any view.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ChatId } from '../../../shared/model.ts';
import { SPEAKS } from '../../../shared/terms.ts';
import type { Environment } from '../../connection/environment.ts';
import type { Connection } from '../../connection/types.ts';

export interface Room {
  readonly open: boolean;
  /** By the opening hours it is closed, until then (S149). */
  readonly opensAt?: number | undefined;
}

export interface Availability {
  readonly room: ReadonlySignal<Room>;
  /** A start was refused for lack of room: asks how it is now. */
  refused(): void;
  close(): void;
}

export interface AvailabilityDeps {
  readonly connection: Connection;
  readonly environment: Pick<Environment, 'after'>;
  /** While this is so, the server is asked to tell; a new connection has to ask anew. */
  readonly isWanted: ReadonlySignal<boolean>;
  /** The account has a chat that was started on another device or in another tab. */
  readonly onRunning: (chatId: ChatId) => void;
}

export const createAvailability = ({
  connection,
  environment,
  isWanted,
  onRunning,
}: AvailabilityDeps): Availability => {
  const room = signal<Room>({ open: true });
  let lastRev = -1;
  let stopWaiting: (() => void) | undefined;
  const look = (news: Room & { readonly rev: number; readonly again?: number | undefined }) => {
    // Answers and pushes overtake each other; the highest is the truth, and for whoever lost the right the last.
    if (news.rev < lastRev) return;
    lastRev = news.rev;
    room.value = news;
    stopWaiting?.();
    // By the hours it turns soon.
    stopWaiting = news.again ? environment.after(news.again, ask) : undefined;
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
    room,
    refused: () => {
      room.value = { open: false };
      void ask();
    },
    close: () => {
      stopListening();
      stopAsking();
      stopWaiting?.();
    },
  };
};
