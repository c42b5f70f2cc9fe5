import type { Action } from '../pipeline/action.ts';
import { listAuditLines } from '../store/audit.ts';
import { fitting } from '../store/fitting.ts';

export const auditList: Action<'audit.list'> = async ({ db }, _me) => {
  const { lines } = await listAuditLines(db, { kind: 'watching' });
  return { ok: { lines: fitting(lines.filter((line) => 'chatId' in line)) } };
};
