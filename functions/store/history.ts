// Ended chats in the order they began, from the index and META, a page at a time; and the log of one, looked through for a text. No permission checks. See docs/decisions/030.
import * as v from 'valibot';
import { ChatId, type Entry, type UserId } from '../../shared/model.ts';
import type { Chat } from '../domain/chat.ts';
import { type ChatCriteria, excerpt, findMessage } from '../domain/search.ts';
import { monthAfter, monthOf } from '../domain/usage.ts';
import type { Db } from './db.ts';
import { toChat, toEntry } from './items.ts';
import { chatKey, chatsOf, closedIn, ENDED, ENTRY, entrySk, FIRST_MONTH, metaKey, OPEN } from './keys.ts';
import { after, partBehindHash } from './pages.ts';

const BATCH = 50;
const LOG_PAGE = 200;
/** Of a log at first: most chats are no longer. */
const LOG_BEGIN = 50;
/** What an entry takes beside its text: keys, author, ids. */
const ENTRY_BYTES = 250;

export interface ChatSearch extends ChatCriteria {
  readonly customer?: UserId | undefined;
  /** Milliseconds: begun at or after `from` and before `to`. */
  readonly from: number;
  readonly to: number;
  readonly cursor?: string | undefined;
}

/** A place in the order of the index: a chat's, or just before everything of a millisecond. */
export interface HistoryPosition {
  readonly gsk: string;
  /** The chat is looked at from this entry on; without it, it was looked at. */
  readonly seq?: number | undefined;
}

/** Where a search begins: where the page before ended, or at its end of time. */
export const placeOf = ({ cursor, to }: Pick<ChatSearch, 'cursor' | 'to'>): HistoryPosition => {
  const [at = '', id, seq] = cursor?.split('.') ?? [];
  if (!at) return { gsk: digits(to) };
  return { gsk: id ? `${at}#${id}` : at, ...(seq !== undefined && { seq: Number(seq) }) };
};

export const digits = (at: number): string => String(Math.floor(at)).padStart(13, '0');
export const startOf = (gsk: string): number => Number(gsk.slice(0, 13));
export const chatIdIn = (gsk: string): ChatId => v.parse(ChatId, partBehindHash(gsk));
export const cursorOf = ({ gsk, seq }: HistoryPosition): string =>
  `${gsk.replace('#', '.')}${seq === undefined ? '' : `.${seq}`}`;

interface Bounds extends Pick<ChatSearch, 'customer' | 'from'> {
  /** Only what stands behind this place in the order they began. */
  readonly above?: string;
}

/** The next places in the index, newest first; `next` is where to go on, absent when nothing older can be there. */
export const readBatch = async (
  db: Db,
  { customer, from, above = '' }: Bounds,
  { gsk, seq }: HistoryPosition,
): Promise<{ readonly places: readonly string[]; readonly next?: string }> => {
  // The month of the last millisecond before a bare time; of a chat, its own.
  const month = monthOf(gsk.length > 13 ? startOf(gsk) : startOf(gsk) - 1);
  const partitions = customer ? [chatsOf(customer)] : [OPEN, ENDED, closedIn(month)];
  const monthBegins = digits(customer ? from : Math.max(from, Date.parse(`${month}-01`)));
  const first = above && after(above) > monthBegins ? after(above) : monthBegins;
  if (first > gsk) return { places: [] };
  const pages = await Promise.all(
    partitions.map((pk) =>
      db.query({ pk, index: 'lists', from: first, to: gsk, limit: BATCH + 1, backwards: true }),
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
  const isEnd =
    first !== monthBegins || monthBegins <= digits(Math.max(from, Date.parse(`${FIRST_MONTH}-01`)));
  return customer || isEnd ? { places } : { places, next: monthBegins };
};

/**
 * Places of chats in the order they began, behind a place and begun before `before`, whether they ended or not.
 * @returns at most `limit`; everything up to `reached` is among them, and with `isEnd` that is all.
 */
export const readPlaces = async (
  db: Db,
  { after: last, before, limit }: { readonly after: string; readonly before: number; readonly limit: number },
): Promise<{ readonly places: readonly string[]; readonly reached: string; readonly isEnd: boolean }> => {
  const from = last || digits(Date.parse(`${FIRST_MONTH}-01`));
  const month = monthOf(startOf(from));
  const next = digits(Date.parse(`${monthAfter(month)}-01`));
  const end = digits(Math.min(before, startOf(next)));
  if (from >= end) return { places: [], reached: last, isEnd: true };
  const pages = await Promise.all(
    [OPEN, ENDED, closedIn(month)].map((pk) =>
      db.query({ pk, index: 'lists', from: after(from), to: end, limit }),
    ),
  );
  const found = pages.flatMap(({ items }) => items.map((item) => v.parse(v.string(), item.gsk)));
  // Each gives its first ones, so the first of all are complete; a chat on its way stands in two.
  const places = [...new Set(found)].sort().slice(0, limit);
  const reached = places.at(-1);
  if (reached !== undefined && (new Set(found).size > limit || pages.some(({ more }) => more))) {
    return { places, reached, isEnd: false };
  }
  return { places, reached: end, isEnd: end !== next };
};

/** The chats at some places, by their id. */
export const readChats = async (db: Db, places: readonly string[]): Promise<ReadonlyMap<ChatId, Chat>> => {
  const chats = (await db.getAll(places.map((gsk) => metaKey(chatIdIn(gsk))))).map(toChat);
  return new Map(chats.map((chat) => [chat.id, chat]));
};

/** Where in a chat a text was found. */
export interface Match {
  readonly at: number;
  readonly name: string;
  readonly text: string;
}

export type Said = { readonly match: Match } | { readonly missing: true } | { readonly cut: number };

export interface LogRange {
  readonly from: number;
  /** The last entry; the end of the log when left out. */
  readonly to?: number | undefined;
}

/** Reads a log until the text is found, the range ends, or as much was read as may be: then where to go on. */
export const lookInLog = async (
  db: Db,
  id: ChatId,
  text: string,
  { from, to }: LogRange,
  log: { bytes: number },
): Promise<Said> => {
  for (let start = Math.max(1, from), limit = LOG_BEGIN; ; limit = LOG_PAGE) {
    if (log.bytes <= 0) return { cut: start };
    const { items, more } = await db.query({
      pk: chatKey(id),
      from: entrySk(start),
      // Up to the last entry there can be: META is known.
      to: to === undefined ? `${ENTRY}~` : entrySk(to),
      limit,
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

/** Bytes, about. */
export const sizeOf = (entry: Entry): number =>
  ENTRY_BYTES + (entry.kind === 'message' ? Buffer.byteLength(entry.text) : 0);
