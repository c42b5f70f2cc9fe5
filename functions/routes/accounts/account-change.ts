// An account changed by an administrator, unless somebody changed it meanwhile; what it may counts at once.
import { refuse } from '../../../shared/errors.ts';
import { type Account, displayName, toAccountView } from '../../domain/account.ts';
import { cleanPerson, hasSameRights, type PersonFields, refuseOwn } from '../../domain/account-rules.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readAccount } from '../../store/accounts.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { asAdministrator, storeChange } from '../../workflows/store-account.ts';
import { finish, pending } from '../../workflows/work.ts';
import { auditRights } from './audit-change.ts';

export const createAccountChange =
  (reach: Reach): RouteHandler<'PATCH /api/accounts/{accountId}'> =>
  async ({ accountId, rev, groups, permissions, ...typed }, { context, session }) => {
    const cleaned = cleanPerson(typed);
    if ('error' in cleaned) return cleaned;
    const before = await readAccount(context.db, accountId);
    if (!before) return refuse({ code: 'not_found' });
    if (before.rev !== rev) return refuse({ code: 'outdated' });
    const after = changed(before, { ...cleaned.ok, groups, permissions });
    const own = refuseOwn(session.account.id, before, after);
    if (own) return refuse(own);

    const more = asAdministrator(session.account, before);
    if (!hasSameRights(before, after)) {
      more.push(await auditRights(context, session.account, 'rights_changed', after));
    }
    // Saving the same rights again applies them again, and closes a connection that could not be closed the first time.
    const isFollowed =
      groups !== undefined ||
      permissions !== undefined ||
      (before.role === 'agent' && displayName(before) !== displayName(after));
    const follow = pending(context, { kind: 'rights', id: context.newId(), user: accountId });
    if (isFollowed) more.push(follow.write);
    const stored = await storeChange(context, before, after, more);
    if ('error' in stored) return stored;
    if (isFollowed) await finish({ ...context, ...reach }, follow);
    return { ok: toAccountView(stored.ok) };
  };

type Fields = PersonFields & {
  readonly groups?: Extract<Account, { role: 'customer' }>['groups'] | undefined;
  readonly permissions?: Extract<Account, { role: 'agent' }>['permissions'] | undefined;
};

/** The fields given; those of the other role are nothing to this account. */
const changed = (before: Account, { login, name, email, nickname, groups, permissions }: Fields): Account => {
  const own = {
    login: login ?? before.login,
    name: name ?? before.name,
    email: email === undefined ? before.email : email || undefined,
  };
  return before.role === 'customer'
    ? { ...before, ...own, groups: groups ?? before.groups }
    : {
        ...before,
        ...own,
        nickname: nickname === undefined ? before.nickname : nickname || undefined,
        permissions: permissions ?? before.permissions,
      };
};
