// A provider of sign-ins that does what a test tells it, also what none should; speaks to no network. The real one is in open-id-provider.ts.
import { createHash, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Outside } from '../../functions/adapters/ask-outside.ts';
import { NotReached, type OutsideFetch } from '../../functions/adapters/outside-fetch.ts';
import { createKeySets } from '../../functions/auth/key-sets.ts';
import { createOpenId } from '../../functions/auth/open-id.ts';
import type { Provider } from '../../functions/domain/provider.ts';
import type { SignInMeans } from '../../functions/routes/sign-in/means.ts';
import type { Db } from '../../functions/store/db.ts';
import { providerKey } from '../../functions/store/keys.ts';
import { writeProvider } from '../../functions/store/providers.ts';
import { nobodyThere } from './accounts.ts';
import { aSigningKey, type SigningKey } from './portal-tokens.ts';
import { testSecrets } from './secrets.ts';

export const PROVIDER = 'https://login.gemeente.example';
export const CLIENT_ID = 'chat';
const SECRET = 'only the two of us know';

type Said = Readonly<Record<string, unknown>>;

interface Code {
  readonly nonce: string;
  readonly challenge: string;
  isUsed: boolean;
}

export interface ScriptedProvider {
  /** What it says of itself. */
  metadata: Said;
  /** Those it gives out, and the one it signs with. */
  keys: SigningKey[];
  signer: SigningKey;
  /** What an ID token says beyond, or in the place of, what it has to; `undefined` leaves a claim out. */
  claims: Said;
  /** What it says when it is asked for more of a person. */
  userinfo: Said;
  /** In the place of the answer of the one or the other address. */
  instead: { token?: () => Response | Promise<Response>; metadata?: () => Response; keys?: () => Response };
  /** Whether it knows a session any more. */
  isRefusing: boolean;
  refresh: string | undefined;
  /** Every address it was asked at, in order. */
  readonly asked: string[];
  readonly fetch: OutsideFetch;
  readonly ask: (address: string) => Promise<Outside>;
  /** Somebody logs in there. @returns the parameters with which the browser comes back. */
  comeBack(to: string, given?: Said): Record<string, string>;
  /** Its word that somebody is signed out. */
  logoutToken(claims?: Said, by?: SigningKey, header?: object): Promise<string>;
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** No answer at all. */
export const down = (): never => {
  throw new NotReached('lost');
};

/** @param now milliseconds. */
export const createScriptedProvider = (now: () => number): ScriptedProvider => {
  const key = aSigningKey('RS256', 'of the provider');
  const codes = new Map<string, Code>();
  const seconds = () => Math.floor(now() / 1000);

  const idToken = (nonce: string) => {
    const all: Said = {
      iss: PROVIDER,
      aud: CLIENT_ID,
      sub: 'anna-7',
      iat: seconds(),
      exp: seconds() + 300,
      nonce,
      sid: 'session-1',
      name: 'Anna de Boer',
      given_name: 'Anna',
      email: 'anna@gemeente.example',
      email_verified: true,
      groups: ['Helpdesk'],
      ...self.claims,
    };
    const said = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    return new SignJWT(said)
      .setProtectedHeader({ alg: self.signer.kind, kid: self.signer.kid })
      .sign(self.signer.secret);
  };

  const tokensFor = async (form: URLSearchParams): Promise<Response> => {
    if (form.get('grant_type') === 'refresh_token') {
      const isKnown = form.get('refresh_token') === self.refresh && !self.isRefusing;
      if (!isKnown) return json({ error: 'invalid_grant' }, 400);
      self.refresh = randomUUID();
      return json({ access_token: 'a', token_type: 'bearer', refresh_token: self.refresh });
    }
    const code = codes.get(form.get('code') ?? '');
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!code || code.isUsed || code.challenge !== verifier) return json({ error: 'invalid_grant' }, 400);
    code.isUsed = true;
    return json({
      access_token: 'a',
      token_type: 'bearer',
      id_token: await idToken(code.nonce),
      refresh_token: self.refresh,
    });
  };

