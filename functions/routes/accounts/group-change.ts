// A group renamed, or given or denied a permission; its members have it or lose it at once (S4).
import { refuse } from '../../../shared/errors.ts';
import { NAME_MAX } from '../../../shared/rules.ts';
import { parseName } from '../../domain/names.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { changeGroup, readGroup } from '../../store/accounts.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { asAdministrator } from '../../workflows/store-account.ts';
import { finish, pending } from '../../workflows/work.ts';
import { auditGroup } from './audit-change.ts';

export const createGroupChange =
  (reach: Reach): RouteHandler<'PATCH /api/groups/{groupId}'> =>
  async ({ groupId, rev, name: typed, permissions }, { context, session }) => {
    const named = parseName(typed, NAME_MAX, 'name');
    if ('error' in named) return named;
    const { ok: name } = named;
    if (!name) return refuse({ code: 'bad_request', path: 'name' });
    const before = await readGroup(context.db, groupId);
    if (!before) return refuse({ code: 'not_found' });
    const after = { id: groupId, name, permissions, rev: rev + 1 };
    const withdraws = !permissions.includes('chat');
    const follow = pending(context, { kind: 'groups', id: context.newId() });
    const isDone =
      before.rev === rev &&
      (await changeGroup(context.db, before, after, [
        ...asAdministrator(session.account),
        auditGroup(context, session.account, 'group_changed', after),
        ...(withdraws ? [follow.write] : []),
      ]));
    if (!isDone) return refuse({ code: 'outdated' });
    if (withdraws) await finish({ ...context, ...reach }, follow);
    return { ok: after };
  };
