// Ended chats, newest first, from the index and META; and one log read for a text. No permission checks. See docs/decisions/030.
import * as v from 'valibot';
import { ChatId, type Entry, type UserId } from '../../shared/model.ts';
import type { Chat } from '../domain/chat.ts';
import { type ChatCriteria, excerpt, findMessage, matchesCriteria } from '../domain/search.ts';
import { monthOf } from '../domain/usage.ts';
import type { Db } from './db.ts';
import { toChat, toEntry } from './items.ts';
import { chatKey, chatsOf, closedIn, ENDED, ENTRY, entrySk, FIRST_MONTH, metaKey, OPEN } from './keys.ts';

/** Lines of one page. */
const LINES = 25;
/** Chats looked at for one page: half a read unit each. */
const LOOK = 100;
const BATCH = 50;
/** Queries of the index for one page: a year and more of months without a chat. */
const QUERIES = 30;
/** Bytes of log read for one page, about 0.5 RRU per 4 KB. */
const LOG_BYTES = 500_000;
const LOG_PAGE = 200;
/** What an entry takes beside its text: keys, author, ids. */
const ENTRY_BYTES = 250;

export interface ChatSearch extends ChatCriteria {
  readonly customer?: UserId | undefined;
  /** Milliseconds: begun at or after `from` and before `to`. */
  readonly from: number;
  readonly to: number;
  readonly cursor?: string | undefined;
}

export interface FoundInHistory {
  readonly chat: Chat;
  readonly match?: { readonly at: number; readonly name: string; readonly text: string } | undefined;
}

export interface HistoryPage {
  readonly found: readonly FoundInHistory[];
  /** Where the next page begins; absent when there is none. */
  readonly cursor?: string;
  /** Milliseconds; everything begun since was looked at. */
  readonly lookedUntil?: number;
}

/** A place in the order of the index: a chat's, or just before everything of a millisecond. */
interface HistoryPosition {
  readonly gsk: string;
  /** The chat is looked at from this entry on; without it, it was looked at. */
  readonly seq?: number | undefined;
}

const placeOf = ({ cursor, to }: ChatSearch): HistoryPosition => {
  const [at = '', id, seq] = cursor?.split('.') ?? [];
  if (!at) return { gsk: digits(to) };
  return { gsk: id ? `${at}#${id}` : at, ...(seq !== undefined && { seq: Number(seq) }) };
};

const digits = (at: number): string => String(Math.floor(at)).padStart(13, '0');
const startOf = (gsk: string): number => Number(gsk.slice(0, 13));
const idOf = (gsk: string): ChatId => v.parse(ChatId, gsk.slice(14));
const cursorOf = (gsk: string, seq?: number): string =>
  `${gsk.replace('#', '.')}${seq === undefined ? '' : `.${seq}`}`;

/** One page of what fits; reads no more than the limits above, whatever there is. */
export const searchChats = async (db: Db, search: ChatSearch): Promise<HistoryPage> => {
  const found: FoundInHistory[] = [];
  const log = { bytes: LOG_BYTES };
  let place: HistoryPosition = placeOf(search);
  let looked = 0;
  const hasText = search.text.trim() !== '';
  if (digits(search.from) > place.gsk) return { found };
  for (let queries = 0; queries < QUERIES && looked < LOOK; queries++) {
    const batch = await readBatch(db, search, place);
    const chats = await readChats(db, batch.places);
    for (const gsk of batch.places) {
      const chat = chats.get(idOf(gsk));
      const from = gsk === place.gsk ? place.seq : undefined;
      looked++;
      if (!chat?.ended || chat.removing || !matchesCriteria(chat, search)) continue;
      const said = hasText ? await lookInLog(db, chat.id, search.text, from ?? 0, log) : undefined;
      if (said && 'cut' in said) return { found, cursor: cursorOf(gsk, said.cut), lookedUntil: startOf(gsk) };
      if (said && 'missing' in said) continue;
      found.push({ chat, match: said?.match });
      if (found.length === LINES) return { found, cursor: cursorOf(gsk), lookedUntil: chat.startedAt };
    }
    if (batch.next === undefined) return { found };
    place = { gsk: batch.next };
  }
  return { found, cursor: cursorOf(place.gsk), lookedUntil: startOf(place.gsk) };
};

/** The next places in the index, newest first; `next` is where to go on, absent when nothing older can be there. */
const readBatch = async (
  db: Db,
  { customer, from }: ChatSearch,
  { gsk, seq }: HistoryPosition,
): Promise<{ readonly places: readonly string[]; readonly next?: string }> => {
  // The month of the last millisecond before a bare time; of a chat, its own.
  const month = monthOf(gsk.length > 13 ? startOf(gsk) : startOf(gsk) - 1);
  const partitions = customer ? [chatsOf(customer)] : [OPEN, ENDED, closedIn(month)];
  const first = customer ? from : Math.max(from, Date.parse(`${month}-01`));
  const pages = await Promise.all(
    partitions.map((pk) =>
      db.query({ pk, index: 'lists', from: digits(first), to: gsk, limit: BATCH + 1, backwards: true }),
    ),
  );
  const found = pages.flatMap(({ items }) => items.map((item) => v.parse(v.string(), item.gsk)));
  // A chat that is saved between the two queries stands in both.
  const all = [...new Set(found)]
    .filter((place) => place !== gsk || seq !== undefined)
    .sort()
    .reverse();
  const places = all.slice(0, BATCH);
  const last = places.at(-1);
  if (last !== undefined && (all.length > BATCH || pages.some(({ more }) => more))) {
    return { places, next: last };
  }
  if (customer || first <= Math.max(from, Date.parse(`${FIRST_MONTH}-01`))) return { places };
  return { places, next: digits(first) };
};

const readChats = async (db: Db, places: readonly string[]): Promise<ReadonlyMap<ChatId, Chat>> => {
  const chats = (await db.getAll(places.map((gsk) => metaKey(idOf(gsk))))).map(toChat);
  return new Map(chats.map((chat) => [chat.id, chat]));
};

type Said =
  | { readonly match: NonNullable<FoundInHistory['match']> }
  | { readonly missing: true }
  | { readonly cut: number };

/** Reads a log until the text is found, the log ends, or the page has read enough: then where to go on. */
const lookInLog = async (
  db: Db,
  id: ChatId,
  text: string,
  from: number,
  log: { bytes: number },
): Promise<Said> => {
  for (let start = Math.max(1, from); ; ) {
    if (log.bytes <= 0) return { cut: start };
    const { items, more } = await db.query({
      pk: chatKey(id),
      from: entrySk(start),
      // Up to the last entry there can be: META is known.
      to: `${ENTRY}~`,
      limit: LOG_PAGE,
    });
    const entries = items.map(toEntry);
    log.bytes -= entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
    const said = findMessage(entries, text);
    if (said) return { match: { at: said.at, name: said.author.name, text: excerpt(said.text, text) } };
    const last = entries.at(-1);
    if (!more || !last) return { missing: true };
    start = last.seq + 1;
  }
};

const sizeOf = (entry: Entry): number =>
  ENTRY_BYTES + (entry.kind === 'message' ? Buffer.byteLength(entry.text) : 0);