  const answer = async (address: string, body: unknown): Promise<Response> => {
    self.asked.push(address);
    switch (new URL(address).pathname) {
      case '/.well-known/openid-configuration':
        return self.instead.metadata?.() ?? json(self.metadata);
      case '/keys':
        return self.instead.keys?.() ?? json({ keys: self.keys.map(({ jwk }) => jwk) });
      case '/token':
        return self.instead.token?.() ?? tokensFor(new URLSearchParams(String(body)));
      case '/userinfo':
        return json({ sub: self.claims.sub ?? 'anna-7', ...self.userinfo });
      default:
        return json({}, 404);
    }
  };

  const self: ScriptedProvider = {
    metadata: {
      issuer: PROVIDER,
      authorization_endpoint: `${PROVIDER}/authorize`,
      token_endpoint: `${PROVIDER}/token`,
      userinfo_endpoint: `${PROVIDER}/userinfo`,
      jwks_uri: `${PROVIDER}/keys`,
      response_types_supported: ['code'],
      id_token_signing_alg_values_supported: ['RS256', 'ES256', 'HS256', 'none'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      backchannel_logout_supported: true,
    },
    keys: [key],
    signer: key,
    claims: {},
    userinfo: {},
    instead: {},
    isRefusing: false,
    refresh: 'the first one',
    asked: [],
    fetch: (url, { body }) => answer(url, body),
    async ask(address) {
      const given = await answer(address, undefined).catch(() => undefined);
      if (!given) return { failed: 'lost' };
      return given.status === 200 ? { body: await given.text() } : { failed: 'status' };
    },
    comeBack(to, given = {}) {
      const asked = new URL(to).searchParams;
      const code = randomUUID();
      codes.set(code, {
        nonce: asked.get('nonce') ?? '',
        challenge: asked.get('code_challenge') ?? '',
        isUsed: false,
      });
      const all: Said = { code, state: asked.get('state'), iss: PROVIDER, ...given };
      return Object.fromEntries(
        Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
      );
    },
    logoutToken(claims = {}, by = self.signer, header = {}) {
      const all: Said = {
        iss: PROVIDER,
        aud: CLIENT_ID,
        iat: seconds(),
        exp: seconds() + 120,
        jti: randomUUID(),
        sub: 'anna-7',
        sid: 'session-1',
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
        ...claims,
      };
      const said = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
      return new SignJWT(said)
        .setProtectedHeader({ alg: by.kind, kid: by.kid, typ: 'logout+jwt', ...header })
        .sign(by.secret);
    },
  };
  return self;
};

/** What the routes of signing in need, with this provider on the other side. */
export const signInMeans = (
  { fetch, ask }: Pick<ScriptedProvider, 'fetch' | 'ask'>,
  now: () => number,
  given: Partial<SignInMeans> = {},
): SignInMeans => ({
  ...nobodyThere,
  secrets: testSecrets,
  openId: createOpenId({ fetch, keySets: createKeySets(ask, now), now }),
  logouts: { take: () => true },
  ...given,
});

/** Sets a site's provider up, past what is asked of administrators. */
export const addProvider = async (db: Db, given: Partial<Provider> = {}): Promise<Provider> => {
  const site = given.site ?? 'console';
  const provider = {
    site,
    name: 'Gemeente',
    issuer: PROVIDER,
    clientId: CLIENT_ID,
    secret: await testSecrets.seal(providerKey(site), SECRET),
    scopes: 'openid profile email',
    groupsClaim: 'groups',
    everyone: [],
    groups: site === 'console' ? [{ said: 'Helpdesk', group: 'helpdesk' }] : [],
    linkDomains: [],
    passwordsOff: false,
    rev: 0,
    ...given,
  };
  const saved = await writeProvider(db, Math.random, provider, []);
  if (!saved) throw new Error('the provider was not saved');
  return saved;
};
