// What the release before would not read is stored as what it reads, with a mark beside it that this one reads: functions of both run side by side during a deployment, and after going back (docs/decisions/032). Pure.
import type { EndReason, Entry } from '../../shared/model.ts';
import type { Item } from './db.ts';

/** The reasons that came later, and what each is stored as; its own name is the mark. */
const older = { unanswered: 'timeout', blocked: 'agent' } as const satisfies {
  readonly [R in EndReason]?: EndReason;
};
type Newer = keyof typeof older;
const isNewer = (reason: string): reason is Newer => Object.hasOwn(older, reason);

/** @param end an entry or a field with the reason of an end. */
export const endToStore = <E extends { readonly reason: EndReason }>(end: E): Item =>
  isNewer(end.reason) ? { ...end, reason: older[end.reason], [end.reason]: true } : { ...end };

/** Of what was stored so; everything else as it is. */
export const endAsStored = (end: Item): Item => {
  const mark = Object.keys(older).find((reason) => end[reason]);
  if (mark === undefined) return end;
  const { [mark]: _, ...rest } = end;
  return { ...rest, reason: mark };
};

export const entryToStore = (entry: Entry): Item => {
  switch (entry.kind) {
    case 'ended':
      return endToStore(entry);
    // Whoever is away was nobody to the release before; whoever is back came.
    case 'away':
      return { ...entry, kind: 'left', away: true };
    case 'back':
      return { ...entry, kind: 'joined', back: true };
    // A message without a text, which is all that is left of it.
    case 'redacted':
      return { ...entry, kind: 'message', text: '', redacting: true };
    default:
      return { ...entry };
  }
};

export const entryAsStored = (item: Item): Item => {
  if (item.away) return { ...item, kind: 'away' };
  if (item.back) return { ...item, kind: 'back' };
  if (item.redacting) return { ...item, kind: 'redacted' };
  return endAsStored(item);
};
