// The message log of a chat: reading it from a cursor, and adding to it exactly once. See docs/decisions/002.
import { type Refusal, type Result, refuse } from '../../shared/errors.ts';
import type { ChatId, Cid, Entry } from '../../shared/model.ts';
import type { Chat } from '../domain/chat.ts';
import type { Db, Item } from './db.ts';
import { fromEntry, toChat, toEntry } from './items.ts';
import { chatKey, ENTRY, entrySk, META, metaKey } from './keys.ts';

/** A chat and its log behind a cursor. */
export interface Tail {
  readonly chat: Chat;
  /** The entry at the cursor; none at the beginning. */
  readonly cursor: Entry | undefined;
  /** Every entry after the cursor, in order. */
  readonly entries: readonly Entry[];
  /** seq of the last entry there is. */
  readonly last: number;
}

/** An entry before the log gives it its place. */
export type Draft = Entry extends infer E ? (E extends Entry ? Omit<E, 'seq'> : never) : never;

const isEntry = (item: Item): boolean => String(item.sk).startsWith(ENTRY);

/** Everything from `from` up to META in one query, or in more when the log behind it is over 1 MB. */
const readFrom = async (db: Db, chatId: ChatId, from: number, consistent: boolean): Promise<Item[]> => {
  const items: Item[] = [];
  for (let start = entrySk(from); ; ) {
    const page = await db.query({ pk: chatKey(chatId), from: start, to: META, consistent });
    items.push(...page.items);
    const lastSk = page.items.at(-1)?.sk;
    if (!page.more || typeof lastSk !== 'string') return items;
    start = `${lastSk}\u0000`;
  }
};

const readTailOnce = async (db: Db, chatId: ChatId, after: number, consistent: boolean) => {
  const items = await readFrom(db, chatId, after, consistent);
  const meta = items.at(-1);
  if (!meta || isEntry(meta)) return undefined;
  const log = items.slice(0, -1).map(toEntry);
  const cursor = after > 0 ? log[0] : undefined;
  if (after > 0 && cursor?.seq !== after) return undefined;
  const entries = log.filter(({ seq }) => seq > after);
  return { chat: toChat(meta), cursor, entries, last: entries.at(-1)?.seq ?? after };
};

/**
 * The chat and what came after `after`, for 0.5 RRU at human pace. The read is eventually consistent, and asked again
 * strongly when it does not reach the cursor.
 * @returns `undefined` when there is no such chat or it has no entry `after`.
 */
export const readTail = async (db: Db, chatId: ChatId, after: number): Promise<Tail | undefined> =>
  (await readTailOnce(db, chatId, after, false)) ?? (await readTailOnce(db, chatId, after, true));

/** A chat with the end of its log. */
export interface Head {
  readonly chat: Chat;
  readonly last: Entry;
  /** The latest entries, in order, `last` with them: as many as were asked for. */
  readonly recent: readonly Entry[];
}

/** META and the last entry, for 0.5 RRU (strongly 1): what a change of state starts from. */
export const readHead = async (
  db: Db,
  chatId: ChatId,
  { consistent = true, recent: wanted = 1 } = {},
): Promise<Head | undefined> => {
  const { items } = await db.query({
    pk: chatKey(chatId),
    from: ENTRY,
    to: META,
    consistent,
    backwards: true,
    limit: 1 + wanted,
  });
  const [meta, ...log] = items;
  const recent = log.map(toEntry).reverse();
  const last = recent.at(-1);
  return meta && last && !isEntry(meta) ? { chat: toChat(meta), last, recent } : undefined;
};

/** The end of a chat that is over for 0.5 RRU: nothing comes after it, so a read that shows it is as good as any. */
export const readFinalHead = async (db: Db, chatId: ChatId): Promise<Head | undefined> => {
  const head = await readHead(db, chatId, { consistent: false });
  return head?.last.kind === 'ended' && head.chat.ended ? head : readHead(db, chatId);
};

/** The last message near the end of the log; what comes after the last message of a chat is short. */
export const readLastSaid = async (
  db: Db,
  chatId: ChatId,
): Promise<Extract<Entry, { kind: 'message' }> | undefined> => {
  const { items } = await db.query({
    pk: chatKey(chatId),
    from: ENTRY,
    to: META,
    backwards: true,
    limit: 10,
  });
  for (const item of items) {
    const entry = isEntry(item) ? toEntry(item) : undefined;
    if (entry?.kind === 'message') return entry;
  }
  return undefined;
};

/** How far back a retry is looked for. */
const RECENT = 50;

