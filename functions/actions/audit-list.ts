// Who watched which chat unseen, as pages of the release before ask for it (S91); the whole log is the route in functions/routes/accounts/audit-list.ts.
import type { AuditLine, WatchLine } from '../../shared/audit-line.ts';
import type { Action } from '../pipeline/action.ts';
import { listAuditLines } from '../store/audit.ts';
import { fitToMessage } from '../store/fit-to-message.ts';

export const auditList: Action<'audit.list'> = async ({ db }, _me) => {
  const { lines } = await listAuditLines(db, { kind: 'watching' });
  return { ok: { lines: fitToMessage(lines.filter(isWatching)) } };
};

const isWatching = (line: AuditLine): line is WatchLine =>
  line.action === 'watched' || line.action === 'stopped';
