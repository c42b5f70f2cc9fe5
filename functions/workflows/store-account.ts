// Storing a change of an account and saying why it was not.
import { type Refusal, type Result, refuse } from '../../shared/errors.ts';
import type { UserId } from '../../shared/model.ts';
import type { Context } from '../adapters/context.ts';
import type { Account } from '../domain/account.ts';
import { type Changed, changeAccount, readAccount, whileAdministrator } from '../store/accounts.ts';
import type { Write } from '../store/db.ts';
import { RETRY, retryUntilSettled } from '../store/retry.ts';

/** @param more written with it, or not at all. */
export const storeChange = (
  { db, random }: Pick<Context, 'db' | 'random'>,
  before: Account,
  after: Account,
  more: readonly Write[],
): Promise<Result<Account>> =>
  untilStored(random, () => changeAccount(db, before, after, more), { ...after, rev: before.rev + 1 });

/** Changes fields of the own account that are nobody else's to decide, whatever else is changed meanwhile. */
export const changeOwn = (
  { db, random }: Pick<Context, 'db' | 'random'>,
  id: UserId,
  change: (before: Account) => Account,
): Promise<Result<Account>> =>
  retryUntilSettled(random, async () => {
    const before = await readAccount(db, id);
    if (!before) return refuse({ code: 'not_signed_in' });
    const after = change(before);
    const changed = await changeAccount(db, before, after);
    if (changed === 'conflict' || changed === 'outdated') return RETRY;
    const refusal = refusalOf(changed);
    return refusal ? refuse(refusal) : { ok: { ...after, rev: before.rev + 1 } };
  });

/** Tries again while another write is under way on something it touches. */
export const untilStored = <T>(
  random: () => number,
  store: () => Promise<Changed>,
  stored: T,
): Promise<Result<T>> =>
  retryUntilSettled(random, async () => {
    const changed = await store();
    if (changed === 'conflict') return RETRY;
    const refusal = refusalOf(changed);
    return refusal ? refuse(refusal) : { ok: stored };
  });

/** That who asks may administer still is so when it is stored; on the own account the version says so. */
export const asAdministrator = (actor: Account, changed?: Account): Write[] =>
  actor.id === changed?.id ? [] : [whileAdministrator(actor.id)];

const refusalOf = (changed: Exclude<Changed, 'conflict'>): Refusal | undefined => {
  switch (changed) {
    case 'done':
      return undefined;
    // Who asked lost the right to while asking, or the session it was asked with.
    case 'refused':
      return { code: 'forbidden' };
    case 'outdated':
    case 'login_taken':
      return { code: changed };
    default:
      return changed satisfies never;
  }
};
