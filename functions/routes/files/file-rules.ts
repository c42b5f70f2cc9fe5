// What files a desk takes (S135): asked by whoever is about to choose one, changed by whoever manages the chat.
import { refuse } from '../../../shared/errors.ts';
import { whoIs } from '../../domain/account.ts';
import { changesBetween, valuesOf } from '../../domain/audit.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readFileRules, writeFileRules } from '../../store/files.ts';
import { auditChange } from '../../workflows/audit-change.ts';

export const fileRules: RouteHandler<'GET /api/file-rules'> = async (_input, { context }) => ({
  ok: await readFileRules(context.db),
});

export const fileRulesSave: RouteHandler<'PUT /api/file-rules'> = async (given, { context, session }) => {
  const { db, random } = context;
  const rules = { ...given, kinds: [...new Set(given.kinds)] };
  const before = await readFileRules(db, { consistent: true });
  const named = ({ on, kinds, megabytes, most }: typeof rules) =>
    valuesOf({ files: on, fileKinds: kinds.join(' '), fileMegabytes: megabytes, filesAMessage: most });
  const line = auditChange(context, whoIs(session.account), {
    action: 'settings_changed',
    changes: changesBetween(named(before), named(rules)),
  });
  const saved = await writeFileRules(db, random, rules, line);
  return saved ? { ok: saved } : refuse({ code: 'outdated' });
};
