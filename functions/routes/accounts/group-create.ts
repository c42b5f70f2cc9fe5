// A new group, such as one for the chat alone (S4).
import { refuse } from '../../../shared/errors.ts';
import { GROUPS_MAX, NAME_MAX } from '../../../shared/rules.ts';
import { parseName } from '../../domain/names.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { addGroup, listGroups } from '../../store/accounts.ts';
import { asAdministrator } from '../../workflows/store-account.ts';
import { auditGroup } from './audit-change.ts';

export const groupCreate: RouteHandler<'POST /api/groups'> = async (typed, { context, session }) => {
  const named = parseName(typed.name, NAME_MAX, 'name');
  if ('error' in named) return named;
  const { ok: name } = named;
  if (!name) return refuse({ code: 'bad_request', path: 'name' });
  if ((await listGroups(context.db)).length >= GROUPS_MAX)
    return refuse({ code: 'too_many', max: GROUPS_MAX });
  const group = { id: context.newId(), name, permissions: typed.permissions, rev: 1 };
  const isDone = await addGroup(context.db, group, [
    ...asAdministrator(session.account),
    auditGroup(context, session.account, 'group_created', group),
  ]);
  return isDone ? { ok: group } : refuse({ code: 'busy' });
};
