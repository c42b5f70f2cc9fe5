// The note on a customer that stays (S141), beside the customer's other items: who changes it says from which version. No permission checks.
import * as v from 'valibot';
import { CustomerNote } from '../../shared/card-routes.ts';
import type { UserId } from '../../shared/model.ts';
import type { Db, Write } from './db.ts';
import { customerNoteKey } from './keys.ts';

export const readNote = async (db: Db, customer: UserId): Promise<CustomerNote> => {
  const item = await db.get(customerNoteKey(customer), { consistent: true });
  return item ? v.parse(CustomerNote, item) : { text: '', rev: 0 };
};

/** @param more written with it, or not at all. @returns whether nobody saved since the version it was made from. */
export const writeNote = async (
  db: Db,
  customer: UserId,
  note: CustomerNote,
  more: readonly Write[],
): Promise<'done' | 'outdated' | 'busy'> => {
  const result = await db.transact([
    {
      put: { ...customerNoteKey(customer), ...note },
      when:
        note.rev === 1
          ? { condition: 'attribute_not_exists(pk)' }
          : { condition: 'rev = :was', values: { ':was': note.rev - 1 } },
    },
    ...more,
  ]);
  if ('done' in result) return 'done';
  return 'conflict' in result ? 'busy' : 'outdated';
};
