// Ending every session of whoever a provider names: a new epoch of the account, and its sockets closed. Independent of why.
import type { Role } from '../../shared/model.ts';
import { log } from '../adapters/log.ts';
import type { Identity } from '../domain/account.ts';
import { changeAccount } from '../store/accounts.ts';
import { findByIdentity } from '../store/identities.ts';
import { forgetProviderSessions } from '../store/provider-sessions.ts';
import { RETRY, retryUntilSettled } from '../store/retry.ts';
import { finish, passwordWork, pending, type WorkContext } from './work.ts';

/** @throws when others were quicker all the time: it is to be asked again. */
export const endAllOf = async (context: WorkContext, role: Role, identity: Identity): Promise<void> => {
  const { db, random } = context;
  const ended = await retryUntilSettled<object>(random, async () => {
    const before = await findByIdentity(db, role, identity);
    if (!before) return { ok: {} };
    const follow = pending(context, passwordWork(context, before.id));
    const changed = await changeAccount(db, before, { ...before, epoch: before.epoch + 1 }, [follow.write]);
    if (changed !== 'done') return RETRY;
    await finish(context, follow);
    await forgetProviderSessions(db, before.id);
    log('INFO', 'signed out by the provider', { action: 'sign-in', account: before.id });
    return { ok: {} };
  });
  if ('error' in ended) throw new Error('other writes of the account were under way');
};
