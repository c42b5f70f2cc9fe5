// Takes chats out of the search index, or what they no longer say: the segments they are in are written anew. No rules about when.
import type { ChatId } from '../../shared/model.ts';
import { chatIdIn } from '../store/history.ts';
import { readIndex, type SegmentOf } from '../store/search-index.ts';
import { buildSegment, docsAt, mergeSegments, type NewDoc, type Read, readDocs } from '../store/segment.ts';
import { changeIndex, type IndexContext, putSegment, readSegment, takeIndex } from './index-chats.ts';

export interface Unwanted {
  readonly id: ChatId;
  readonly startedAt: number;
}

/** Segments written anew in one call: up to some seconds each, of the 29 that a request has. */
const AT_ONCE = 2;

/**
 * @param chats marked as being removed before: who puts chats in takes none of those.
 * @param instead what is there of them from now on, if anything: then those that are not in yet stay to be put in.
 * @returns whether nothing of them is in the bucket; else somebody is at the index, or there is more to do: ask again.
 */
export const unindexChats = async (
  context: IndexContext,
  desk: string,
  chats: readonly Unwanted[],
  instead: readonly NewDoc[] = [],
): Promise<boolean> => {
  const isTheirs = ({ oldest, newest }: SegmentOf) =>
    chats.some(({ startedAt }) => oldest <= startedAt && startedAt <= newest);
  const unwanted = new Set(chats.map(({ id }) => id));
  const isLate = (place: string) => instead.length === 0 && unwanted.has(chatIdIn(place));
  const before = await readIndex(context.db, desk);
  // Whoever has it, or died with it, may have written what no index leads to yet.
  if (before.held === undefined && !before.segments.some(isTheirs) && !before.late.some(isLate)) return true;

  const index = await takeIndex(context, desk);
  if (!index) return false;
  const replaced: SegmentOf[] = [];
  const written: SegmentOf[] = [];
  let isAll = true;
  for (const segment of index.segments.filter(isTheirs)) {
    const table = await context.segmentFiles.read(segment.name, [...docsAt(segment)]);
    if (!table || !readDocs(table).some(({ id }) => unwanted.has(id))) continue;
    if (replaced.length === AT_ONCE) {
      isAll = false;
      break;
    }
    const rest = mergeSegments([await readSegment(context, segment)], ({ id }) => !unwanted.has(id));
    const whole = mergeSegments([...present(rest), ...present(buildAnew(instead))]);
    if (whole) written.push(await putSegment(context, desk, whole, segment.level));
    replaced.push(segment);
  }
  const segments = [...index.segments.filter((segment) => !replaced.includes(segment)), ...written];
  const late = index.late.filter((place) => !isLate(place));
  const isChanged = await changeIndex(context, desk, index, { segments, late }, replaced);
  return isChanged && isAll;
};

const buildAnew = (docs: readonly NewDoc[]): Read | undefined =>
  docs.length > 0 ? buildSegment(docs) : undefined;

const present = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
