// What happened to a ticket, in the order it happened, read from its end a page at a time. Writing it is in tickets.ts. No permission checks.

import * as v from 'valibot';
import { type AgentTicketItem, type Entry, TicketChange, TicketItem } from '../../shared/model.ts';
import type { Db, Item } from './db.ts';
import { bytesOf } from './fit-to-message.ts';
import { toEntry } from './items.ts';
import {
  chatKey,
  ENTRY,
  entrySk,
  padded,
  TICKET_CHANGES,
  TICKET_HISTORY,
  TICKET_REPLIES,
  ticketPk,
} from './keys.ts';
import { after, readAll } from './pages.ts';
import type { Ticket } from './tickets.ts';

/**
 * Where something stands in a history, in text order: the question; the chat from this entry on; what happened before
 * histories were kept in order; and what happened since, by the version of the ticket it made.
 */
const QUESTION = '0';
const chatPlace = (seq: number): string => `1#${padded(seq)}`;
const unorderedPlace = (at: number, sk: string): string => `2#${padded(at)}#${sk}`;
const ORDERED = '3#';
const END = '4';

export interface HistoryRange {
  /** Only what stands before this place. */
  readonly before?: string | undefined;
  /** Only what stands behind this place, which the asker has up to there. */
  readonly after?: string | undefined;
  /** Without the conversation, for whoever reads that elsewhere. */
  readonly withoutChat?: boolean;
}

export interface HistoryPage {
  /** In the order it happened. */
  readonly items: AgentTicketItem[];
  /** Where the page before begins: there is more than this page between what was asked for and it. */
  readonly earlier?: string;
}

/** Of one page: what an agent reads in one go, and far less than the 6 MB that Lambda answers with. */
const ITEMS = 100;
const ENTRIES = 500;
const BYTES = 400 * 1024;
/** Read together: of long items hardly more is read than is given. */
const AT_ONCE = 25;

/** What a page may still hold; at least one item goes in. */
interface Room {
  left: number;
  bytes: number;
  isEmpty: boolean;
}

const goesIn = (room: Room, item: unknown): boolean => {
  const bytes = bytesOf(item);
  if (!room.isEmpty && (room.left < 1 || room.bytes < bytes)) return false;
  room.left -= 1;
  room.bytes -= bytes;
  room.isEmpty = false;
  return true;
};

/** The newest of what is asked for, as much as one page holds. */
export const readHistory = async (
  db: Db,
  ticket: Ticket,
  { before = END, after, withoutChat = false }: HistoryRange = {},
): Promise<HistoryPage> => {
  const room: Room = { left: ITEMS, bytes: BYTES, isEmpty: true };
  const items: AgentTicketItem[] = [];
  const page = (isWhole: boolean): HistoryPage => {
    const earlier = isWhole ? undefined : items.at(-1)?.place;
    return { items: items.reverse(), ...(earlier !== undefined && { earlier }) };
  };

  const isOrderedWhole = await readOrdered(db, ticket, { before, after }, room, items);
  if (!isOrderedWhole) return page(false);
  if (after !== undefined) return page(true);
  if (!ticket.ordered) {
    const unordered = (await readUnordered(db, ticket)).filter(({ place = '' }) => place < before);
    for (const item of unordered.reverse()) {
      if (!goesIn(room, item)) return page(false);
      items.push(item);
    }
  }
  if (ticket.chatId && !withoutChat && before > chatPlace(1)) {
    const { entries, isWhole } = await readChatBefore(db, ticket.chatId, before, room);
    const [first] = entries;
    // Not even one went in beside what there is.
    if (!first && !isWhole) return page(false);
    const place = chatPlace(first?.seq ?? 1);
    items.push({ kind: 'chat', at: ticket.createdAt, chatId: ticket.chatId, entries, place });
    if (!isWhole) return page(false);
  }
  if (ticket.question !== undefined && before > QUESTION) {
    const question = toQuestion(ticket, ticket.question);
    if (!goesIn(room, question)) return page(false);
    items.push(question);
  }
  return page(true);
};

