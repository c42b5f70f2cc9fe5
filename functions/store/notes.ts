// The notes between agents: a log of their own behind META, with places and ids as the chat's log has them (S136). No read for a customer comes here, and no permission checks.
import * as v from 'valibot';
import { type Result, refuse } from '../../shared/errors.ts';
import { type ChatId, type Cid, Note, type RedactedBy, type UserId } from '../../shared/model.ts';
import { NOTES_MAX } from '../../shared/rules.ts';
import type { Chat } from '../domain/chat.ts';
import type { Db, Updating, Write } from './db.ts';
import { chatKey, metaKey, NOTE, noteKey, noteSk } from './keys.ts';
import { readAll } from './pages.ts';

const toNote = (item: unknown): Note => v.parse(Note, item);

/** The notes of a chat from a place on, in order, as they are stored: with whoever stays unseen. */
export const readNotes = async (
  db: Db,
  chatId: ChatId,
  { from = 1, consistent = false }: { readonly from?: number; readonly consistent?: boolean } = {},
): Promise<Note[]> =>
  (await readAll(db, { pk: chatKey(chatId), from: noteSk(from), to: `${NOTE}~`, consistent })).map(toNote);

export const readNote = async (db: Db, chatId: ChatId, seq: number): Promise<Note | undefined> => {
  const item = await db.get(noteKey(chatId, seq), { consistent: true });
  return item && toNote(item);
};

/** Where the next note goes; or the one that stands there for what is asked again. */
export type NotePlace = { readonly seq: number } | { readonly done: Note };

/** @param after the last note that the asker has. */
export const findNotePlace = async (
  db: Db,
  { chatId, cid, after, by }: { chatId: ChatId; cid: Cid; after: number; by: UserId },
): Promise<Result<NotePlace>> => {
  const known = await readNotes(db, chatId, { from: Math.max(1, after), consistent: true });
  if (after > 0 && known[0]?.seq !== after) return refuse({ code: 'behind' });
  const done = known.find((note) => note.cid === cid);
  // Whose id it is, is whose note it is: nobody else's is told by it.
  if (done) return done.author?.id === by ? { ok: { done } } : refuse({ code: 'bad_request', path: 'cid' });
  const seq = (known.at(-1)?.seq ?? 0) + 1;
  return seq > NOTES_MAX ? refuse({ code: 'too_many', max: NOTES_MAX }) : { ok: { seq } };
};

/** A note at its place, if nothing stands there. */
export const putNote = (chatId: ChatId, note: Note): Write => ({
  put: { ...noteKey(chatId, note.seq), ...note },
  when: { condition: 'attribute_not_exists(pk)' },
});

/** That the chat still runs, and whoever notes something is in it as it was read. @param sid of the tab that watches. */
export const whileInChat = (chat: Chat, sid: string | undefined): Write => ({
  check: metaKey(chat.id),
  when: {
    condition: [
      'attribute_exists(pk) AND attribute_not_exists(ended) AND attribute_not_exists(removing)',
      sid === undefined ? 'agents = :agents' : 'attribute_exists(watchers.#sid)',
    ].join(' AND '),
    ...(sid === undefined ? { values: { ':agents': chat.agents } } : { names: { '#sid': sid } }),
  },
});

/** What takes the text of an entry or a note away, once. */
export const redacting = (by: RedactedBy): Updating => ({
  update: 'SET #text = :none, redacted = :by REMOVE mentions, #files, #own',
  condition: 'attribute_exists(#text) AND attribute_not_exists(redacted)',
  names: { '#text': 'text', '#files': 'files', '#own': 'own' },
  values: { ':none': '', ':by': by },
});

export const redactNote = (chatId: ChatId, seq: number, by: RedactedBy): Write => ({
  update: noteKey(chatId, seq),
  by: redacting(by),
});
