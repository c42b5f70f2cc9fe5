// What the search index has for a search: parts of chats that may fit, newest first, from the segments that may have them. See docs/decisions/040.
import type { ReadSegment } from '../adapters/segment-files.ts';
import { rangesOf, type TermRange, UNREAD } from '../domain/search-terms.ts';
import { DOC_ENTRIES } from '../store/chat-terms.ts';
import { type ChatSearch, digits, type HistoryPosition, type LogRange, startOf } from '../store/history.ts';
import { byTime } from '../store/keys.ts';
import type { SearchIndex, SegmentOf } from '../store/search-index.ts';
import { docsAt, findLists, type Lists, readDocs, readLists, termsAt } from '../store/segment.ts';

/** A part of a chat that may fit. */
export interface Candidate extends LogRange {
  /** The chat's place in the order they began. */
  readonly gsk: string;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  /** Where to go on; absent when nothing older can be there. */
  readonly next?: HistoryPosition;
  /** As many segments were read as one page may. */
  readonly isSpent?: boolean;
}

/** Candidates of a batch. */
const BATCH = 50;
/** Segments of one page: each some three requests; of a desk with 100,000 chats all. */
const SEGMENTS = 24;
const SIDE_BY_SIDE = 4;
/** A segment of so many bytes is read in one request. */
const WHOLE = 256 * 1024;
/** Lists that are compared: the shortest say nearly all that the others do. */
const LISTS = 3;

/** Newest chat first, and within a chat from its beginning. */
const inOrder = (a: Candidate, b: Candidate): number =>
  a.gsk < b.gsk ? 1 : a.gsk > b.gsk ? -1 : a.from - b.from;

/**
 * Looks a search up in the index, from a place on.
 * @returns gives the next candidates at each call; `undefined` when a segment is missing: the index is another one by now.
 */
export const createLookUp = (
  read: ReadSegment,
  { segments, late }: SearchIndex,
  search: ChatSearch,
  place: HistoryPosition,
): (() => Promise<Candidates | undefined>) => {
  const unopened = segments
    .filter(({ oldest, newest }) => newest >= search.from && oldest <= startOf(place.gsk))
    .sort((a, b) => b.newest - a.newest);
  /** What of it is behind the place. */
  const behind = (candidate: Candidate): Candidate | [] => {
    const { gsk, from, to } = candidate;
    if (startOf(gsk) < search.from || gsk > place.gsk) return [];
    if (gsk < place.gsk) return candidate;
    const { seq } = place;
    if (seq === undefined || (to !== undefined && to < seq)) return [];
    return { ...candidate, from: Math.max(from, seq) };
  };
  let waiting: Candidate[] = late.flatMap((gsk) => behind({ gsk, from: 1 })).sort(inOrder);
  let left = SEGMENTS;

  return async () => {
    /** What began after this is complete. */
    const limit = () => unopened[0]?.newest ?? Number.NEGATIVE_INFINITY;
    const isReady = () => waiting[0] !== undefined && startOf(waiting[0].gsk) > limit();
    // Those at the place itself are read however many they are: the next page would begin with the same.
    const mayStop = () => left <= 0 && limit() + 1 < startOf(place.gsk);
    while (unopened.length > 0 && !isReady() && !mayStop()) {
      const opened = unopened.splice(0, SIDE_BY_SIDE);
      left -= opened.length;
      const found = await Promise.all(opened.map((segment) => candidatesIn(read, segment, search)));
      if (found.includes(undefined)) return undefined;
      waiting = [...waiting, ...found.flatMap((each) => each ?? []).flatMap(behind)].sort(inOrder);
    }
    const ready = waiting.filter(({ gsk }) => startOf(gsk) > limit()).slice(0, BATCH);
    waiting = waiting.slice(ready.length);
    const last = ready.at(-1);
    if (!last) {
      return unopened.length === 0
        ? { candidates: [] }
        : { candidates: [], next: { gsk: digits(limit() + 1) }, isSpent: true };
    }
    if (waiting.length === 0 && unopened.length === 0) return { candidates: ready };
    const next = { gsk: last.gsk, ...(last.to !== undefined && { seq: last.to + 1 }) };
    return { candidates: ready, next };
  };
};

type ReadPart = (bytes: readonly [number, number]) => Promise<Buffer | undefined>;

/** Reads parts of a segment; a small one at once. */
const partsOf = (read: ReadSegment, { name, bytes }: SegmentOf): ReadPart => {
  if (bytes > WHOLE) return (part) => read(name, part);
  const whole = read(name, [0, bytes]);
  return async (part) => (await whole)?.subarray(...part);
};

const candidatesIn = async (
  read: ReadSegment,
  segment: SegmentOf,
  { text, who, agent }: ChatSearch,
): Promise<Candidate[] | undefined> => {
  const part = partsOf(read, segment);
  const entries = await part(termsAt(segment));
  if (!entries) return undefined;

  const listsOf = (ranges: readonly TermRange[]): Lists[] | undefined => {
    const lists = ranges.flatMap((range) => findLists(segment, entries, range) ?? []);
    if (lists.length < ranges.length) return undefined;
    const bytesOf = ({ at: [first, end] }: Lists) => end - first;
    return lists.sort((a, b) => bytesOf(a) - bytesOf(b)).slice(0, LISTS);
  };
  const [unread, said, whose, whoseAgent] = [
    listsOf([{ first: UNREAD, last: UNREAD }]) ?? [],
    listsOf(rangesOf('text', text)),
    listsOf(rangesOf('who', who)),
    listsOf(rangesOf('agent', agent)),
  ];
  if (!whose || !whoseAgent || (!said && unread.length === 0)) return [];

  let isMissing = false;
  const numbersIn = async (lists: readonly Lists[]): Promise<Set<number>[]> =>
    Promise.all(
      lists.map(async (list) => {
        const body = await part(list.at);
        isMissing ||= body === undefined;
        return body ? readLists(body, list) : new Set<number>();
      }),
    );
  const [openEnded = [], saidIn, byOthers] = await Promise.all([
    numbersIn(unread),
    numbersIn(said ?? []),
    numbersIn([...whose, ...whoseAgent]),
  ]);
  if (isMissing) return undefined;

  const everyNumber = () => new Set(Array.from({ length: segment.docs }, (_, number) => number));
  const isOpenEnded = openEnded[0] ?? new Set<number>();
  const texts = said ? intersection(saidIn, everyNumber) : new Set<number>();
  const numbers = intersection([union(texts, isOpenEnded), ...byOthers], everyNumber);
  if (numbers.size === 0) return [];
  const table = await part(docsAt(segment));
  return (
    table &&
    readDocs(table).flatMap(({ startedAt, id, from }, number) => {
      if (!numbers.has(number)) return [];
      const gsk = byTime(startedAt, id);
      return isOpenEnded.has(number) ? { gsk, from } : { gsk, from, to: from + DOC_ENTRIES - 1 };
    })
  );
};

const union = (a: ReadonlySet<number>, b: ReadonlySet<number>): Set<number> => new Set([...a, ...b]);

const intersection = (
  [first, ...others]: readonly ReadonlySet<number>[],
  all: () => Set<number>,
): ReadonlySet<number> =>
  first ? new Set([...first].filter((number) => others.every((set) => set.has(number)))) : all();
