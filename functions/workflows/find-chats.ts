// Finding ended chats, newest first, a page at a time: what the search index has from it, what is newer from the lists and logs. Every page is bounded. See docs/decisions/030 and 040.

import { log } from '../adapters/log.ts';
import type { ReadSegment } from '../adapters/segment-files.ts';
import type { Chat } from '../domain/chat.ts';
import { matchesCriteria } from '../domain/search.ts';
import type { Db } from '../store/db.ts';
import {
  type ChatSearch,
  chatIdIn,
  cursorOf,
  digits,
  type HistoryPosition,
  lookInLog,
  type Match,
  placeOf,
  readBatch,
  readChats,
  startOf,
} from '../store/history.ts';
import { emptyIndex, readIndex, type SearchIndex } from '../store/search-index.ts';
import { type Candidate, type Candidates, createLookUp } from './look-up.ts';

/** Lines of one page. */
const LINES = 25;
/** Chats looked at for one page: half a read unit each. */
const LOOK = 100;
/** Queries of the lists for one page: a year and more of months without a chat. */
const QUERIES = 30;
/** Bytes of log read for one page, about 0.5 RRU per 4 KB; and what is under way then. */
const LOG_BYTES = 500_000;
/** Logs read together. */
const SIDE_BY_SIDE = 8;

export interface FoundChat {
  readonly chat: Chat;
  readonly match?: Match | undefined;
}

export interface HistoryPage {
  readonly found: readonly FoundChat[];
  /** Where the next page begins; absent when there is none. */
  readonly cursor?: string;
  /** Milliseconds; everything begun since was looked at. */
  readonly lookedUntil?: number;
}

export interface FindContext {
  readonly db: Db;
  readonly readSegment: ReadSegment;
}

/** The index may become another one while it is read; then it is read anew so often. */
const TRIES = 3;

/** One page of what fits; reads no more than the limits above, whatever there is. */
export const findChats = async (
  context: FindContext,
  desk: string,
  search: ChatSearch,
): Promise<HistoryPage> => {
  const { who, agent, text, customer } = search;
  // One customer's chats have a list of their own; and without words to look for the newest are what is asked for.
  const isInIndex = customer === undefined && [who, agent, text].some((words) => words.trim() !== '');
  for (let tries = 0; isInIndex && tries < TRIES; tries++) {
    const page = await findPage(context, await readIndex(context.db, desk), search);
    if (page) return page;
  }
  // It begins anew within the hour.
  if (isInIndex) log('ERROR', 'the search index lacks a segment: searched without it', {});
  const page = await findPage(context, emptyIndex, search);
  return page ?? { found: [] };
};

/** @returns `undefined` when a segment of the index is missing. */
const findPage = async (
  { db, readSegment }: FindContext,
  index: SearchIndex,
  search: ChatSearch,
): Promise<HistoryPage | undefined> => {
  const found: FoundChat[] = [];
  const bytes = { bytes: LOG_BYTES };
  let place = placeOf(search);
  if (digits(search.from) > place.gsk) return { found };
  const isFound = (gsk: string) => found.some(({ chat }) => chat.id === chatIdIn(gsk));
  const stop = (position: HistoryPosition): HistoryPage => {
    // The rest of a chat that was found is not looked at.
    const { gsk, seq } = position;
    const isOver = seq !== undefined && isFound(gsk);
    return { found, cursor: cursorOf(isOver ? { gsk } : position), lookedUntil: startOf(gsk) };
  };

  const next = createSource(db, readSegment, index, search);
  let looked = 0;
  for (let queries = 0; queries < QUERIES && looked < LOOK; queries++) {
    const batch = await next(place);
    if (!batch) return undefined;
    const chats = await readChats(
      db,
      batch.candidates.map(({ gsk }) => gsk),
    );
    const lookAt = async (candidate: Candidate) => {
      const chat = chats.get(chatIdIn(candidate.gsk));
      if (!chat?.ended || chat.removing || !matchesCriteria(chat, search)) return undefined;
      if (search.text.trim() === '') return { chat };
      const said = await lookInLog(db, chat.id, search.text, candidate, bytes);
      return 'missing' in said ? undefined : { chat, ...said };
    };
    for (const group of inGroups(batch.candidates)) {
      const seen = await Promise.all(group.map((candidate) => lookAt(candidate)));
      looked += group.length;
      for (const [index, each] of seen.entries()) {
        const gsk = group[index]?.gsk ?? '';
        if (!each || isFound(gsk)) continue;
        if ('cut' in each) return stop({ gsk, seq: each.cut });
        found.push({ chat: each.chat, match: 'match' in each ? each.match : undefined });
        if (found.length === LINES) return stop({ gsk });
      }
    }
    if (batch.next === undefined) return { found };
    place = batch.next;
    if (batch.isSpent) break;
  }
  return stop(place);
};

const inGroups = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / SIDE_BY_SIDE) }, (_, index) =>
    all.slice(index * SIDE_BY_SIDE, (index + 1) * SIDE_BY_SIDE),
  );

/** What may fit, in order: from the lists what is newer than the index, then what the index has. */
const createSource = (db: Db, readSegment: ReadSegment, index: SearchIndex, search: ChatSearch) => {
  let lookUp: ReturnType<typeof createLookUp> | undefined;
  return async (place: HistoryPosition): Promise<Candidates | undefined> => {
    if (lookUp) return lookUp();
    const lookInIndex = (from: HistoryPosition) => {
      lookUp = createLookUp(readSegment, index, search, from);
      return lookUp();
    };
    if (place.gsk <= index.upTo) return lookInIndex(place);
    const { places, next } = await readBatch(db, { ...search, above: index.upTo }, place);
    const candidates = places.map((gsk) => ({ gsk, from: gsk === place.gsk ? (place.seq ?? 1) : 1 }));
    if (next !== undefined) return { candidates, next: { gsk: next } };
    if (!index.upTo || search.from > startOf(index.upTo)) return { candidates };
    const border = { gsk: digits(startOf(index.upTo) + 1) };
    if (candidates.length === 0) return lookInIndex(border);
    lookUp = createLookUp(readSegment, index, search, border);
    return { candidates, next: border };
  };
};
