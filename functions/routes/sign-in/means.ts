// What the routes of signing in with a provider share: how it is spoken with, and where it sends people back to.
import { type Result, refuse } from '../../../shared/errors.ts';
import type { SignInFault } from '../../../shared/sign-in.ts';
import { CALLBACK_PATH } from '../../../shared/sign-in-paths.ts';
import { log } from '../../adapters/log.ts';
import type { Secrets } from '../../adapters/secrets.ts';
import type { Client, OpenId } from '../../auth/open-id.ts';
import type { OpenIdFault } from '../../auth/open-id-faults.ts';
import type { Buckets } from '../../auth/rate-limit.ts';
import type { Site } from '../../domain/account.ts';
import type { Provider } from '../../domain/provider.ts';
import type { Db } from '../../store/db.ts';
import { providerKey } from '../../store/keys.ts';
import { readProvider } from '../../store/providers.ts';
import type { Reach } from '../../workflows/revoke-access.ts';

export interface SignInMeans extends Reach {
  readonly openId: OpenId;
  readonly secrets: Secrets;
  /** How many words of a provider that somebody is signed out are looked at. */
  readonly logouts: Buckets;
}

/** @param host the name the site was asked by. */
export const addressOn = (host: string, path: string): string =>
  `${/^localhost(:\d+)?$/.test(host) ? 'http' : 'https'}://${host.toLowerCase()}${path}`;

export const callbackOn = (host: string): string => addressOn(host, CALLBACK_PATH);

/** A provider as it is spoken with. */
export const clientOf = async (
  { secrets }: Pick<SignInMeans, 'secrets'>,
  { site, issuer, clientId, scopes, secret }: Provider,
): Promise<Client> => ({
  issuer,
  clientId,
  scopes,
  secret: secret === undefined ? undefined : await secrets.open(providerKey(site), secret),
});

export const findProvider = async (db: Db, site: Site): Promise<Result<Provider>> => {
  const provider = await readProvider(db, site);
  return provider ? { ok: provider } : fail({ why: 'off' });
};

/** The rule that was broken, for whoever looks after the provider; what stands in a token goes nowhere. */
export const fail = ({ why, rule }: OpenIdFault) => {
  const level = why === 'cancelled' ? 'INFO' : 'WARN';
  log(level, 'not signed in', { action: 'sign-in', code: rule ?? why });
  return refuse<{ code: 'sign_in_failed'; why: SignInFault }>({ code: 'sign_in_failed', why });
};
