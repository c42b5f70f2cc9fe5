// A change of somebody's second factors: decided from what is there, and stored with everything that belongs to it, or decided again. Independent of what is changed.
import { type Result, refuse } from '../../shared/errors.ts';
import type { Context } from '../adapters/context.ts';
import type { Account } from '../domain/account.ts';
import { type Factors, hasFactor } from '../domain/factors.ts';
import { changeAccount, readAccount } from '../store/accounts.ts';
import type { Write } from '../store/db.ts';
import { factorsChanged, readFactors } from '../store/factors.ts';
import { RETRY, retryUntilSettled } from '../store/retry.ts';

export interface FactorChange<T> {
  readonly factors: Factors;
  /** Changes with them; whether there is a second factor at all is noted on it here. */
  readonly account?: Account;
  /** Written with it, or not at all. */
  readonly more?: readonly Write[];
  /** What whoever asked is given. */
  readonly given: T;
}

/**
 * @param decide from the factors and the account as they are now; asked again when somebody was quicker, so that of two who use
 *   one code at the same moment the second finds it used.
 * @returns what was given, with the account as it then is.
 */
export const changeFactors = <T>(
  { db, random }: Pick<Context, 'db' | 'random'>,
  user: string,
  decide: (factors: Factors, account: Account) => Promise<Result<FactorChange<T>>> | Result<FactorChange<T>>,
): Promise<Result<{ readonly account: Account; readonly given: T }>> =>
  retryUntilSettled(random, async () => {
    const [before, account] = await Promise.all([readFactors(db, user), readAccount(db, user)]);
    if (!account) return refuse({ code: 'not_signed_in' });
    const decided = await decide(before, account);
    if ('error' in decided) return decided;
    const { factors, account: changed = account, more = [], given } = decided.ok;
    const secondFactor = hasFactor(factors) || undefined;
    const writes = [factorsChanged(user, before, factors), ...more];
    if (changed === account && secondFactor === account.secondFactor) {
      return 'done' in (await db.transact(writes)) ? { ok: { account, given } } : RETRY;
    }
    const after = { ...changed, secondFactor };
    const stored = await changeAccount(db, account, after, writes);
    return stored === 'done' ? { ok: { account: { ...after, rev: account.rev + 1 }, given } } : RETRY;
  });
