// What the release before would not read is stored as what it reads, with a mark beside it that this one reads: functions of both run side by side during a deployment, and after going back (docs/decisions/032). Pure.
import type { EndReason, Entry } from '../../shared/model.ts';
import type { Item } from './db.ts';

/** @param end an entry or a field with the reason of an end. */
export const endToStore = <E extends { readonly reason: EndReason }>(end: E): Item =>
  end.reason === 'unanswered' ? { ...end, reason: 'timeout', unanswered: true } : { ...end };

/** Of what was stored so; everything else as it is. */
export const endAsStored = (end: Item): Item => {
  const { unanswered, ...rest } = end;
  return unanswered ? { ...rest, reason: 'unanswered' } : end;
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
    default:
      return { ...entry };
  }
};

export const entryAsStored = (item: Item): Item => {
  if (item.away) return { ...item, kind: 'away' };
  if (item.back) return { ...item, kind: 'back' };
  return endAsStored(item);
};
