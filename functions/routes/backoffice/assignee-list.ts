// Everyone a ticket can be given to: agents of the helpdesk who can sign in.
import { displayName } from '../../domain/account.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { listAgents } from '../../store/accounts.ts';

export const assigneeList: RouteHandler<'GET /api/assignees'> = async (_input, { context }) => {
  const agents = await listAgents(context.db);
  return {
    ok: {
      agents: agents
        .filter(({ permissions }) => permissions.includes('helpdesk'))
        .map((account) => ({ id: account.id, name: displayName(account) })),
    },
  };
};
