import type { Action } from '../pipeline/action.ts';
import { listAuditLines } from '../store/audit.ts';
import { fitToMessage } from '../store/fit-to-message.ts';

export const auditList: Action<'audit.list'> = async ({ db }, _me) => {
  const { lines } = await listAuditLines(db, { kind: 'watching' });
  return { ok: { lines: fitToMessage(lines.filter((line) => 'chatId' in line)) } };
};
