// Keeps the search index up to date, in pieces that can be cut off and done again: chats that ended go in, small segments become larger ones. See docs/decisions/040.
import type { Context } from '../adapters/context.ts';
import { segmentsOf } from '../adapters/file-names.ts';
import { log } from '../adapters/log.ts';
import type { SegmentFiles } from '../adapters/segment-files.ts';
import type { Chat } from '../domain/chat.ts';
import { readChatDocs } from '../store/chat-terms.ts';
import { chatIdIn, readPlaces } from '../store/history.ts';
import { toChat } from '../store/items.ts';
import { metaKey } from '../store/keys.ts';
import type { Allowance } from '../store/remove.ts';
import {
  emptyIndex,
  holdIndex,
  readIndex,
  type SearchIndex,
  type SegmentOf,
  writeIndex,
} from '../store/search-index.ts';
import { buildSegment, mergeSegments, type NewDoc, type Read, type Segment } from '../store/segment.ts';

export interface IndexContext extends Pick<Context, 'db' | 'now' | 'newId'> {
  readonly segmentFiles: SegmentFiles;
}

/** How often what ended goes in; what began since is read from the logs by whoever searches. */
const EVERY_MS = 60 * 60_000;
/** A chat that is being started now stands in the list of chats by then, at its place. */
const SETTLED_MS = 60 * 60_000;
/** After its end a chat waits so long: a read that is a little behind has its last words too. */
const AFTER_END_MS = 60_000;
/** Chats that the index passes while they run. */
const LATE = 50;

/** Of one piece: what fits in a function's memory many times, whatever was said. */
const PIECE = { chats: 200, bytes: 1024 * 1024 } as const;
const BATCH = 50;
const SIDE_BY_SIDE = 4;

/** Segments of a level that become one of the next; so a chat is written again once for eight times as many chats. */
const TOGETHER = 8;
/** Bytes of a segment that grows no more: some 5,000 chats. */
const LARGE = 8 * 1024 * 1024;
/** What merging counts for in an allowance: seconds. */
const MERGE_COSTS = 1000;

/**
 * Does what is due of one desk, as far as `allowance` goes. Whatever is cut off is done again: what was written for it
 * and leads nowhere is removed by whoever is next.
 */
export const indexChats = async (
  context: IndexContext,
  desk: string,
  allowance: Allowance,
): Promise<void> => {
  const { db, now } = context;
  const { at } = await readIndex(db, desk, { consistent: false });
  if (now() - at < EVERY_MS && at <= now()) return;
  while (allowance.left > 0) {
    const index = await takeIndex(context, desk);
    if (!index) return;
    const merging = planMerge(index.segments);
    if (merging) {
      await merge(context, desk, index, merging);
      allowance.left -= MERGE_COSTS;
    } else if (await addPiece(context, desk, index, allowance)) return;
  }
};

/**
 * Takes the index for oneself, with its folder tidied up: what somebody left who was cut off goes. Where a segment is
 * missing, as after a restore of the table, the index begins anew.
 */
export const takeIndex = async (
  { db, now, newId, segmentFiles }: IndexContext,
  desk: string,
): Promise<SearchIndex | undefined> => {
  const index = await holdIndex(db, desk, { by: newId(), now: now() });
  if (!index) return undefined;
  const there = new Set(await segmentFiles.list(segmentsOf(desk)));
  const isWhole = index.segments.every(({ name }) => there.has(name));
  if (!isWhole) log('ERROR', 'the search index lacks a segment and begins anew', {});
  const { segments, upTo, late } = isWhole ? index : emptyIndex;
  for (const { name } of segments) there.delete(name);
  for (const name of there) await segmentFiles.remove(name);
  return { ...index, segments, upTo, late };
};

/**
 * Ends what `takeIndex` began: the index is what it is to be, then what it no longer consists of goes, then others may.
 * @returns whether it was; not when this took so long that somebody else took it.
 */
export const changeIndex = async (
  { db, segmentFiles }: IndexContext,
  desk: string,
  index: SearchIndex,
  next: Partial<SearchIndex>,
  replaced: readonly SegmentOf[] = [],
): Promise<boolean> => {
  if (replaced.length === 0) {
    return (await writeIndex(db, desk, index, { ...next, held: undefined })) !== undefined;
  }
  const written = await writeIndex(db, desk, index, next);
  if (!written) return false;
  for (const { name } of replaced) await segmentFiles.remove(name);
  await writeIndex(db, desk, written, { held: undefined });
  return true;
};

/** Stores a segment that the index does not consist of yet. */
export const putSegment = async (
  { newId, segmentFiles }: IndexContext,
  desk: string,
  { body, ...segment }: Segment,
  level: number,
): Promise<SegmentOf> => {
  const name = `${segmentsOf(desk)}${newId()}`;
  await segmentFiles.put(name, body);
  return { name, level, ...segment };
};

/** @throws when it is not there: it was when the index was taken. */
export const readSegment = async (
  { segmentFiles }: Pick<IndexContext, 'segmentFiles'>,
  segment: SegmentOf,
): Promise<Read> => {
  const body = await segmentFiles.read(segment.name, [0, segment.bytes]);
  if (!body) throw new Error('a segment of the search index is missing');
  return { ...segment, body };
};

