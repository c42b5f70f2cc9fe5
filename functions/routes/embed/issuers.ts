// Who signs tokens for the chat on other pages: listed, added, changed and removed by administrators, who read in the log what was there before.
import { ISSUERS_MAX } from '../../../shared/embedding.ts';
import { refuse } from '../../../shared/errors.ts';
import { readKeys } from '../../auth/read-keys.ts';
import { whoIs } from '../../domain/account.ts';
import { changesBetween } from '../../domain/audit.ts';
import { cleanIssuer, type Issuer, toIssuerView } from '../../domain/issuer.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import type { Write } from '../../store/db.ts';
import { deleteIssuer, listIssuers, readIssuer, writeIssuer } from '../../store/issuers.ts';
import { issuerIdOf } from '../../store/keys.ts';
import { auditChange } from '../../workflows/audit-change.ts';
import { asAdministrator } from '../../workflows/store-account.ts';
import { audienceOf, deployedHost, deployedOrigins } from './means.ts';

type Session = Parameters<RouteHandler<'POST /api/issuers'>>[1]['session'];
type Context = Parameters<RouteHandler<'POST /api/issuers'>>[1]['context'];

export const issuerList: RouteHandler<'GET /api/issuers'> = async (_input, { context }) => ({
  ok: {
    issuers: (await listIssuers(context.db, { consistent: true })).slice(0, ISSUERS_MAX).map(toIssuerView),
    audience: deployedHost() ? audienceOf(deployedHost() ?? '') : '',
    origins: [...deployedOrigins()],
  },
});

export const issuerCreate: RouteHandler<'POST /api/issuers'> = async (typed, { context, session }) => {
  const { db, random } = context;
  const cleaned = cleanIssuer(typed, readKeys(typed.keysText));
  if ('error' in cleaned) return cleaned;
  const id = issuerIdOf(cleaned.ok.issuer);
  const all = await listIssuers(db, { consistent: true });
  if (all.some((one) => one.id === id)) return refuse({ code: 'issuer_taken' });
  if (all.length >= ISSUERS_MAX) return refuse({ code: 'too_many', max: ISSUERS_MAX });
  const issuer = { id, ...cleaned.ok, rev: 0 };
  const saved = await writeIssuer(db, random, issuer, noted(context, session, undefined, issuer));
  return saved ? { ok: toIssuerView(saved) } : refuse({ code: 'busy' });
};

export const issuerSave: RouteHandler<'PUT /api/issuers/{issuerId}'> = async (
  { issuerId, rev, ...typed },
  { context, session },
) => {
  const { db, random } = context;
  const before = await readIssuer(db, issuerId);
  if (!before) return refuse({ code: 'not_found' });
  if (before.rev !== rev) return refuse({ code: 'outdated' });
  const cleaned = cleanIssuer({ ...typed, issuer: before.issuer }, readKeys(typed.keysText));
  if ('error' in cleaned) return cleaned;
  const after = { id: issuerId, ...cleaned.ok, rev };
  const saved = await writeIssuer(db, random, after, noted(context, session, before, after));
  return saved ? { ok: toIssuerView(saved) } : refuse({ code: 'outdated' });
};

export const issuerDelete: RouteHandler<'DELETE /api/issuers/{issuerId}'> = async (
  { issuerId, rev },
  { context, session },
) => {
  const before = await readIssuer(context.db, issuerId);
  if (!before) return refuse({ code: 'not_found' });
  const more = noted(context, session, before, undefined);
  const isDone = await deleteIssuer(context.db, { id: issuerId, rev }, more);
  return isDone ? { ok: {} } : refuse({ code: 'outdated' });
};

const noted = (
  context: Context,
  session: Session,
  before: Issuer | undefined,
  after: Issuer | undefined,
): readonly Write[] => [
  ...asAdministrator(session.account),
  ...auditChange(context, whoIs(session.account), {
    action: after ? 'issuer_saved' : 'issuer_deleted',
    about: (after ?? before)?.name ?? '',
    changes: changesBetween(before && toldOf(before), after && toldOf(after)),
  }),
];

/** As it is told in the log; of a key its name alone, or its beginning. */
const toldOf = ({ name, issuer, keysAddress, keys, origins, everyone, groups }: Issuer) => ({
  name,
  issuer,
  keysAddress: keysAddress ?? '',
  keys: keys.map((key) => key.kid ?? ('n' in key ? key.n : key.x).slice(0, 12)).join(', '),
  origins: origins.join(', '),
  everyone: everyone.join(', '),
  groups: groups.map(({ said, group }) => `${said} → ${group}`).join(', '),
});
