// "Groepen": what customers may, by the groups they are in (S2, S3).
import type { HttpAction } from '../platform/http.ts';
import { listGroups } from '../store/accounts.ts';

export const groupList: HttpAction<'GET /api/groups'> = async (_input, { context }) => ({
  ok: { groups: await listGroups(context.db) },
});
