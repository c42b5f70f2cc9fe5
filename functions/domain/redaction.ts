// Who may take back what was said, and until when (S138). Pure.
import * as v from 'valibot';
import { type Author, Cid, type Entry, type Note, type RedactedBy } from '../../shared/model.ts';
import { TAKE_BACK_MS } from '../../shared/rules.ts';
import type { Caller } from './caller.ts';
import type { Chat } from './chat.ts';

export interface Redactable {
  readonly at: number;
  readonly author: Pick<Author, 'role' | 'id'>;
}

/** @returns as whom; `undefined` when the right to "Chat beheren" is needed for it, or also with that. */
export const asAuthor = (
  { at, author }: Redactable,
  me: Pick<Caller, 'id' | 'role'>,
  now: number,
): RedactedBy | undefined =>
  author.id === me.id && author.role === me.role && now - at <= TAKE_BACK_MS ? 'author' : undefined;

/** A note as somebody gets it: who stays unseen is named to that person alone (S137). */
export const noteFor = (note: Note, reader?: Pick<Caller, 'id'>): Note => {
  if (note.whispered !== 'unseen' || note.author?.id === reader?.id) return note;
  const { author: _unseen, ...rest } = note;
  return rest;
};

/** The entry by which pages hear of a message that was taken back after the end: it has no place in the log. */
export const redactedLate = (
  { id, customer, nickname }: Pick<Chat, 'id' | 'customer' | 'nickname'>,
  { of, at, by }: { readonly of: number; readonly at: number; readonly by: RedactedBy },
): Entry => ({
  seq: 0,
  at,
  kind: 'redacted',
  // It is nobody's message, and never stored: any id of this form will do.
  cid: v.parse(Cid, id),
  of,
  by,
  author: { role: 'customer', id: customer.id, name: nickname },
});
