// The log for administrators: who watched unseen (S91), who changed what others may.
import type { HttpAction } from '../platform/http.ts';
import { listAuditLines } from '../store/audit.ts';

const LINES = 200;

export const audit: HttpAction<'GET /api/audit'> = async (_input, { context }) => ({
  ok: { lines: await listAuditLines(context.db, LINES) },
});
