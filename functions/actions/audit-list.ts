// Who watched which chat unseen, for administrators (S91).
import { refuse } from '../../shared/errors.ts';
import { listAuditLines } from '../store/audit.ts';
import { fitting } from '../store/fitting.ts';
import type { Action } from './action.ts';

const LINES = 200;

export const auditList: Action<'audit.list'> = async ({ db }, me) =>
  me.permissions.has('administer')
    ? { ok: { lines: fitting((await listAuditLines(db, LINES)).filter((line) => 'chatId' in line)) } }
    : refuse({ code: 'forbidden' });
