// Speaking OpenID Connect with a company's provider: what it can, the way there and back, renewing, its word that somebody is signed out. Independent of accounts and sessions.
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  clockSkew,
  clockTolerance,
  customFetch,
  fetchUserInfo,
  None,
  ResponseBodyError,
  refreshTokenGrant,
  type ServerMetadata,
} from 'openid-client';
import { SKEW_SECONDS, SUBJECT_CLAIM_MAX } from '../../shared/embedding.ts';
import type { Ending } from '../../shared/sign-in.ts';
import { isAtHome } from '../adapters/ask-outside.ts';
import { NotReached } from '../adapters/outside-fetch.ts';
import type { PublicKey } from '../domain/issuer.ts';
import type { Claims } from '../domain/portal-token.ts';
import type { Provider } from '../domain/provider.ts';
import { type LoggedOut, readLogout } from '../domain/provider-claims.ts';
import { createDiscovery, type OpenIdMeans } from './open-id-discovery.ts';
import { type OpenIdFault, ruleOf, whyOf } from './open-id-faults.ts';
import { findSignatureFault, readToken } from './token-signature.ts';

/** A provider as it is spoken with: its secret in clear, for as long as that takes. */
export interface Client extends Pick<Provider, 'issuer' | 'clientId' | 'scopes'> {
  readonly secret: string | undefined;
}

export type OpenIdAnswer<T> = { readonly ok: T } | { readonly fault: OpenIdFault };

