// The chats of a desk that are not closed: the running ones whole, the ended ones and both together a page at a time. No rules about who may see them.

import * as v from 'valibot';
import { ChatId } from '../../shared/model.ts';
import { type Chat, type Question, toQuestion } from '../domain/chat.ts';
import type { Db, Item } from './db.ts';
import { toChat, toEntry } from './items.ts';
import { chatKey, ENDED, entryKey, metaKey, OPEN, placeInIndex } from './keys.ts';
import { after, partBehindHash } from './pages.ts';

export interface OpenChat {
  readonly chat: Chat;
  /** The first message of a chat without an agent. */
  readonly question: Question | undefined;
}

/** Running chats of a desk that are listed, newest first: 500 agents at the highest maximum, ten times what a desk is made for (decision 013). */
export const RUNNING_MAX = 10_000;
/** Keys of one query of the index: some 40 go into half a read unit. */
const KEYS = 1000;
/** METAs read side by side, in batches of 100. */
const AT_ONCE = 500;
/** Chats of before ENDED that one listing moves there, at 3 WRU each. */
const MOVED = 100;

const idIn = (place: string): ChatId => v.parse(ChatId, partBehindHash(place));
const placesIn = (items: readonly Item[]): string[] => items.map(({ gsk }) => v.parse(v.string(), gsk));

/** The first key of text order, and one behind every place there is. */
const BEGINNING = '0';
const END = '9~';

/** Places in one partition of the index, newest first, up to `limit` of them. */
const newest = async (
  db: Db,
  pk: string,
  limit: number,
): Promise<{ readonly places: readonly string[]; readonly more: boolean }> => {
  const places: string[] = [];
  for (let to = END; ; ) {
    // The place read last is read again, as bounds are inclusive; and one more says whether there are more.
    const page = await db.query({
      pk,
      index: 'lists',
      from: BEGINNING,
      to,
      backwards: true,
      limit: Math.min(KEYS, limit - places.length + 2),
    });
    const found = placesIn(page.items).filter((place) => place !== to);
    places.push(...found);
    if (!page.more || found.length === 0)
      return { places: places.slice(0, limit), more: places.length > limit };
    if (places.length >= limit) return { places: places.slice(0, limit), more: true };
    to = places.at(-1) ?? BEGINNING;
  }
};

/**
 * METAs in the order of their places, read strongly: who lists registered for pushes before, so what the list does not
 * show is told; a read that is behind would show what was before, and nobody would tell.
 */
const readMetas = async (db: Db, places: readonly string[]): Promise<readonly Item[]> => {
  const byChat = new Map<string, Item>();
  for (let start = 0; start < places.length; start += AT_ONCE) {
    const hundreds: string[][] = [];
    for (let at = start; at < Math.min(places.length, start + AT_ONCE); at += 100)
      hundreds.push(places.slice(at, Math.min(at + 100, start + AT_ONCE)));
    const read = await Promise.all(
      hundreds.map((hundred) =>
        db.getAll(
          hundred.map((place) => metaKey(idIn(place))),
          { consistent: true },
        ),
      ),
    );
    for (const item of read.flat()) byChat.set(String(item.pk), item);
  }
  return places.map((place) => byChat.get(chatKey(idIn(place)))).filter((item) => item !== undefined);
};

/** Entry 2 of a chat that nobody joined is its first message. */
const withQuestions = async (
  db: Db,
  chats: readonly Chat[],
  { consistent = false } = {},
): Promise<OpenChat[]> => {
  const unanswered = chats.filter(({ agents, ended }) => agents.length === 0 && !ended);
  const firsts = await db.getAll(
    unanswered.map(({ id }) => entryKey(id, 2)),
    { consistent },
  );
  const firstByChat = new Map(firsts.map((item) => [String(item.pk), toEntry(item)]));
  return chats.map((chat) => {
    const first = firstByChat.get(chatKey(chat.id));
    return { chat, question: first?.kind === 'message' ? toQuestion(first) : undefined };
  });
};

