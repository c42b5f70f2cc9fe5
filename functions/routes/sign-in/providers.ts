// The company's own provider of each site, as administrators set it up; what was there before is in the log, but for the secret.
import { refuse } from '../../../shared/errors.ts';
import { env } from '../../adapters/env.ts';
import type { Secrets } from '../../adapters/secrets.ts';
import { whoIs } from '../../domain/account.ts';
import { changesBetween } from '../../domain/audit.ts';
import { cleanProvider, type Provider, toldOfProvider, toProviderView } from '../../domain/provider.ts';
import type { Call, RouteHandler } from '../../pipeline/http.ts';
import type { Write } from '../../store/db.ts';
import { providerKey } from '../../store/keys.ts';
import {
  deleteProvider,
  listProviders,
  readProvider,
  readSeen,
  seenForgotten,
  writeProvider,
} from '../../store/providers.ts';
import { auditChange } from '../../workflows/audit-change.ts';
import { asAdministrator } from '../../workflows/store-account.ts';

/** The portal's own name, where the deployment gives it one. */
const portalHost = (): string | undefined => {
  const host = env('PORTAL_HOST');
  return host === 'none' ? undefined : host;
};

export const providerList: RouteHandler<'GET /api/providers'> = async (_input, { context, host }) => ({
  ok: {
    providers: (await listProviders(context.db)).map(({ provider, seen }) => toProviderView(provider, seen)),
    hosts: { console: host, portal: portalHost() },
  },
});

export const createProviderSave =
  (secrets: Secrets): RouteHandler<'PUT /api/providers/{site}'> =>
  async ({ site, rev, secret, ...typed }, { context, session }) => {
    const { db, random } = context;
    const cleaned = cleanProvider(site, typed);
    if ('error' in cleaned) return cleaned;
    const [before, seen] = await Promise.all([readProvider(db, site), readSeen(db, site)]);
    if ((before?.rev ?? 0) !== rev) return refuse({ code: 'outdated' });
    const { issuer, clientId, passwordsOff } = cleaned.ok;
    const isSame = before?.issuer === issuer && before.clientId === clientId;
    // Somebody came in by this very one: whoever shuts the other door stands inside.
    const isKnownToWork =
      isSame && (site === 'console' ? session.provider !== undefined : seen.signedInAt !== undefined);
    if (passwordsOff && !before?.passwordsOff && !isKnownToWork) return refuse({ code: 'provider_first' });
    if (passwordsOff && !isSame) return refuse({ code: 'provider_first' });
    // A secret is given to nobody else than it was given for.
    const sealed = secret
      ? await secrets.seal(providerKey(site), secret)
      : isSame
        ? before.secret
        : undefined;
    const after = { site, ...cleaned.ok, ...(sealed !== undefined && { secret: sealed }), rev };
    const forgotten = before && !isSame ? [seenForgotten(site)] : [];
    const told = noted({ context, session }, before, after);
    const saved = await writeProvider(db, random, after, [...told, ...forgotten]);
    return saved
      ? { ok: toProviderView(saved, forgotten.length > 0 ? {} : seen) }
      : refuse({ code: 'outdated' });
  };

export const providerDelete: RouteHandler<'DELETE /api/providers/{site}'> = async (
  { site, rev },
  { context, session },
) => {
  const before = await readProvider(context.db, site);
  if (!before) return refuse({ code: 'not_found' });
  const more = noted({ context, session }, before, undefined);
  const isDone = await deleteProvider(context.db, { site, rev }, more);
  return isDone ? { ok: {} } : refuse({ code: 'outdated' });
};

const noted = (
  { context, session }: Pick<Call<'PUT /api/providers/{site}'>, 'context' | 'session'>,
  before: Provider | undefined,
  after: Provider | undefined,
): readonly Write[] => {
  const changes = changesBetween(before && toldOfProvider(before), after && toldOfProvider(after));
  const isOtherSecret = before?.secret !== after?.secret && before && after;
  return [
    ...asAdministrator(session.account),
    ...auditChange(context, whoIs(session.account), {
      action: after ? 'provider_saved' : 'provider_deleted',
      about: (after ?? before)?.name ?? '',
      // Another secret looks like the one before.
      changes:
        isOtherSecret && !changes.some(({ name }) => name === 'secret')
          ? [...changes, { name: 'secret', from: '••••', to: '••••' }]
          : changes,
    }),
  ];
};