/** Puts in the chats that are next. @returns whether that was all there is. */
const addPiece = async (
  context: IndexContext,
  desk: string,
  index: SearchIndex,
  allowance: Allowance,
): Promise<boolean> => {
  const { now } = context;
  const late = await readLate(context, index);
  const piece = await gather(context, index, late, allowance);
  const level = 0;
  const segment =
    piece.docs.length > 0 ? [await putSegment(context, desk, buildSegment(piece.docs), level)] : [];
  const segments = [...index.segments, ...segment];
  const isDone = piece.isAll && planMerge(segments) === undefined;
  await changeIndex(context, desk, index, {
    segments,
    upTo: piece.upTo,
    late: [...piece.late],
    at: isDone ? now() : index.at,
  });
  return isDone;
};

const isSettled = ({ ended }: Chat, now: number): boolean =>
  ended !== undefined && ended.at <= now - AFTER_END_MS;

/** Read strongly: who is being removed says so first and then looks whether it is in the index. */
const readChats = async (db: Context['db'], places: readonly string[]): Promise<Map<string, Chat>> => {
  const items = await db.getAll(
    places.map((place) => metaKey(chatIdIn(place))),
    { consistent: true },
  );
  const byId = new Map(items.map(toChat).map((chat) => [chat.id, chat]));
  const found = new Map<string, Chat>();
  for (const place of places) {
    const chat = byId.get(chatIdIn(place));
    if (chat && !chat.removing) found.set(place, chat);
  }
  return found;
};

interface Late {
  readonly ended: readonly Chat[];
  readonly running: readonly string[];
}

const readLate = async ({ db, now }: IndexContext, { late }: SearchIndex): Promise<Late> => {
  const found = [...(await readChats(db, late))];
  return {
    ended: found.flatMap(([, chat]) => (isSettled(chat, now()) ? [chat] : [])),
    running: found.flatMap(([place, chat]) => (isSettled(chat, now()) ? [] : [place])),
  };
};

interface Piece {
  readonly docs: readonly NewDoc[];
  readonly late: readonly string[];
  readonly upTo: string;
  /** Nothing is left that may go in by now. */
  readonly isAll: boolean;
}

/** Reads as many of the next chats as a piece holds, in the order they began. */
const gather = async (
  { db, now }: IndexContext,
  index: SearchIndex,
  { ended, running }: Late,
  allowance: Allowance,
): Promise<Piece> => {
  const docs: NewDoc[] = [];
  const late: string[] = [...running];
  let [chats, bytes] = [0, 0];
  const add = async (batch: readonly Chat[]) => {
    const read = await Promise.all(batch.map((chat) => readChatDocs(db, chat)));
    for (const each of read) {
      docs.push(...each.docs);
      bytes += each.bytes;
      allowance.left -= 1 + Math.ceil(each.bytes / 8192);
    }
    chats += batch.length;
  };
  for (const four of inGroups(ended)) await add(four);

  const before = now() - SETTLED_MS;
  for (let { upTo } = index; ; ) {
    const { places, reached, isEnd } = await readPlaces(db, { after: upTo, before, limit: BATCH });
    allowance.left -= 3;
    const found = await readChats(db, places);
    for (const four of inGroups(places)) {
      if (chats >= PIECE.chats || bytes >= PIECE.bytes) return { docs, late, upTo, isAll: false };
      const settled: Chat[] = [];
      for (const place of four) {
        const chat = found.get(place);
        if (chat && isSettled(chat, now())) settled.push(chat);
        else if (chat) {
          // So many that run for so long are let end first.
          if (late.length === LATE) {
            await add(settled);
            return { docs, late, upTo, isAll: true };
          }
          late.push(place);
        }
        upTo = place;
      }
      await add(settled);
    }
    upTo = reached;
    if (isEnd) return { docs, late, upTo, isAll: true };
    if (allowance.left <= 0) return { docs, late, upTo, isAll: false };
  }
};

const inGroups = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / SIDE_BY_SIDE) }, (_, index) =>
    all.slice(index * SIDE_BY_SIDE, (index + 1) * SIDE_BY_SIDE),
  );

/** Which segments become one next: of the lowest level that has enough, the oldest that fit together. */
export const planMerge = (segments: readonly SegmentOf[]): readonly SegmentOf[] | undefined => {
  const levels = [...new Set(segments.map(({ level }) => level))].sort((a, b) => a - b);
  for (const level of levels) {
    const small = segments.filter((segment) => segment.level === level && segment.bytes <= LARGE / 2);
    if (small.length < TOGETHER) continue;
    const together: SegmentOf[] = [];
    let bytes = 0;
    for (const segment of small.sort((a, b) => a.newest - b.newest)) {
      if (together.length >= 2 && bytes + segment.bytes > LARGE) break;
      together.push(segment);
      bytes += segment.bytes;
    }
    return together;
  }
  return undefined;
};

const merge = async (
  context: IndexContext,
  desk: string,
  index: SearchIndex,
  merging: readonly SegmentOf[],
): Promise<void> => {
  const read: Read[] = [];
  for (const segment of merging) read.push(await readSegment(context, segment));
  const merged = mergeSegments(read);
  const level = 1 + Math.max(...merging.map((segment) => segment.level));
  const others = index.segments.filter((segment) => !merging.includes(segment));
  const segments = [...others, ...(merged ? [await putSegment(context, desk, merged, level)] : [])];
  await changeIndex(context, desk, index, { segments }, merging);
};
