// One chat's entries in the order of the store, whatever order they arrived in. Pure; used by both sites.
import type { Entry } from './model.ts';

/** An entry of a kind that only a newer server knows: its place and time are kept, so that nothing after it waits. */
export interface UnknownEntry {
  readonly kind: 'unknown';
  readonly seq: number;
  readonly at: number;
}
/** An entry as a page has it. */
export type ShownEntry = Entry | UnknownEntry;

export interface Timeline {
  /** Entries 1..last without a gap. */
  readonly entries: readonly ShownEntry[];
  /** Entries that arrived ahead of a gap, by seq. */
  readonly ahead: ReadonlyMap<number, ShownEntry>;
}

export const emptyTimeline: Timeline = { entries: [], ahead: new Map() };

/** The cursor: seq of the last entry without a gap before it, 0 when there is none. */
export const lastSeq = (timeline: Timeline): number => timeline.entries.at(-1)?.seq ?? 0;

export const hasGap = (timeline: Timeline): boolean => timeline.ahead.size > 0;

const kinds: Readonly<Record<Entry['kind'], true>> = {
  started: true,
  message: true,
  joined: true,
  away: true,
  back: true,
  redacted: true,
  left: true,
  ended: true,
};

/** Whether this release knows the kind of entry. */
export const isKnown = (kind: string): boolean => Object.hasOwn(kinds, kind);

const shown = (entry: ShownEntry): ShownEntry =>
  isKnown(entry.kind) ? entry : { kind: 'unknown', seq: entry.seq, at: entry.at };

/**
 * Adds entries; repeated ones change nothing, early ones wait until the gap is filled. What takes a message back does so
 * whenever it comes: a late copy of the message is behind it or is no longer looked at.
 */
export const addEntries = (timeline: Timeline, added: readonly ShownEntry[]): Timeline => {
  let next = lastSeq(timeline) + 1;
  const ahead = new Map(timeline.ahead);
  const entries = [...timeline.entries];
  let isChanged = false;
  const redact = (entry: ShownEntry) => {
    if (entry.kind !== 'redacted') return;
    const taken = entries[entry.of - 1];
    if (taken?.kind !== 'message' || taken.redacted) return;
    const { files: _files, own: _own, ...left } = taken;
    entries[entry.of - 1] = { ...left, text: '', redacted: entry.by };
    isChanged = true;
  };
  for (const entry of added) {
    if (entry.seq < next) redact(entry);
    else ahead.set(entry.seq, shown(entry));
  }
  if (ahead.size === 0 && !isChanged) return timeline;
  for (let entry = ahead.get(next); entry; entry = ahead.get(next)) {
    entries.push(entry);
    redact(entry);
    ahead.delete(next++);
  }
  return { entries, ahead };
};
