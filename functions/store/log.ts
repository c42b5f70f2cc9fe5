// The message log of a chat: reading it from a cursor, and adding to it exactly once. See docs/decisions/002.
import { type Refusal, type Result, refuse } from '../../shared/errors.ts';
import type { ChatId, Cid, Entry } from '../../shared/model.ts';
import type { Chat } from '../domain/chat.ts';
import type { Db, Item, WriteResult } from './db.ts';
import { bytesOf, fitToMessage, MESSAGE_BYTES } from './fit-to-message.ts';
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
export type NewEntry = Entry extends infer E ? (E extends Entry ? Omit<E, 'seq'> : never) : never;

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

/**
 * Entries behind a sender's cursor that are read for one message: a client's cursor lies at most 50 back (FAR in
 * web/connection/sender.ts), and of these 60 at their longest DynamoDB gives all in one query of 1 MB.
 */
export const TAIL_MAX = 60;

const readTailOnce = async (
  db: Db,
  chatId: ChatId,
  after: number,
  consistent: boolean,
): Promise<Tail | 'far' | undefined> => {
  // The entry at the cursor, those behind it, and META.
  const limit = TAIL_MAX + 2;
  const page = await db.query({ pk: chatKey(chatId), from: entrySk(after), to: META, consistent, limit });
  const { items } = page;
  const meta = items.at(-1);
  if (!meta) return undefined;
  if (isEntry(meta)) return page.more ? 'far' : undefined;
  const log = items.slice(0, -1).map(toEntry);
  const cursor = after > 0 ? log[0] : undefined;
  if (after > 0 && cursor?.seq !== after) return undefined;
  const entries = log.filter(({ seq }) => seq > after);
  return { chat: toChat(meta), cursor, entries, last: entries.at(-1)?.seq ?? after };
};

/**
 * The chat and what came after `after`, for 0.5 RRU at human pace. The read is eventually consistent, and asked again
 * strongly when it does not reach the cursor.
 * @returns `undefined` when there is no such chat, it has no entry `after`, or more than TAIL_MAX behind it: a message of
 * this cursor may stand among those, so it is not put a second time behind them; the client syncs and finds out.
 */
export const readTail = async (db: Db, chatId: ChatId, after: number): Promise<Tail | undefined> => {
  const tail =
    (await readTailOnce(db, chatId, after, false)) ?? (await readTailOnce(db, chatId, after, true));
  return tail === 'far' ? undefined : tail;
};

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

/**
 * How near the end the last message is looked for: mostly META, the end and it; what else comes behind it is short. Of a
 * hundred colleagues who came and went since nobody is told: that is no chat.
 */
const ENDINGS = [3, 10, 100] as const;

