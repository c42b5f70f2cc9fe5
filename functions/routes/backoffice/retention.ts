// How long what is kept: reading it with what was removed so far, and changing it.
import { refuse } from '../../../shared/errors.ts';
import { whoIs } from '../../domain/account.ts';
import { changesBetween } from '../../domain/audit.ts';
import { periodsOf } from '../../domain/retention.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readRemovedCounts, readRetention, writeRetention } from '../../store/retention.ts';
import { auditChange } from '../../workflows/audit-change.ts';

const MONTHS = 12;

export const retention: RouteHandler<'GET /api/retention'> = async (_input, { context: { db } }) => {
  const [current, removed] = await Promise.all([
    readRetention(db, { consistent: true }),
    readRemovedCounts(db, MONTHS),
  ]);
  return { ok: { retention: current, removed } };
};

export const changeRetention: RouteHandler<'PUT /api/retention'> = async (wanted, { context, session }) => {
  const { db, random } = context;
  const before = await readRetention(db, { consistent: true });
  const line = auditChange(context, whoIs(session.account), {
    action: 'retention_changed',
    changes: changesBetween(periodsOf(before), periodsOf(wanted)),
  });
  const saved = await writeRetention(db, random, wanted, line);
  return saved ? { ok: saved } : refuse({ code: 'outdated' });
};
