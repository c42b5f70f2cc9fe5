// Blocking and unblocking, whatever else was changed meanwhile. Asked again it shuts out again: a connection that would not close may by now.
import { refuse } from '../../shared/errors.ts';
import { type Reach, shutOut } from '../actions/rights.ts';
import { type Account, toAccountView } from '../domain/account.ts';
import { refuseOwn } from '../domain/people.ts';
import type { HttpAction } from '../platform/http.ts';
import { readAccount } from '../store/accounts.ts';
import { noteRights } from './note.ts';
import { asAdministrator, storeChange } from './store-change.ts';

export const createAccountBlock =
  (reach: Reach): HttpAction<'PUT /api/accounts/{accountId}/blocked'> =>
  async ({ accountId, blocked }, { context, session }) => {
    const before = await readAccount(context.db, accountId);
    if (!before) return refuse({ code: 'not_found' });
    // Sessions of the epoch before do not come back with the unblocking.
    const after: Account = { ...before, blocked, epoch: before.epoch + (blocked ? 1 : 0) };
    const own = refuseOwn(session.account.id, before, after);
    if (own) return refuse(own);
    const stored =
      before.blocked === blocked
        ? { ok: before }
        : await storeChange(context, before, after, [
            ...asAdministrator(session.account, before),
            await noteRights(context, session.account, blocked ? 'blocked' : 'unblocked', after),
          ]);
    // Somebody else changed it at the same moment.
    if ('error' in stored) return stored.error.code === 'outdated' ? refuse({ code: 'busy' }) : stored;
    const out = blocked ? await shutOut({ ...context, ...reach }, stored.ok) : { ok: null };
    return 'error' in out ? out : { ok: toAccountView(stored.ok) };
  };
