// The log for administrators: who watched unseen (S91), who changed what others may.
import type { RouteHandler } from '../../pipeline/http.ts';
import { listAuditLines } from '../../store/audit.ts';

export const auditList: RouteHandler<'GET /api/audit'> = async (input, { context }) => {
  const { lines, cursor } = await listAuditLines(context.db, input);
  return { ok: { lines: [...lines], cursor } };
};
