// A new password given by an administrator; whoever is signed in with the old one no longer is, and failed tries at it count no more.
import { refuse } from '../../../shared/errors.ts';
import { hashPassword } from '../../auth/password.ts';
import { siteOfRole, toAccountView } from '../../domain/account.ts';
import { refusePassword } from '../../domain/new-password.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readAccount } from '../../store/accounts.ts';
import { arePasswordsOff } from '../../store/providers.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { asAdministrator, storeChange } from '../../workflows/store-account.ts';
import { finish, passwordWork, pending } from '../../workflows/work.ts';
import { refuseInvitation } from './account-invite.ts';
import { auditRights } from './audit-change.ts';

export const createAccountPassword =
  (reach: Reach, hasMail: boolean): RouteHandler<'PUT /api/accounts/{accountId}/password'> =>
  async ({ accountId, password }, { context, session }) => {
    const before = await readAccount(context.db, accountId);
    if (!before) return refuse({ code: 'not_found' });
    if (await arePasswordsOff(context.db, siteOfRole(before.role))) return refuse({ code: 'passwords_off' });
    // What nobody else chose nobody else knows. Where no mail arrives there is no other way.
    const isOwn = before.id === session.account.id;
    if (!isOwn && !refuseInvitation(before, hasMail)) return refuse({ code: 'invite_instead' });
    const { login } = before;
    const permissions = before.role === 'agent' ? before.permissions : [];
    const fault = refusePassword({ password, login, permissions });
    if (fault) return refuse(fault);
    const after = {
      ...before,
      password: await hashPassword(password),
      epoch: before.epoch + 1,
      // One's own is known to nobody else.
      passwordGiven: isOwn ? undefined : true,
      invitedAt: undefined,
    };
    const follow = pending(context, passwordWork(context, before.id));
    const stored = await storeChange(context, before, after, [
      ...asAdministrator(session.account, before),
      await auditRights(context, session.account, 'password_set', after),
      follow.write,
    ]);
    if ('error' in stored) return stored.error.code === 'outdated' ? refuse({ code: 'busy' }) : stored;
    await finish({ ...context, ...reach }, follow);
    return { ok: toAccountView(stored.ok) };
  };