const isListed = ({ closed, removing }: Chat): boolean => !closed && !removing;

/** Every running chat, newest first, with its waiting time: index, META, and entry 2 of those that wait. */
export const listRunning = async (db: Db): Promise<OpenChat[]> => {
  const { places } = await newest(db, OPEN, RUNNING_MAX);
  const metas = await readMetas(db, places);
  await moveEnded(db, metas);
  return withQuestions(
    db,
    metas.map(toChat).filter((chat) => isListed(chat) && !chat.ended),
  );
};

/**
 * Chats that ended before there was a place for ended ones stand with the running ones until a listing comes by, some at
 * a time. Until then they are found like the others: lists of ended chats look at both places.
 */
const moveEnded = async (db: Db, metas: readonly Item[]): Promise<void> => {
  const stayed = metas
    .filter(({ gpk }) => gpk === OPEN)
    .map(toChat)
    .filter((chat) => chat.ended && isListed(chat));
  await Promise.all(
    stayed.slice(0, MOVED).map((chat) =>
      db.update(metaKey(chat.id), {
        update: 'SET gpk = :ended',
        condition: 'gpk = :open AND rev = :was',
        values: { ':ended': placeInIndex(chat).gpk, ':open': OPEN, ':was': chat.rev },
      }),
    ),
  );
};

export interface EndedChats {
  /** The newest of them, at most as many as asked for. */
  readonly chats: readonly Chat[];
  readonly count: number;
  /** There are more than were counted. */
  readonly more: boolean;
}

/** The chats that ended and were neither saved nor deleted: so many of the newest, and how many there are. */
export const listEnded = async (
  db: Db,
  { newest: wanted, countUpTo }: { newest: number; countUpTo: number },
): Promise<EndedChats> => {
  const { places, more } = await newest(db, ENDED, countUpTo);
  const metas = await readMetas(db, places.slice(0, wanted));
  const chats = metas.map(toChat).filter((chat) => isListed(chat) && chat.ended);
  return { chats, count: places.length, more };
};

/** Chats by their ids, those that are not closed; read strongly, in no order. */
export const readOpen = async (db: Db, ids: readonly ChatId[]): Promise<OpenChat[]> =>
  withQuestions(db, (await db.getAll(ids.map(metaKey), { consistent: true })).map(toChat).filter(isListed));

/** Chats by their ids as they are at this moment, closed ones too, in no order; one that is gone is left out. */
export const readChats = async (db: Db, ids: readonly ChatId[]): Promise<OpenChat[]> => {
  const metas = await db.getAll(ids.map(metaKey), { consistent: true });
  return withQuestions(db, metas.map(toChat), { consistent: true });
};

/** Chats of one batch. */
const BATCH = 50;

/**
 * A batch of the chats that are not closed, running or ended, oldest first, behind a place in that order.
 * @returns with each its place; `more` when there may be others behind the last.
 */
export const readOpenBatch = async (
  db: Db,
  last: string,
): Promise<{
  readonly found: readonly (OpenChat & { readonly place: string })[];
  readonly next?: string;
}> => {
  const from = after(last);
  // No place of this order: whoever asks made it up.
  if (from > END) return { found: [] };
  const pages = await Promise.all(
    [OPEN, ENDED].map((pk) => db.query({ pk, index: 'lists', from, to: END, limit: BATCH })),
  );
  // Each gives its first BATCH, so the first BATCH of both together are complete; a chat on its way stands in both.
  const all = [...new Set(pages.flatMap(({ items }) => placesIn(items)))].sort();
  const places = all.slice(0, BATCH);
  const open = await withQuestions(db, (await readMetas(db, places)).map(toChat).filter(isListed));
  const placeOf = ({ chat }: OpenChat): string => placeInIndex(chat).gsk;
  const reached = places.at(-1);
  const isMore = all.length > places.length || pages.some(({ more }) => more);
  return {
    found: open.map((listed) => ({ ...listed, place: placeOf(listed) })),
    ...(isMore && reached !== undefined && { next: reached }),
  };
};
