// What a chat becomes when it is saved as a ticket. Pure.
import type { Entry, TicketForm } from '../../shared/model.ts';
import { SUBJECT_MAX } from '../../shared/rules.ts';

/** A first line longer than this makes a poor subject. */
const DEFAULT_SUBJECT_MAX = 80;

const cut = (text: string, max: number): string => {
  const characters = Array.from(text);
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
};

/** The customer's first line, when there is one: a subject that is always there never blocks a quick save (S33). */
export const firstLine = (entries: readonly Entry[]): string | undefined => {
  for (const entry of entries) {
    if (entry.kind !== 'message' || entry.author.role !== 'customer') continue;
    const line = subjectOf(entry.text);
    if (line) return line;
  }
  return undefined;
};

/** The first line with something in it, short enough for a subject; empty when there is none. */
export const subjectOf = (text: string): string =>
  cut(
    text
      .split('\n')
      .map((part) => part.trim())
      .find((part) => part !== '') ?? '',
    DEFAULT_SUBJECT_MAX,
  );

/** The fields a ticket starts with: what the agents filled in, with a subject whatever they left out. */
export const completeForm = (form: TicketForm, entries: readonly Entry[], otherwise: string): TicketForm => ({
  ...form,
  subject: cut(form.subject.trim() || firstLine(entries) || otherwise, SUBJECT_MAX),
});