const toQuestion = ({ customer, createdAt: at, files, own }: Ticket, text: string): AgentTicketItem => ({
  kind: 'message',
  at,
  author: { role: 'customer', id: customer.id, name: customer.name },
  text,
  ...(files && { files, own }),
  place: QUESTION,
});

const Noted = v.variant('kind', [TicketItem.options[1], TicketChange]);
const toNoted = (item: Item) => v.parse(Noted, item);

/** What came since histories are kept in order, newest first. @returns whether that was all of it. */
const readOrdered = async (
  db: Db,
  { number }: Ticket,
  { before, after: last }: { before: string; after: string | undefined },
  room: Room,
  items: AgentTicketItem[],
): Promise<boolean> => {
  const placeOf = (sk: unknown): string => `${ORDERED}${String(sk).slice(TICKET_HISTORY.length)}`;
  const skOf = (place: string): string => `${TICKET_HISTORY}${place.slice(ORDERED.length)}`;
  if (before < ORDERED) return true;
  const from = last?.startsWith(ORDERED) ? after(skOf(last)) : TICKET_HISTORY;
  let to = before === END ? `${TICKET_HISTORY}~` : skOf(before);
  for (;;) {
    if (from > to) return true;
    const found = await db.query({
      pk: ticketPk(number),
      from,
      to,
      consistent: true,
      backwards: true,
      limit: AT_ONCE,
    });
    // Bounds are inclusive: the place read last is read again.
    for (const item of found.items.filter(({ sk }) => sk !== to)) {
      const listed = { ...toNoted(item), place: placeOf(item.sk) };
      if (!goesIn(room, listed)) return false;
      items.push(listed);
    }
    if (!found.more) return true;
    to = String(found.items.at(-1)?.sk);
  }
};

/**
 * What came before histories were kept in order, oldest first: it lies under keys that tell no time, so it is read whole.
 * Nothing is added to it any more.
 */
const readUnordered = async (db: Db, { number }: Ticket): Promise<AgentTicketItem[]> => {
  const items: AgentTicketItem[] = [];
  for (const prefix of [TICKET_CHANGES, TICKET_REPLIES]) {
    const range = { pk: ticketPk(number), from: prefix, to: `${prefix}~`, consistent: true };
    for (const item of await readAll(db, range)) {
      const noted = toNoted(item);
      items.push({ ...noted, place: unorderedPlace(noted.at, String(item.sk)) });
    }
  }
  // What a reply did to the status comes behind it.
  return items.sort((a, b) => a.at - b.at || Number(a.kind === 'change') - Number(b.kind === 'change'));
};

/** The end of the conversation before a place, in order. */
const readChatBefore = async (
  db: Db,
  chatId: NonNullable<Ticket['chatId']>,
  before: string,
  room: Room,
): Promise<{ readonly entries: Entry[]; readonly isWhole: boolean }> => {
  const entries: Entry[] = [];
  const inChat: Room = { ...room, left: ENTRIES };
  for (let next = before.startsWith('1#') ? Number(before.slice(2)) - 1 : undefined; ; ) {
    if (next === 0) return { entries: entries.reverse(), isWhole: true };
    const page = await db.query({
      pk: chatKey(chatId),
      from: ENTRY,
      to: next === undefined ? `${ENTRY}~` : entrySk(next),
      consistent: true,
      backwards: true,
      limit: AT_ONCE * 2,
    });
    for (const entry of page.items.map(toEntry)) {
      if (!goesIn(inChat, entry)) return { entries: entries.reverse(), isWhole: false };
      entries.push(entry);
    }
    if (!page.more) return { entries: entries.reverse(), isWhole: true };
    next = (entries.at(-1)?.seq ?? 1) - 1;
  }
};
