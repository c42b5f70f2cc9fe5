// Somebody lost the device: an administrator takes the second factor away (S127). Every session of that person ends, who is told at the next sign-in.
import { refuse } from '../../../shared/errors.ts';
import { toAccountView } from '../../domain/account.ts';
import { NO_FACTORS } from '../../domain/factors.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { changeFactors } from '../../workflows/change-factors.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { asAdministrator } from '../../workflows/store-account.ts';
import { finish, passwordWork, pending } from '../../workflows/work.ts';
import { auditRights } from './audit-change.ts';

export const createFactorsReset =
  (reach: Reach): RouteHandler<'DELETE /api/accounts/{accountId}/factors'> =>
  async ({ accountId }, { context, session }) => {
    // One's own are changed by whoever shows who sits there, not by the right to administer.
    if (accountId === session.account.id) return refuse({ code: 'forbidden' });
    const follow = pending(context, passwordWork(context, accountId));
    const reset = await changeFactors(context, accountId, async (_factors, before) => {
      const after = { ...before, epoch: before.epoch + 1, factorsResetAt: context.now() };
      const line = await auditRights(context, session.account, 'factors_reset', before);
      const more = [...asAdministrator(session.account, before), line, follow.write];
      return { ok: { factors: NO_FACTORS, account: after, more, given: null } };
    });
    if ('error' in reset) return reset.error.code === 'not_signed_in' ? refuse({ code: 'not_found' }) : reset;
    await finish({ ...context, ...reach }, follow);
    return { ok: toAccountView(reset.ok.account) };
  };
