// A group deleted: its members lose what it gave them. Its id stays with them and means nothing; ids are never given twice.
import { refuse } from '../../../shared/errors.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { changeGroup, readGroup } from '../../store/accounts.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { asAdministrator } from '../../workflows/store-account.ts';
import { finish, pending } from '../../workflows/work.ts';
import { auditGroup } from './audit-change.ts';

export const createGroupDelete =
  (reach: Reach): RouteHandler<'DELETE /api/groups/{groupId}'> =>
  async ({ groupId, rev }, { context, session }) => {
    const before = await readGroup(context.db, groupId);
    if (!before) return refuse({ code: 'not_found' });
    const follow = pending(context, { kind: 'groups', id: context.newId() });
    const isDone =
      before.rev === rev &&
      (await changeGroup(context.db, before, undefined, [
        ...asAdministrator(session.account),
        auditGroup(context, session.account, 'group_deleted', before),
        follow.write,
      ]));
    if (!isDone) return refuse({ code: 'outdated' });
    await finish({ ...context, ...reach }, follow);
    return { ok: {} };
  };
