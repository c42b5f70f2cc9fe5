// A group renamed, or given or denied a permission; its members have it or lose it at once (S4).
import { refuse } from '../../shared/errors.ts';
import { NAME_MAX, normaliseName } from '../../shared/rules.ts';
import { type Reach, withdrawTabs } from '../actions/rights.ts';
import type { HttpAction } from '../platform/http.ts';
import { changeGroup, readGroup } from '../store/accounts.ts';
import { noteGroup } from './note.ts';
import { asAdministrator } from './store-change.ts';

export const createGroupChange =
  (reach: Reach): HttpAction<'PATCH /api/groups/{groupId}'> =>
  async ({ groupId, rev, name: typed, permissions }, { context, session }) => {
    const name = normaliseName(typed, NAME_MAX);
    if (!name) return refuse({ code: 'bad_request', path: 'name' });
    const before = await readGroup(context.db, groupId);
    if (!before) return refuse({ code: 'not_found' });
    const after = { id: groupId, name, permissions, rev: rev + 1 };
    const isDone =
      before.rev === rev &&
      (await changeGroup(context.db, before, after, [
        ...asAdministrator(session.account),
        noteGroup(context, session.account, 'group_changed', after),
      ]));
    if (!isDone) return refuse({ code: 'outdated' });
    if (!permissions.includes('chat')) await withdrawTabs({ ...context, ...reach });
    return { ok: after };
  };
