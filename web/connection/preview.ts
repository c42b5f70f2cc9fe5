// Which preview of a customer's typing is the one to show. Both sides of the rule that a preview never shows after its message.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Page } from '../../shared/model.ts';
import type { ShownEntry } from '../../shared/timeline.ts';
import { isOver } from './chat-state.ts';
import type { Connection, Conversation } from './types.ts';

/**
 * A revision says first how many messages the customer had said when it was typed, then when: `said * STEP + time`.
 * So a preview that was overtaken by its message, on whatever way, is known as such from the log. The time, in
 * milliseconds, stays under STEP until 2039, and 4,000 messages stay under the largest exact number.
 */
const STEP = 2 ** 41;

export const nextRev = (last: number, said: number, now: number): number =>
  Math.max(last + 1, said * STEP + now);

export const countMessages = (entries: readonly ShownEntry[]): number =>
  entries.filter((entry) => entry.kind === 'message' && entry.author.role === 'customer').length;

/** Whether a preview was typed before the customer's last message in these entries. */
const isOvertaken = (rev: number, entries: readonly ShownEntry[]): boolean =>
  rev < countMessages(entries) * STEP;

/** So many messages a preview may be ahead of those that have come. */
const AHEAD = 3;

/** Typed after more messages than it can be is a preview that would stay after the next ones: it goes with them. */
const believed = (rev: number, entries: readonly ShownEntry[]): number =>
  Math.min(rev, (countMessages(entries) + AHEAD + 1) * STEP - 1);

export interface Preview {
  /** What the customer is typing, empty when nothing. */
  readonly text: ReadonlySignal<string>;
  /** How far the customer has read, as far as that was told (S140). */
  readonly seen: ReadonlySignal<number>;
  /** On which page the customer is (S141). */
  readonly page: ReadonlySignal<Page | undefined>;
  close(): void;
}

/** For the agent's window of a chat (S43). */
export const createPreview = (
  connection: Pick<Connection, 'listen'>,
  { chatId, entries, chat }: Pick<Conversation, 'chatId' | 'entries' | 'chat'>,
): Preview => {
  const newest = signal({ rev: 0, text: '' });
  const seen = signal(0);
  const page = signal<Page>();
  return {
    text: computed(() => {
      const { rev, text } = newest.value;
      return isOver(chat.value?.state) || isOvertaken(rev, entries.value) ? '' : text;
    }),
    seen,
    page,
    close: connection.listen((event) => {
      if (event.event !== 'preview.changed' || event.chatId !== chatId) return;
      seen.value = Math.max(seen.value, event.seen ?? 0);
      if (event.page) page.value = event.page;
      const rev = believed(event.rev, entries.value);
      if (rev > newest.value.rev) newest.value = { rev, text: event.text };
    }),
  };
};
