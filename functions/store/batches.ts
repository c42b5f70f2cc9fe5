// What is old enough to go, found by ranges of keys, oldest first. No rules about how old that is. See docs/decisions/031.

import * as v from 'valibot';
import { ChatId, TicketStatus } from '../../shared/model.ts';
import type { Chat } from '../domain/chat.ts';
import { monthAfter, monthOf } from '../domain/usage.ts';
import type { Db, Item, Key } from './db.ts';
import { toChat } from './items.ts';
import {
  AUDIT,
  BIN,
  binKey,
  closedIn,
  ENDED,
  FIRST_MONTH,
  metaKey,
  OPEN,
  ratingsOf,
  ticketKey,
  ticketsIn,
} from './keys.ts';
import { after, partBehindHash } from './pages.ts';
import { type Ticket, toTicket } from './tickets.ts';

/** Items looked at together. */
const BATCH = 25;

export interface Batch<T> {
  readonly found: readonly T[];
  /** Where to go on; absent when nothing more is old enough. */
  readonly next?: string;
}

const timeOf = (at: number): string => String(Math.floor(at)).padStart(13, '0');
const chatIdIn = (place: string): ChatId => v.parse(ChatId, partBehindHash(place));

const readAsFound = async (db: Db, ids: readonly ChatId[]): Promise<Chat[]> => {
  const chats = (await db.getAll(ids.map(metaKey), { consistent: true })).map(toChat);
  const byId = new Map(chats.map((chat) => [chat.id, chat]));
  return ids.flatMap((id) => byId.get(id) ?? []);
};

const readRange = async (
  db: Db,
  range: { pk: string; index?: 'lists' },
  before: number,
  last: string,
): Promise<{
  readonly items: readonly Item[];
  readonly places: readonly string[];
  readonly more: boolean;
}> => {
  const from = after(last);
  const to = timeOf(before);
  if (from > to) return { items: [], places: [], more: false };
  const { items, more } = await db.query({ ...range, from, to, limit: BATCH });
  return { items, more, places: items.map(({ sk, gsk }) => v.parse(v.string(), range.index ? gsk : sk)) };
};

/** Chats in the bin since before `before`. */
export const readBinBatch = async (db: Db, before: number, cursor: string): Promise<Batch<Chat>> => {
  const { places, more } = await readRange(db, { pk: BIN }, before, cursor);
  const chats = await readAsFound(db, places.map(chatIdIn));
  return {
    found: chats.filter(({ id, closed }) => closed && places.includes(binKey(closed.at, id).sk)),
    ...(more && { next: places.at(-1) }),
  };
};

/**
 * A batch of what began before `before` in partitions by month, from the first month on. The place to go on is
 * `<month>` or `<month>/<place in it>`.
 */
const readMonths = async (
  db: Db,
  partitionOf: (month: string) => string,
  before: number,
  cursor: string,
): Promise<{ readonly places: readonly string[]; readonly next?: string }> => {
  const last = monthOf(before);
  const [start = '', place = ''] = (cursor || FIRST_MONTH).split('/');
  let after = place;
  for (let month = start; month <= last; month = monthAfter(month)) {
    const { places, more } = await readRange(db, { pk: partitionOf(month), index: 'lists' }, before, after);
    if (places.length > 0) return { places, next: more ? `${month}/${places.at(-1)}` : monthAfter(month) };
    after = '';
  }
  return { places: [] };
};

/** Saved and deleted chats that began before `before`. */
export const readClosedBatch = async (db: Db, before: number, cursor: string): Promise<Batch<Chat>> => {
  const { places, next } = await readMonths(db, closedIn, before, cursor);
  const found = await readAsFound(db, places.map(chatIdIn));
  return { found, ...(next !== undefined && { next }) };
};

const createUnclosedBatch =
  (pk: string) =>
  async (db: Db, before: number, cursor: string): Promise<Batch<Chat>> => {
    const { places, more } = await readRange(db, { pk, index: 'lists' }, before, cursor);
    const next = more ? places.at(-1) : undefined;
    const found = await readAsFound(db, places.map(chatIdIn));
    return { found, ...(next !== undefined && { next }) };
  };

/** Ended chats, neither saved nor deleted, that began before `before`. */
export const readEndedBatch = createUnclosedBatch(ENDED);
/** Chats that stand with the running ones and began before `before`: those that ended before there was a place for them. */
export const readOldOpenBatch = createUnclosedBatch(OPEN);

/** Which chats stand with the running ones and began before `before`. */
export const readRunningBatch = async (db: Db, before: number, cursor: string): Promise<Batch<ChatId>> => {
  const { places, more } = await readRange(db, { pk: OPEN, index: 'lists' }, before, cursor);
  const next = more ? places.at(-1) : undefined;
  return { found: places.map(chatIdIn), ...(next !== undefined && { next }) };
};

/** Chats rated before `before`. */
export const readRatingsBatch = async (db: Db, before: number, cursor: string): Promise<Batch<ChatId>> => {
  const { places, next } = await readMonths(db, ratingsOf, before, cursor);
  return { found: places.map(chatIdIn), ...(next !== undefined && { next }) };
};

/** Tickets last changed before `before`, of any status. The place to go on is `<status>/<place in it>`. */
export const readTicketsBatch = async (db: Db, before: number, cursor: string): Promise<Batch<Ticket>> => {
  const [first = '', place = ''] = cursor.split('/');
  const start = v.is(TicketStatus, first) ? TicketStatus.options.indexOf(first) : 0;
  let after = place;
  for (const [index, status] of TicketStatus.options.entries()) {
    if (index < start) continue;
    const { places, more } = await readRange(db, { pk: ticketsIn(status), index: 'lists' }, before, after);
    after = '';
    if (places.length === 0) continue;
    const keys = places.map((gsk) => ticketKey(Number(partBehindHash(gsk))));
    const found = (await db.getAll(keys, { consistent: true })).map(toTicket);
    const following = TicketStatus.options[index + 1];
    const next = more ? `${status}/${places.at(-1)}` : following;
    return { found, ...(next !== undefined && { next }) };
  }
  return { found: [] };
};

/** Lines of the log before `before`. */
export const readAuditBatch = async (db: Db, before: number, cursor: string): Promise<Batch<Key>> => {
  const { places, more } = await readRange(db, { pk: AUDIT }, before, cursor);
  return { found: places.map((sk) => ({ pk: AUDIT, sk })), ...(more && { next: places.at(-1) }) };
};