/** Whether an entry with this `cid` is among the latest: what was asked again was done before. */
export const isRecent = async (db: Db, chatId: ChatId, cid: Cid): Promise<boolean> => {
  const { items } = await db.query({
    pk: chatKey(chatId),
    from: ENTRY,
    to: META,
    consistent: true,
    backwards: true,
    limit: RECENT,
  });
  return items.some((item) => isEntry(item) && cidOf(toEntry(item)) === cid);
};

/** META alone. */
export const readChat = async (
  db: Db,
  chatId: ChatId,
  { consistent = false } = {},
): Promise<Chat | undefined> => {
  const item = await db.get(metaKey(chatId), { consistent });
  return item && toChat(item);
};

/** The whole log in order, strongly consistent: for the transcript and the ticket. */
export const readEntries = async (db: Db, chatId: ChatId): Promise<Entry[]> =>
  (await readFrom(db, chatId, 0, true)).filter(isEntry).map(toEntry);

/** The log up to an entry known to be stored; asked again strongly when the first read has not all of it. */
export const readUpTo = async (db: Db, chatId: ChatId, last: number): Promise<Entry[]> => {
  const entries = (await readFrom(db, chatId, 0, false)).filter(isEntry).map(toEntry);
  return entries.filter(({ seq }) => seq <= last).length === last ? entries : readEntries(db, chatId);
};

/** The first entries of a chat, as far as they are needed to say what it is about. */
export const readFirst = async (db: Db, chatId: ChatId, limit: number): Promise<Entry[]> =>
  (await db.query({ pk: chatKey(chatId), from: ENTRY, to: META, limit })).items.filter(isEntry).map(toEntry);

/** One page of the log behind a cursor, strongly consistent, with META when the page reaches the end. */
export const readPage = async (
  db: Db,
  chatId: ChatId,
  { after, limit }: { after: number; limit: number },
) => {
  const page = await db.query({
    pk: chatKey(chatId),
    from: entrySk(after + 1),
    to: META,
    consistent: true,
    limit,
  });
  const meta = page.items.find((item) => !isEntry(item));
  return {
    entries: page.items.filter(isEntry).map(toEntry),
    chat: meta ? toChat(meta) : await readChat(db, chatId, { consistent: true }),
    more: meta === undefined,
  };
};

const cidOf = (entry: Entry): Cid | undefined => ('cid' in entry ? entry.cid : undefined);

export interface Appended {
  readonly seq: number;
  /** All that stands in the log behind the sender's cursor now, the sent entry included. */
  readonly entries: Entry[];
}

/** A writer that keeps losing the next place this often is not at human pace. */
const MAX_CLASHES = 64;

/**
 * Puts a draft at the first free place behind `tail`, unless its `cid` stands there already: then that one is the
 * answer. 1 WRU and no transaction when nobody wrote meanwhile; each place lost costs one more try.
 *
 * Every change of who may speak is itself an entry, so a place won proves that nothing in the log forbade it: `forbids`
 * is asked about the entry at the cursor, which META may not show yet, and all behind it, again whenever one more turns up.
 */
export const append = async (
  db: Db,
  tail: Tail,
  draft: Draft & { readonly cid: Cid },
  forbids: (latest: readonly Entry[]) => Refusal | undefined,
): Promise<Result<Appended>> => {
  const seen = [...tail.entries];
  const latest = () => (tail.cursor ? [tail.cursor, ...seen] : seen);
  const done = seen.find((entry) => cidOf(entry) === draft.cid);
  if (done) return { ok: { seq: done.seq, entries: seen } };
  const refusal = forbids(latest());
  if (refusal) return refuse(refusal);
  for (let seq = tail.last + 1; seq <= tail.last + MAX_CLASHES; seq++) {
    const entry: Entry = { ...draft, seq };
    const result = await db.put(fromEntry(tail.chat.id, entry), { condition: 'attribute_not_exists(pk)' });
    if ('done' in result) return { ok: { seq, entries: [...seen, entry] } };
    const winner = await placeTaken(db, tail.chat.id, seq, result.refused);
    seen.push(winner);
    if (cidOf(winner) === draft.cid) return { ok: { seq, entries: seen } };
    const refusal = forbids(latest());
    if (refusal) return refuse(refusal);
  }
  return refuse({ code: 'busy' });
};

/** Who stands at a place that was refused; DynamoDB returns the item, an engine that does not is asked. */
const placeTaken = async (db: Db, chatId: ChatId, seq: number, refused: Item | undefined): Promise<Entry> => {
  const item = refused ?? (await db.get({ pk: chatKey(chatId), sk: entrySk(seq) }, { consistent: true }));
  if (!item) throw new Error('a place was refused that is free');
  return toEntry(item);
};
