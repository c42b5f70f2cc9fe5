// One ended chat with its conversation, a page at a time, and what the customer thought of it.
import { refuse } from '../../shared/errors.ts';
import type { Entry } from '../../shared/model.ts';
import type { HttpAction } from '../platform/http.ts';
import { readPage } from '../store/log.ts';
import { readRating } from '../store/ratings.ts';
import { toEnded } from './ended-chats.ts';

const PAGE_ENTRIES = 500;
/** Characters of one page: Lambda answers with at most 6 MB, and a character can take six bytes of JSON. */
const PAGE_CHARACTERS = 500_000;

export const endedChat: HttpAction<'GET /api/chats/{chatId}'> = async (
  { chatId, after },
  { context: { db } },
) => {
  const [page, rating] = await Promise.all([
    readPage(db, chatId, { after, limit: PAGE_ENTRIES }),
    after === 0 ? readRating(db, chatId) : undefined,
  ]);
  if (!page.chat || page.chat.removing) return refuse({ code: 'not_found' });
  const chat = toEnded(page.chat);
  if (!chat) return refuse({ code: 'chat_not_ended' });
  const entries = fitting(page.entries);
  return { ok: { chat, entries, more: page.more || entries.length < page.entries.length, rating } };
};

const fitting = (entries: readonly Entry[]): Entry[] => {
  let characters = 0;
  const upTo = entries.findIndex((entry) => {
    characters += entry.kind === 'message' ? entry.text.length : 0;
    return characters > PAGE_CHARACTERS;
  });
  return upTo === -1 ? [...entries] : entries.slice(0, Math.max(1, upTo));
};
