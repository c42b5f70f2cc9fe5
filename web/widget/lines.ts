// The log as lines to draw: days, bubbles in groups, notes of who came and went. Pure; writes no texts itself.
import type { Refusal } from '../../shared/errors.ts';
import type { Cid, Entry } from '../../shared/model.ts';
import type { Outgoing } from '../connection/types.ts';
import { dayKey } from '../ui/time.ts';

export interface Bubble {
  readonly kind: 'bubble';
  readonly key: string;
  readonly at: number;
  readonly text: string;
  /** Of a message; the welcome has none. */
  readonly cid: Cid | undefined;
  /** Who said it, and the name to show; `own` is the customer at this screen. */
  readonly author: { readonly id: string; readonly own: boolean; readonly name: string | undefined };
  readonly delivery: Delivery;
  /** First and last of a group: same author, close in time. */
  readonly first: boolean;
  readonly last: boolean;
}

export type Delivery =
  | { readonly kind: 'stored' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'failed'; readonly refusal: Refusal | undefined };

export type Line =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'note'; readonly key: string; readonly at: number; readonly entry: NoteEntry }
  | Bubble;

export type NoteEntry = Extract<Entry, { kind: 'joined' | 'left' | 'ended' }>;

/** A silence longer than this starts a new group, so every group can do with one time. */
const GROUP_MS = 5 * 60_000;

export const makeLines = (entries: readonly Entry[], outgoing: readonly Outgoing[]): readonly Line[] => {
  const stored = new Set(entries.map((entry) => (entry.kind === 'message' ? entry.cid : '')));
  const lines = [
    ...entries.flatMap((entry) => lineOf(entry) ?? []),
    // A message can be stored and still be waiting for its acknowledgement; it is shown once.
    ...outgoing.filter(({ cid }) => !stored.has(cid)).map(lineOfOutgoing),
  ];
  return withDays(lines.map((line, index) => inGroup(line, lines[index - 1], lines[index + 1])));
};

const lineOf = (entry: Entry): Line | undefined => {
  const key = String(entry.seq);
  switch (entry.kind) {
    case 'started':
      // Spoken by the helpdesk as such, no agent (S9).
      return entry.welcome
        ? bubble({ key, ...entry, text: entry.welcome }, { id: 'helpdesk', own: false, name: undefined })
        : undefined;
    case 'message': {
      const { role, id, name } = entry.author;
      return bubble({ ...entry, key: entry.cid }, { id, own: role === 'customer', name });
    }
    case 'joined':
    case 'left':
    case 'ended':
      return { kind: 'note', key, at: entry.at, entry };
    default:
      return entry satisfies never;
  }
};

const bubble = (
  { key, at, text, cid }: { key: string; at: number; text: string; cid?: Cid },
  author: Bubble['author'],
): Bubble => ({
  kind: 'bubble',
  key,
  at,
  text,
  cid,
  author,
  delivery: { kind: 'stored' },
  first: true,
  last: true,
});

const lineOfOutgoing = (message: Outgoing): Bubble => ({
  ...bubble({ ...message, key: message.cid }, { id: '', own: true, name: undefined }),
  delivery: message.state === 'failed' ? { kind: 'failed', refusal: message.refusal } : { kind: 'sending' },
});

const inGroup = (line: Line, before: Line | undefined, after: Line | undefined): Line =>
  line.kind === 'bubble' ? { ...line, first: !belong(before, line), last: !belong(line, after) } : line;

const belong = (a: Line | undefined, b: Line | undefined): boolean =>
  a?.kind === 'bubble' &&
  b?.kind === 'bubble' &&
  (a.author.own ? b.author.own : !b.author.own && a.author.id === b.author.id) &&
  Math.abs(b.at - a.at) < GROUP_MS &&
  dayKey(a.at) === dayKey(b.at);

const withDays = (lines: readonly Line[]): readonly Line[] =>
  lines.flatMap((line, index) => {
    const before = lines[index - 1];
    const day = dayKey(line.at);
    return before && dayKey(before.at) === day
      ? [line]
      : // The clock of this device and the server's may differ around midnight; the index keeps keys apart.
        [{ kind: 'day', key: `${day}/${index}`, at: line.at }, line];
  });
