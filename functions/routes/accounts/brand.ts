// "Huisstijl": the deployment's name, logo and colours, changed by an administrator (S130).
import { refuse } from '../../../shared/errors.ts';
import { whoIs } from '../../domain/account.ts';
import { changesBetween } from '../../domain/audit.ts';
import { brandValues, changeBrand, type Logo } from '../../domain/brand.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readBrand, writeBrand } from '../../store/brand.ts';
import { auditChange } from '../../workflows/audit-change.ts';

export const brandSettings: RouteHandler<'GET /api/brand/settings'> = async (_input, { context }) => ({
  ok: await readBrand(context.db, { consistent: true }),
});

export const brandSave: RouteHandler<'PUT /api/brand/settings'> = async (
  { rev, logo, ...change },
  { context, session },
) => {
  const { db, random } = context;
  const before = await readBrand(db, { consistent: true });
  if (before.rev !== rev) return refuse({ code: 'outdated' });
  const after = changeBrand(before, { ...change, logo: typeof logo === 'string' ? toLogo(logo) : logo });
  if ('error' in after) return after;
  const line = auditChange(context, whoIs(session.account), {
    action: 'brand_changed',
    changes: changesBetween(brandValues(before), brandValues(after.ok)),
  });
  const saved = await writeBrand(db, random, after.ok, line);
  return saved ? { ok: saved } : refuse({ code: 'outdated' });
};

/** Written anew from the bytes: what stands in a style is base64 and nothing else. */
const toLogo = (sent: string): Logo => {
  const bytes = Buffer.from(sent, 'base64');
  return { bytes, base64: bytes.toString('base64') };
};
