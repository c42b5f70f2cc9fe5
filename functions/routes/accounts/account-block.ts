// Blocking and unblocking, whatever else was changed meanwhile. Asking again blocks again, and closes a connection that could not be closed the first time.
import { refuse } from '../../../shared/errors.ts';
import { type Account, toAccountView } from '../../domain/account.ts';
import { refuseOwn } from '../../domain/account-rules.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readAccount } from '../../store/accounts.ts';
import { arm } from '../../store/timers.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { asAdministrator, storeChange } from '../../workflows/store-account.ts';
import { finish, pending } from '../../workflows/work.ts';
import { auditRights } from './audit-change.ts';

export const createAccountBlock =
  (reach: Reach): RouteHandler<'PUT /api/accounts/{accountId}/blocked'> =>
  async ({ accountId, blocked }, { context, session }) => {
    const before = await readAccount(context.db, accountId);
    if (!before) return refuse({ code: 'not_found' });
    // Sessions of the epoch before do not come back with the unblocking.
    const after: Account = { ...before, blocked, epoch: before.epoch + (blocked ? 1 : 0) };
    const own = refuseOwn(session.account.id, before, after);
    if (own) return refuse(own);
    const follow = pending(context, { kind: 'rights', id: context.newId(), user: accountId });
    const stored =
      before.blocked === blocked
        ? { ok: before }
        : await storeChange(context, before, after, [
            ...asAdministrator(session.account, before),
            await auditRights(context, session.account, blocked ? 'blocked' : 'unblocked', after),
            ...(blocked ? [follow.write] : []),
          ]);
    // Blocked before: whatever would not close then has its work again.
    if (blocked && before.blocked) await arm(context.db, follow.work, follow.at);
    // Somebody else changed it at the same moment.
    if ('error' in stored) return stored.error.code === 'outdated' ? refuse({ code: 'busy' }) : stored;
    if (blocked) await finish({ ...context, ...reach }, follow);
    return { ok: toAccountView(stored.ok) };
  };
