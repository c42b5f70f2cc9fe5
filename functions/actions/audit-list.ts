// Who watched which chat unseen, for administrators (S91): the latest, for pages that know no more than that.
import { refuse } from '../../shared/errors.ts';
import { listAuditLines } from '../store/audit.ts';
import type { Action } from './action.ts';

export const auditList: Action<'audit.list'> = async ({ db }, me) => {
  if (!me.permissions.has('administer')) return refuse({ code: 'forbidden' });
  // A page of them, at most some 700 bytes each: within the 128 KB of a reply.
  const { lines } = await listAuditLines(db, { kind: 'watching' });
  return { ok: { lines: lines.filter((line) => 'chatId' in line) } };
};