/** What only the browser that began has, or what is made of it. */
export interface OneTry {
  readonly redirect: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who it is, proved. */
export interface Proved {
  readonly issuer: string;
  readonly subject: string;
  readonly sid: string | undefined;
  readonly claims: Claims;
  readonly ending: Ending;
  readonly refresh: string | undefined;
}

export interface OpenId {
  begin(
    client: Client,
    attempt: OneTry,
  ): Promise<OpenIdAnswer<{ readonly to: string; readonly ending: Ending }>>;
  /** @param given the parameters that came back in the address. */
  finish(
    client: Client,
    attempt: OneTry & {
      readonly given: Readonly<Record<string, string | undefined>>;
      readonly groupsClaim: string;
    },
  ): Promise<OpenIdAnswer<Proved>>;
  /** @returns the refresh token that takes the place of the one given, or that it is refused. */
  renew(client: Client, refresh: string): Promise<OpenIdAnswer<{ readonly refresh: string } | 'refused'>>;
  /** What a word that somebody is signed out says, if it is the provider's and about this client. */
  readLogout(
    client: Client,
    token: string,
  ): Promise<{ readonly ok: LoggedOut & { readonly issuer: string } } | { readonly fault: string }>;
  /** Afresh, whatever is remembered of it. */
  discover(client: Client): Promise<OpenIdAnswer<ServerMetadata>>;
  /** Its keys, of the kinds that are taken; nothing where their address gives none. */
  keysOf(metadata: ServerMetadata): Promise<readonly PublicKey[] | undefined>;
  configure(client: Client, metadata: ServerMetadata): Configuration;
}

const ANSWER_SECONDS = 10;
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA', 'Ed25519'];

export const createOpenId = (means: OpenIdMeans): OpenId => {
  const { fetch, keySets, now } = means;
  const discovery = createDiscovery(means);

  const configure = ({ clientId, secret }: Client, metadata: ServerMetadata): Configuration => {
    const skew = { [clockSkew]: Math.round((now() - Date.now()) / 1000), [clockTolerance]: SKEW_SECONDS };
    const configuration = new Configuration(metadata, clientId, skew, authOf(metadata, secret));
    configuration[customFetch] = (url, init) => fetch(url, { ...init, body: init.body });
    configuration.timeout = ANSWER_SECONDS;
    if (isAtHome()) allowInsecureRequests(configuration);
    return configuration;
  };

  const begin: OpenId['begin'] = async (client, { redirect, state, nonce, verifier }) => {
    const found = await discovery.find(client.issuer);
    if ('fault' in found) return found;
    return answer(async () => {
      const to = buildAuthorizationUrl(configure(client, found.ok), {
        redirect_uri: redirect,
        scope: client.scopes,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { ok: { to: to.href, ending: endingOf(found.ok) } };
    });
  };

  const finish: OpenId['finish'] = async (client, attempt) => {
    const { redirect, state, nonce, verifier, given, groupsClaim } = attempt;
    const found = await discovery.find(client.issuer);
    if ('fault' in found) return found;
    const { ok: metadata } = found;
    // An answer of another provider than the one that was asked (RFC 9207).
    if (given.iss !== undefined && given.iss !== metadata.issuer) return token('mix_up');
    const configuration = configure(client, metadata);
    const back = new URL(redirect);
    for (const [name, value] of Object.entries(given))
      if (value !== undefined) back.searchParams.set(name, value);
    return answer<Proved>(async () => {
      const tokens = await authorizationCodeGrant(configuration, back, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const proved = tokens.claims();
      const read = tokens.id_token === undefined ? undefined : readToken(tokens.id_token);
      if (!proved || !read || tokens.id_token === undefined) return token('format');
      const signer = { keys: [], keysAddress: metadata.jwks_uri ?? '' };
      const unsigned = await findSignatureFault(tokens.id_token, read, signer, keySets);
      if (unsigned === 'keys_unreachable') return { fault: { why: 'unreachable', rule: unsigned } };
      if (unsigned) return token(unsigned);
      const { sub: subject, iss: issuer, iat } = proved;
      if (subject === '' || subject.length > SUBJECT_CLAIM_MAX) return token('subject');
      if (iat > now() / 1000 + SKEW_SECONDS) return token('not_yet');
      const said: Claims = { ...proved };
      const wanted = ['name', 'email', ...(groupsClaim === '' ? [] : [groupsClaim])];
      const isMore = metadata.userinfo_endpoint && wanted.some((name) => said[name] === undefined);
      const more = isMore ? await fetchUserInfo(configuration, tokens.access_token, subject) : {};
      return {
        ok: {
          issuer,
          subject,
          sid: textOf(said.sid),
          claims: { ...more, ...said },
          ending: endingOf(metadata),
          refresh: tokens.refresh_token,
        },
      };
    });
  };

  const renew: OpenId['renew'] = async (client, refresh) => {
    const found = await discovery.find(client.issuer);
    if ('fault' in found) return found;
    return answer<{ readonly refresh: string } | 'refused'>(async () => {
      try {
        const tokens = await refreshTokenGrant(configure(client, found.ok), refresh);
        return { ok: { refresh: tokens.refresh_token ?? refresh } };
      } catch (error) {
        if (error instanceof ResponseBodyError && error.error === 'invalid_grant') return { ok: 'refused' };
        throw error;
      }
    });
  };

  const readLogoutToken: OpenId['readLogout'] = async (client, given) => {
    const read = readToken(given);
    if (!read) return { fault: 'format' };
    const { typ } = read.header;
    // Said or not; but what is said to be something else is none.
    if (typ !== undefined && !/^(application\/)?(logout\+jwt|jwt)$/i.test(String(typ)))
      return { fault: 'type' };
    const found = await discovery.find(client.issuer);
    if ('fault' in found) return { fault: found.fault.why };
    const { issuer, jwks_uri: keysAddress = '' } = found.ok;
    const unsigned = await findSignatureFault(given, read, { keys: [], keysAddress }, keySets);
    if (unsigned) return { fault: unsigned };
    const said = readLogout(read.claims, { issuer, audience: client.clientId, now: now() });
    return 'fault' in said ? said : { ok: { ...said.ok, issuer } };
  };

  return {
    begin,
    finish,
    renew,
    readLogout: readLogoutToken,
    discover: ({ issuer }) => discovery.afresh(issuer),
    keysOf: ({ jwks_uri: keysAddress = '' }) => keySets.find({ keys: [], keysAddress }, undefined),
    configure,
  };
};

const token = (rule: string) => ({ fault: { why: 'token', rule } }) as const;
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= SUBJECT_CLAIM_MAX ? value : undefined;

export const endingOf = ({ backchannel_logout_supported: supported }: ServerMetadata): Ending =>
  supported === true ? 'logout' : 'renewal';

/** As the client is known to say who it is; the standard's own way where the provider does not say. */
const authOf = (
  { token_endpoint_auth_methods_supported: methods }: ServerMetadata,
  secret: string | undefined,
) => {
  if (secret === undefined) return None();
  return !methods || methods.includes('client_secret_basic')
    ? ClientSecretBasic(secret)
    : ClientSecretPost(secret);
};

/** Whatever a library throws, as why it did not work. */
const answer = async <T>(work: () => Promise<OpenIdAnswer<T>>): Promise<OpenIdAnswer<T>> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotReached) return { fault: { why: 'unreachable', rule: error.why } };
    if (error instanceof AuthorizationResponseError)
      return { fault: { why: error.error === 'access_denied' ? 'cancelled' : 'setup', rule: error.error } };
    return { fault: { why: whyOf(error), rule: ruleOf(error) } };
  }
};

export const takesAlgorithms = ({ id_token_signing_alg_values_supported: known }: ServerMetadata): boolean =>
  !known || known.some((name) => ALGORITHMS.includes(name));
