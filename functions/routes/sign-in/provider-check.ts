// What a provider can, asked of it on the spot, so that whoever sets it up need not sign in to find out. Signs nobody in.
import { authorizationCodeGrant, ResponseBodyError, type ServerMetadata } from 'openid-client';
import type { Result } from '../../../shared/errors.ts';
import type { ProviderFinding } from '../../../shared/sign-in.ts';
import type { ProviderReport } from '../../../shared/sign-in-routes.ts';
import { log } from '../../adapters/log.ts';
import { type Client, endingOf, takesAlgorithms } from '../../auth/open-id.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { noteSeen, readSeen } from '../../store/providers.ts';
import { callbackOn, clientOf, findProvider, type SignInMeans } from './means.ts';

export const createProviderCheck =
  (means: SignInMeans): RouteHandler<'POST /api/providers/{site}/check'> =>
  async ({ site }, { context, host }) => {
    const provider = await findProvider(context.db, site);
    if ('error' in provider) return provider;
    const client = await clientOf(means, provider.ok);
    const report = await look(means, client, callbackOn(host));
    if (report.ending)
      await noteSeen(context.db, site, await readSeen(context.db, site), { ending: report.ending });
    log('INFO', 'provider looked at', { action: 'sign-in', code: report.findings[0] });
    return { ok: report } satisfies Result<ProviderReport>;
  };

const look = async (means: SignInMeans, client: Client, redirect: string): Promise<ProviderReport> => {
  const found = await means.openId.discover(client);
  if ('fault' in found) {
    if (found.fault.rule === 'issuer') return { findings: ['issuer'] };
    return { findings: [found.fault.why === 'unreachable' ? 'unreachable' : 'nonsense'] };
  }
  const { ok: metadata } = found;
  if (!isAble(metadata)) return { findings: ['unable'] };
  const keys = takesAlgorithms(metadata) ? await means.openId.keysOf(metadata) : undefined;
  if (!keys?.length) return { findings: ['keys'] };
  const ending = endingOf(metadata);
  const known = await knowsClient(means, client, metadata, redirect);
  const findings: ProviderFinding[] = [
    ...(known === 'refused'
      ? (['client'] as const)
      : known === 'unknown'
        ? (['client_unknown'] as const)
        : []),
    ...(lacksScopes(metadata, client.scopes) ? (['scopes'] as const) : []),
    ...(ending === 'renewal' && !client.scopes.includes('offline_access') ? (['no_ending'] as const) : []),
  ];
  return { findings, ending };
};

/** The code with PKCE is all that is asked of it; what it does not say it can is taken as the standard's own way. */
const isAble = (metadata: ServerMetadata): boolean => {
  const {
    authorization_endpoint: there,
    token_endpoint: tokens,
    jwks_uri: keys,
    response_types_supported: types,
    code_challenge_methods_supported: methods,
  } = metadata;
  return (
    Boolean(there && tokens && keys) &&
    (types?.includes('code') ?? true) &&
    (methods?.includes('S256') ?? true)
  );
};

const lacksScopes = ({ scopes_supported: known }: ServerMetadata, scopes: string): boolean =>
  known !== undefined && scopes.split(' ').some((scope) => !known.includes(scope));

/** A code that nobody was given: who knows the client says so, and of the code that it is none. */
const knowsClient = async (
  { openId }: SignInMeans,
  client: Client,
  metadata: ServerMetadata,
  redirect: string,
): Promise<'known' | 'refused' | 'unknown'> => {
  try {
    const back = new URL(`${redirect}?code=none&iss=${encodeURIComponent(metadata.issuer)}`);
    await authorizationCodeGrant(openId.configure(client, metadata), back, {
      pkceCodeVerifier: 'none-none-none-none-none-none-none-none-none',
    });
    return 'unknown';
  } catch (error) {
    if (!(error instanceof ResponseBodyError)) return 'unknown';
    if (error.error === 'invalid_grant') return 'known';
    return error.error === 'invalid_client' || error.error === 'unauthorized_client' ? 'refused' : 'unknown';
  }
};
