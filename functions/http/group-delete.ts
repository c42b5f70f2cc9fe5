// A group deleted: its members lose what it gave them. Its id stays with them and means nothing; ids are never given twice.
import { refuse } from '../../shared/errors.ts';
import type { Reach } from '../actions/rights.ts';
import { finish, pending } from '../actions/work.ts';
import type { HttpAction } from '../platform/http.ts';
import { changeGroup, readGroup } from '../store/accounts.ts';
import { noteGroup } from './note.ts';
import { asAdministrator } from './store-change.ts';

export const createGroupDelete =
  (reach: Reach): HttpAction<'DELETE /api/groups/{groupId}'> =>
  async ({ groupId, rev }, { context, session }) => {
    const before = await readGroup(context.db, groupId);
    if (!before) return refuse({ code: 'not_found' });
    const follow = pending(context, { kind: 'groups', id: context.newId() });
    const isDone =
      before.rev === rev &&
      (await changeGroup(context.db, before, undefined, [
        ...asAdministrator(session.account),
        noteGroup(context, session.account, 'group_deleted', before),
        follow.write,
      ]));
    if (!isDone) return refuse({ code: 'outdated' });
    await finish({ ...context, ...reach }, follow);
    return { ok: {} };
  };
