// For whom a second factor is obligatory (S127); from the next sign-in on.
import { refuse } from '../../../shared/errors.ts';
import { whoIs } from '../../domain/account.ts';
import { changesBetween, valuesOf } from '../../domain/audit.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readSignInRules, writeSignInRules } from '../../store/factors.ts';
import { auditChange } from '../../workflows/audit-change.ts';

export const signInRules: RouteHandler<'GET /api/sign-in-rules'> = async (_input, { context }) => ({
  ok: await readSignInRules(context.db),
});

export const signInRulesSave: RouteHandler<'PUT /api/sign-in-rules'> = async (
  rules,
  { context, session },
) => {
  const { db, random } = context;
  const before = await readSignInRules(db);
  const line = auditChange(context, whoIs(session.account), {
    action: 'sign_in_changed',
    changes: changesBetween(valuesOf(before), valuesOf(rules)),
  });
  const saved = await writeSignInRules(db, random, rules, line);
  return saved ? { ok: saved } : refuse({ code: 'outdated' });
};
