// What the search index consists of, up to where it goes, and who is at it: one item per desk. The segments themselves are in the bucket. See docs/decisions/040.

import * as v from 'valibot';
import { type Db, isStored } from './db.ts';
import { searchIndexKey } from './keys.ts';

const SegmentOf = v.object({
  name: v.string(),
  /** How often it was merged; those of one level are about as large. */
  level: v.number(),
  docs: v.number(),
  terms: v.number(),
  bytes: v.number(),
  /** Milliseconds: when its oldest and its newest chat began. */
  oldest: v.number(),
  newest: v.number(),
});
export type SegmentOf = v.InferOutput<typeof SegmentOf>;

const IndexItem = v.object({
  /** In no order. */
  segments: v.array(SegmentOf),
  /** The place in the order of chats up to which all that ended are in the segments; but `late`. */
  upTo: v.string(),
  /** Places of chats that still ran when the index passed them. */
  late: v.array(v.string()),
  /** When it was last brought up to date (milliseconds). */
  at: v.number(),
  /** Who alone may change it, and until when (milliseconds); there until whoever began has finished. */
  held: v.optional(v.object({ by: v.string(), until: v.number() })),
  /** Grows with every write. */
  version: v.number(),
});
export type SearchIndex = v.InferOutput<typeof IndexItem>;

export const emptyIndex: SearchIndex = { segments: [], upTo: '', late: [], at: 0, version: 0 };

export const readIndex = async (db: Db, desk: string, { consistent = true } = {}): Promise<SearchIndex> => {
  const item = await db.get(searchIndexKey(desk), { consistent });
  return item ? v.parse(IndexItem, item) : emptyIndex;
};

/**
 * Writes what it is to be, unless somebody wrote since it was read.
 * @returns as it then is; `undefined` when somebody was quicker.
 */
export const writeIndex = async (
  db: Db,
  desk: string,
  was: SearchIndex,
  next: Partial<SearchIndex>,
): Promise<SearchIndex | undefined> => {
  const index = { ...was, ...next, version: was.version + 1 };
  const result = await db.put(
    { ...searchIndexKey(desk), ...index },
    {
      condition: `#version = :was${was.version === 0 ? ' OR attribute_not_exists(#version)' : ''}`,
      names: { '#version': 'version' },
      values: { ':was': was.version },
    },
  );
  return isStored(result, index) ? index : undefined;
};

/** Nobody who began can be at it still: a function runs 55 s at most, and clocks differ by less than the rest. */
const HELD_MS = 2 * 60_000;

/**
 * Takes the index for oneself.
 * @param by an id of this call alone.
 * @returns `undefined` while somebody else has it; who died with it has it for HELD_MS.
 */
export const holdIndex = async (
  db: Db,
  desk: string,
  { by, now }: { readonly by: string; readonly now: number },
): Promise<SearchIndex | undefined> => {
  const was = await readIndex(db, desk);
  return isHeld(was, now) ? undefined : writeIndex(db, desk, was, { held: { by, until: now + HELD_MS } });
};

/** A clock that was set back does not keep it held. */
const isHeld = ({ held }: SearchIndex, now: number): boolean =>
  held !== undefined && now < held.until && held.until <= now + HELD_MS;
