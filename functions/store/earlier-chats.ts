// The chats of one customer from the newest back: which there are, and what was said in them, from the end up. No permission checks.

import * as v from 'valibot';
import { ChatId, type Entry, type UserId } from '../../shared/model.ts';
import type { Chat } from '../domain/chat.ts';
import type { Db } from './db.ts';
import { toChat, toEntry } from './items.ts';
import { byTime, chatKey, chatsOf, ENTRY, entrySk, metaKey } from './keys.ts';
import { readChat } from './log.ts';
import { partBehindHash } from './pages.ts';

/** Chats looked at in one request, and entries of one page: what is read at once on a screen, and more. */
const LOOK_AT = 25;
const ENTRIES = 50;
/** Behind every entry there can be. */
const END = 9_999_999_999;

/** `<time>.<id>` or `<time>.<id>.<seq>`, as clients give it back. */
export type Place = string;
const placeOf = ({ startedAt, id }: Pick<Chat, 'startedAt' | 'id'>): Place => `${startedAt}.${id}`;
/** Where the conversation of a chat is to be read from its end. */
export const endOf = (chat: Pick<Chat, 'startedAt' | 'id'>): Place => `${placeOf(chat)}.${END}`;

export interface PastChats {
  readonly chats: readonly Chat[];
  /** Where to go on; absent at the end. */
  readonly before?: Place;
}

/** One page of those that are wanted and began before a place. */
export const listPastChats = async (
  db: Db,
  customer: UserId,
  {
    before,
    limit,
    isWanted,
  }: { before?: Place | undefined; limit: number; isWanted: (chat: Chat) => boolean },
): Promise<PastChats> => {
  const [at, from] = before?.split('.') ?? [];
  const to = at && from ? byTime(Number(at), v.parse(ChatId, from)) : undefined;
  const { items, more } = await db.query({
    pk: chatsOf(customer),
    index: 'lists',
    backwards: true,
    limit: LOOK_AT,
    ...(to && { to }),
  });
  const ids = items
    .map(({ gsk }) => v.parse(ChatId, partBehindHash(String(gsk))))
    .filter((id) => id !== from);
  const found = new Map((await db.getAll(ids.map(metaKey))).map(toChat).map((chat) => [chat.id, chat]));
  const inOrder = ids.flatMap((id) => found.get(id) ?? []);
  const wanted = inOrder.filter((chat) => chat.customer.id === customer && !chat.removing && isWanted(chat));
  const chats = wanted.slice(0, limit);
  const last = wanted.length > limit ? chats.at(-1) : more ? inOrder.at(-1) : undefined;
  return { chats, ...(last && { before: placeOf(last) }) };
};

export interface EarlierPart {
  readonly chat?: Chat;
  readonly entries: readonly Entry[];
  readonly before?: Place;
}

/** Some of the chat at a place, or else the end of the one before it; in the order in which it was said. */
export const readEarlier = async (
  db: Db,
  customer: UserId,
  { before, isWanted }: { before?: Place | undefined; isWanted: (chat: Chat) => boolean },
): Promise<EarlierPart> => {
  const [, id, seq] = before?.split('.') ?? [];
  if (id && seq) {
    const chat = await readChat(db, v.parse(ChatId, id));
    if (chat && chat.customer.id === customer && !chat.removing && isWanted(chat))
      return readPart(db, chat, Number(seq));
    return { entries: [] };
  }
  const { chats, before: next } = await listPastChats(db, customer, { before, limit: 1, isWanted });
  const [chat] = chats;
  return chat ? readPart(db, chat, END) : { entries: [], ...(next && { before: next }) };
};

const readPart = async (db: Db, chat: Chat, before: number): Promise<EarlierPart> => {
  const { items } = await db.query({
    pk: chatKey(chat.id),
    from: ENTRY,
    to: entrySk(Math.max(before - 1, 0)),
    backwards: true,
    limit: ENTRIES,
  });
  const entries = items.map(toEntry).reverse();
  const first = entries[0]?.seq ?? 1;
  // Of a chat read to its beginning it goes on with the one before.
  return { chat, entries, before: first > 1 ? `${placeOf(chat)}.${first}` : placeOf(chat) };
};
