// Who watched which chat unseen, for administrators (S91): the latest, for pages that know no more than that.
import { refuse } from '../../shared/errors.ts';
import type { Action } from '../pipeline/action.ts';
import { listAuditLines } from '../store/audit.ts';
import { fitting } from '../store/fitting.ts';

export const auditList: Action<'audit.list'> = async ({ db }, me) => {
  if (!me.permissions.has('administer')) return refuse({ code: 'forbidden' });
  const { lines } = await listAuditLines(db, { kind: 'watching' });
  return { ok: { lines: fitting(lines.filter((line) => 'chatId' in line)) } };
};
