// "Groepen": what customers may, by the groups they are in (S2, S3).
import type { RouteHandler } from '../../pipeline/http.ts';
import { listGroups } from '../../store/accounts.ts';

export const groupList: RouteHandler<'GET /api/groups'> = async (_input, { context }) => ({
  ok: { groups: await listGroups(context.db) },
});
