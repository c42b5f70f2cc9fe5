// One ended chat with its conversation, a page at a time, and what the customer thought of it.
import { refuse } from '../../../shared/errors.ts';
import { noteRead } from '../../auth/note-access.ts';
import { noteFor } from '../../domain/redaction.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { type PageSize, readPage } from '../../store/log.ts';
import { readNotes } from '../../store/notes.ts';
import { readRating } from '../../store/ratings.ts';
import { toEnded } from './chat-list.ts';

/** Lambda answers with at most 6 MB; a page is loaded in one go and drawn in one go. */
const PAGE: PageSize = { limit: 500, bytes: 1024 * 1024, atOnce: 500 };

export const chatRead: RouteHandler<'GET /api/chats/{chatId}'> = async (
  { chatId, after },
  { context, session },
) => {
  const { db } = context;
  const [page, rating] = await Promise.all([
    readPage(db, chatId, { after, size: PAGE }),
    after === 0 ? readRating(db, chatId) : undefined,
  ]);
  if (!page.chat || page.chat.removing) return refuse({ code: 'not_found' });
  const chat = toEnded(page.chat);
  if (!chat) return refuse({ code: 'chat_not_ended' });
  if (after === 0) await noteRead(context, session.account, page.chat);
  const notes = after === 0 && page.chat.noted ? await readNotes(db, chatId) : undefined;
  return {
    ok: { chat, entries: page.entries, more: page.more, rating, notes: notes?.map((note) => noteFor(note)) },
  };
};