/** The last message near the end of the log. */
export const readLastMessage = async (
  db: Db,
  chatId: ChatId,
): Promise<Extract<Entry, { kind: 'message' }> | undefined> => {
  const range = { pk: chatKey(chatId), from: ENTRY, to: META, backwards: true };
  for (const limit of ENDINGS) {
    const { items, more } = await db.query({ ...range, limit });
    for (const item of items) {
      const entry = isEntry(item) ? toEntry(item) : undefined;
      if (entry?.kind === 'message' && !entry.redacted) return entry;
    }
    if (!more) break;
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

/** What one page of a log holds at most, and how much of it is read together. */
export interface PageSize {
  readonly limit: number;
  /** Of JSON. */
  readonly bytes: number;
  /** A short log is read at once; of a long one with long messages hardly more is read than is given. */
  readonly atOnce: number;
}

/** A page that one message on the socket carries. */
export const SOCKET_PAGE: PageSize = { limit: 100, bytes: MESSAGE_BYTES, atOnce: 30 };

const readEntriesBehind = async (
  db: Db,
  chatId: ChatId,
  { after, size, consistent }: { after: number; size: PageSize; consistent: boolean },
): Promise<{ readonly entries: Entry[]; readonly meta: Item | undefined; readonly more: boolean }> => {
  const read: Entry[] = [];
  for (let bytes = 0; ; ) {
    const limit = Math.min(size.atOnce, size.limit - read.length);
    const from = entrySk((read.at(-1)?.seq ?? after) + 1);
    const { items } = await db.query({ pk: chatKey(chatId), from, to: META, consistent, limit });
    const found = items.filter(isEntry).map(toEntry);
    const meta = items.find((item) => !isEntry(item));
    read.push(...found);
    bytes += found.reduce((sum, entry) => sum + bytesOf(entry), 0);
    if (!meta && found.length > 0 && read.length < size.limit && bytes <= size.bytes) continue;
    const entries = fitToMessage(read, size.bytes);
    return { entries, meta, more: entries.length < read.length || (!meta && found.length > 0) };
  }
};

/** One page of the log behind a cursor, strongly consistent, with META as it is then. */
export const readPage = async (
  db: Db,
  chatId: ChatId,
  { after, size = SOCKET_PAGE }: { after: number; size?: PageSize },
) => {
  const { entries, meta, more } = await readEntriesBehind(db, chatId, { after, size, consistent: true });
  return { entries, more, chat: meta ? toChat(meta) : await readChat(db, chatId, { consistent: true }) };
};

/** The first page of a log that goes at least to `last`; asked again strongly when the first read has not all of it. */
export const readBeginning = async (
  db: Db,
  chatId: ChatId,
  last: number,
): Promise<{ readonly entries: Entry[]; readonly more: boolean }> => {
  const read = (consistent: boolean) =>
    readEntriesBehind(db, chatId, { after: 0, size: SOCKET_PAGE, consistent });
  const page = await read(false);
  return page.more || (page.entries.at(-1)?.seq ?? 0) >= last ? page : read(true);
};

const cidOf = (entry: Entry): Cid | undefined => ('cid' in entry ? entry.cid : undefined);

export interface Appended {
  readonly seq: number;
  /** What was allowed for one message was for this one. */
  readonly isAllowed?: boolean;
  /** All that stands in the log behind the sender's cursor now, the sent entry included. */
  readonly entries: Entry[];
}

const absent = { condition: 'attribute_not_exists(pk)' } as const;

/** A writer that keeps losing the next place this often is not at human pace. */
const MAX_CLASHES = 64;

/**
 * Puts a draft at the first free place behind `tail`, unless its `cid` stands there already: then that one is the
 * answer. 1 WRU and no transaction when nobody wrote meanwhile; each place lost costs one more try.
 *
 * Every change of who may speak is itself an entry, so a place won proves that nothing in the log forbade it: `forbids`
 * is asked about the entry at the cursor, which META may not show yet, and all behind it, again whenever one more turns up.
 * @param unmasked what the customer typed, where an agent lets that through for one message; the draft has it masked (S139).
 */
export const append = async (
  db: Db,
  tail: Tail,
  draft: NewEntry & { readonly cid: Cid },
  forbids: (latest: readonly Entry[]) => Refusal | undefined,
  unmasked?: Pick<Extract<Entry, { kind: 'message' }>, 'text' | 'own'>,
): Promise<Result<Appended>> => {
  let allowed = unmasked;
  const seen = [...tail.entries];
  const latest = () => (tail.cursor ? [tail.cursor, ...seen] : seen);
  const done = seen.find((entry) => cidOf(entry) === draft.cid);
  if (done) return { ok: { seq: done.seq, entries: seen } };
  const refusal = forbids(latest());
  if (refusal) return refuse(refusal);
  for (let seq = tail.last + 1; seq <= tail.last + MAX_CLASHES; seq++) {
    let entry: Entry = { ...draft, seq };
    let result: WriteResult | undefined;
    if (allowed !== undefined && entry.kind === 'message') {
      const open: Entry = { ...entry, ...allowed };
      const put = await putAllowed(db, tail.chat.id, open);
      if (put === 'busy') return refuse({ code: put });
      // Another message was quicker, or the agent took it back.
      if (put === 'over') allowed = undefined;
      else [entry, result] = [open, put];
    }
    result ??= await db.put(fromEntry(tail.chat.id, entry), absent);
    if ('done' in result) return { ok: { seq, entries: [...seen, entry], isAllowed: allowed !== undefined } };
    const winner = await placeTaken(db, tail.chat.id, seq, result.refused);
    seen.push(winner);
    if (cidOf(winner) === draft.cid) return { ok: { seq, entries: seen } };
    const refusal = forbids(latest());
    if (refusal) return refuse(refusal);
  }
  return refuse({ code: 'busy' });
};

/**
 * A message with what was allowed for one: the one is not stored without the other being gone, so that it counts once,
 * whoever speaks at the same moment and however often it is sent.
 * @returns `over` where nothing is allowed any more.
 */
const putAllowed = async (db: Db, chatId: ChatId, entry: Entry): Promise<WriteResult | 'over' | 'busy'> => {
  const result = await db.transact([
    { put: fromEntry(chatId, entry), when: absent },
    {
      update: metaKey(chatId),
      by: {
        update: 'SET rev = rev + :one REMOVE allowed',
        condition: 'attribute_exists(allowed)',
        values: { ':one': 1 },
      },
    },
  ]);
  if ('done' in result) return result;
  if ('conflict' in result) return 'busy';
  const [place] = result.refused;
  return place ? { refused: place.kind === undefined ? undefined : place } : 'over';
};

/** Who stands at a place that was refused; DynamoDB returns the item, an engine that does not is asked. */
const placeTaken = async (db: Db, chatId: ChatId, seq: number, refused: Item | undefined): Promise<Entry> => {
  const item = refused ?? (await db.get({ pk: chatKey(chatId), sk: entrySk(seq) }, { consistent: true }));
  if (!item) throw new Error('a place was refused that is free');
  return toEntry(item);
};
