// Erasures of customers under way, and the last write of one. Independent of the steps between.
import * as v from 'valibot';
import { Person, UserId } from '../../shared/model.ts';
import type { Account } from '../domain/account.ts';
import { accountKeys } from './accounts.ts';
import { auditLine } from './audit.ts';
import { type Db, unconditional } from './db.ts';
import { ERASURES, erasureKey } from './keys.ts';
import { countRemoved } from './remove.ts';

const ErasureItem = v.object({ customer: UserId, by: Person, at: v.number() });
export type Erasure = v.InferOutput<typeof ErasureItem>;

/** Notes that a customer is to be erased; a second time changes nothing. */
export const beginErasure = async (db: Db, erasure: Erasure): Promise<void> => {
  await db.put({ ...erasureKey(erasure.customer), ...erasure }, { condition: 'attribute_not_exists(pk)' });
};

export const readErasure = async (db: Db, customer: UserId): Promise<Erasure | undefined> => {
  const item = await db.get(erasureKey(customer), { consistent: true });
  return item && v.parse(ErasureItem, item);
};

/** At most `limit`, for one run. */
export const listErasures = async (db: Db, limit: number): Promise<Erasure[]> =>
  (await db.query({ pk: ERASURES, limit })).items.map((item) => v.parse(ErasureItem, item));

/**
 * The end of an erasure: the account and its login go, and what stays is a count and who did it.
 * @returns whether this call did it.
 */
export const endErasure = async (
  db: Db,
  { by, customer }: Erasure,
  { account, now, id }: { account: Account; now: number; id: string },
): Promise<boolean> => {
  const result = await db.transact([
    { delete: erasureKey(customer), when: { condition: 'attribute_exists(pk)' } },
    ...accountKeys(account).map((key) => ({
      delete: key,
      when: unconditional('the account is blocked and its erasure, whose condition decides, ends with it'),
    })),
    auditLine({ at: now, who: by, action: 'erased', about: '' }, id),
    countRemoved('customers', now),
  ]);
  return 'done' in result;
};
