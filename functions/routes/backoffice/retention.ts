// How long what is kept: reading it with what was removed so far, and changing it.
import { refuse } from '../../../shared/errors.ts';
import { displayName } from '../../domain/account.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { auditLine } from '../../store/audit.ts';
import { readRemovedCounts, readRetention, writeRetention } from '../../store/retention.ts';

const MONTHS = 12;

export const retention: RouteHandler<'GET /api/retention'> = async (_input, { context: { db } }) => {
  const [current, removed] = await Promise.all([
    readRetention(db, { consistent: true }),
    readRemovedCounts(db, MONTHS),
  ]);
  return { ok: { retention: current, removed } };
};

export const changeRetention: RouteHandler<'PUT /api/retention'> = async (wanted, { context, session }) => {
  const { db, now, newId, random } = context;
  const { id } = session.account;
  const who = { id, name: displayName(session.account) };
  const line = auditLine({ at: now(), who, action: 'retention_changed', about: '' }, newId());
  const saved = await writeRetention(db, random, wanted, [line]);
  return saved ? { ok: saved } : refuse({ code: 'outdated' });
};
