// An ended chat as documents of the search index: its log in parts, each with the terms of what was said in it. No rules about when.
import type { Chat } from '../domain/chat.ts';
import { agentsOf } from '../domain/chat.ts';
import { addTerms, type Term, UNREAD } from '../domain/search-terms.ts';
import type { Db } from './db.ts';
import { sizeOf } from './history.ts';
import { toEntry } from './items.ts';
import { chatKey, ENTRY, entrySk } from './keys.ts';
import type { NewDoc } from './segment.ts';

/** Entries of one document: most chats are one. What is found is read in as many. */
export const DOC_ENTRIES = 50;
const PAGE = 200;
/** Bytes of one chat that are made terms; who talks longer is found by reading the rest, as everything was before. */
const MOST_BYTES = 1024 * 1024;

/** @returns its documents, and how many bytes of log were read. */
export const readChatDocs = async (
  db: Db,
  chat: Chat,
  { mostBytes = MOST_BYTES, consistent = false } = {},
): Promise<{ readonly docs: NewDoc[]; readonly bytes: number }> => {
  const { id, startedAt } = chat;
  const ofAll = termsOfChat(chat);
  const termsByFrom = new Map<number, Set<Term>>([[1, new Set(ofAll)]]);
  const docOf = (from: number): Set<Term> => {
    const terms = termsByFrom.get(from) ?? new Set(ofAll);
    termsByFrom.set(from, terms);
    return terms;
  };
  let bytes = 0;
  for (let start = 1; ; ) {
    if (bytes >= mostBytes) {
      docOf(start).add(UNREAD);
      break;
    }
    const { items, more } = await db.query({
      pk: chatKey(id),
      from: entrySk(start),
      to: `${ENTRY}~`,
      limit: PAGE,
      consistent,
    });
    const entries = items.map(toEntry);
    for (const entry of entries) {
      bytes += sizeOf(entry);
      if (entry.kind === 'message') addTerms(docOf(firstOf(entry.seq)), 'text', entry.text);
    }
    const last = entries.at(-1);
    if (!more || !last) break;
    start = last.seq + 1;
  }
  const docs = [...termsByFrom].map(([from, terms]) => ({ startedAt, id, from, terms }));
  return { docs, bytes };
};

/** Where the document begins in which an entry is. */
const firstOf = (seq: number): number => seq - ((seq - 1) % DOC_ENTRIES);

/** What the whole chat is found by; as matchesCriteria (domain/search.ts) compares it. */
const termsOfChat = (chat: Chat): Set<Term> => {
  const { nickname, email = '', customer } = chat;
  const terms = new Set<Term>();
  for (const text of [nickname, customer.login, customer.name, email]) addTerms(terms, 'who', text);
  for (const { name } of agentsOf(chat)) addTerms(terms, 'agent', name);
  return terms;
};
