// The log as lines to draw: days, bubbles in groups, notes of who came and went. Pure; writes no texts itself.
import type { Refusal } from '../../../shared/errors.ts';
import type { Cid, RedactedBy } from '../../../shared/model.ts';
import type { SentFile } from '../../../shared/sent-file.ts';
import type { ShownEntry } from '../../../shared/timeline.ts';
import type { Outgoing } from '../../connection/types.ts';
import { dayKey } from '../../ui/time.ts';

export interface Bubble {
  readonly kind: 'bubble';
  readonly key: string;
  readonly at: number;
  readonly text: string;
  /** With files, whose names stand in the text behind so many of its UTF-16 units; behind all of it while it is on its way. */
  readonly files?: readonly SentFile[] | undefined;
  readonly said?: number | undefined;
  /** Of a message; the welcome has none. */
  readonly cid?: Cid | undefined;
  /** Its place, when it is stored; and who took it back. */
  readonly seq?: number;
  readonly redacted?: RedactedBy | undefined;
  /** Said by the customer at this screen. */
  readonly own: boolean;
  /** Who said it; a message of the helpdesk as such, no agent, has none (S9). */
  readonly author?: { readonly id: string; readonly name: string } | undefined;
  /** How far an own message got (S24); what others said is always stored. */
  readonly delivery: 'stored' | Outgoing['state'];
  /** Why it failed, if the server said so. */
  readonly refusal?: Refusal | undefined;
  /** First and last of a group: same author, close in time. */
  readonly first: boolean;
  readonly last: boolean;
}

export type Line =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'note'; readonly key: string; readonly at: number; readonly entry: NoteEntry }
  | Bubble;

type Message = Extract<ShownEntry, { kind: 'message' }>;
export type NoteEntry = Exclude<ShownEntry, { kind: 'started' | 'message' | 'redacted' }>;

/** A silence longer than this starts a new group, so every group can do with one time. */
const GROUP_MS = 5 * 60_000;

/** What a line is made of: what is stored, or still on its way. */
export type Row = ShownEntry | Outgoing;

/** A message can be stored and still be waiting for its acknowledgement; it is there once. */
export const makeRows = (entries: readonly ShownEntry[], outgoing: readonly Outgoing[]): readonly Row[] => [
  ...entries,
  ...outgoing.filter(({ cid }) => !entries.some((entry) => entry.kind === 'message' && entry.cid === cid)),
];

export const isOwn = (row: Row): row is Outgoing | Message =>
  !('kind' in row) || (row.kind === 'message' && row.author.role === 'customer');

/** @param before when what stands before them was said. */
export const makeLines = (rows: readonly Row[], before?: number): readonly Line[] => {
  const lines = rows.flatMap(lineOf);
  return lines.flatMap((line, index) => {
    const isNewDay = dayKey(lines[index - 1]?.at ?? before ?? Number.NaN) !== dayKey(line.at);
    const drawn =
      line.kind === 'bubble'
        ? { ...line, first: !isOneGroup(lines[index - 1], line), last: !isOneGroup(line, lines[index + 1]) }
        : line;
    // The clock of this device and the server's may differ around midnight; the index keeps keys apart.
    return isNewDay ? [{ kind: 'day', key: `day/${index}`, at: line.at }, drawn] : drawn;
  });
};

const bubble = { kind: 'bubble', first: true, last: true } as const;

const lineOf = (entry: Row): Line | readonly Line[] => {
  if (!('kind' in entry)) return lineOfOutgoing(entry);
  const { at } = entry;
  const key = String(entry.seq);
  switch (entry.kind) {
    case 'started':
      return entry.welcome ? { ...bubble, key, at, text: entry.welcome, own: false, delivery: 'stored' } : [];
    case 'message': {
      const own = entry.author.role === 'customer';
      return {
        ...bubble,
        ...entry,
        kind: 'bubble',
        key: entry.cid,
        said: entry.own,
        own,
        delivery: 'stored',
      };
    }
    // Its place says so.
    case 'redacted':
      return [];
    case 'joined':
    case 'left':
    case 'away':
    case 'back':
    case 'ended':
    case 'unknown':
      return { kind: 'note', key, at, entry };
    default:
      return entry satisfies never;
  }
};

const lineOfOutgoing = ({ state, ...message }: Outgoing): Bubble => ({
  ...bubble,
  ...message,
  key: message.cid,
  own: true,
  delivery: state,
});

const isOneGroup = (a: Line | undefined, b: Line | undefined): boolean =>
  a?.kind === 'bubble' &&
  b?.kind === 'bubble' &&
  a.own === b.own &&
  (a.own || a.author?.id === b.author?.id) &&
  Math.abs(b.at - a.at) < GROUP_MS &&
  dayKey(a.at) === dayKey(b.at);
