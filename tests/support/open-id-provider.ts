// A real OpenID provider with a login page of its own, for tests: who is in its directory, in which groups, and who is switched off may change at any time.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

/** What a directory says of somebody. */
export interface Entry {
  readonly name?: string;
  readonly given_name?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly groups?: readonly string[];
}

export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly secret: string;
  /** By login, which is also what the provider calls a person by. */
  readonly directory: Map<string, Entry>;
  /** Words that somebody is signed out, as they were sent; without `postLogouts` they go nowhere. */
  readonly logouts: URLSearchParams[];
  /** How often a refresh token was good for another. */
  readonly renewals: () => number;
  /** Signs somebody out there, in one session or in all. */
  logOut(login: string, sid?: string): Promise<void>;
  stop(): Promise<void>;
}

interface Wanted {
  readonly redirects: readonly string[];
  /** Whether it says by itself that somebody is signed out; else it gives refresh tokens. */
  readonly saysLogout: boolean;
  readonly logoutAddress?: string;
  /** In the place of the network. */
  readonly postLogout?: (address: string, form: URLSearchParams) => Promise<number>;
}

const CLIENT = { id: 'office-heart', secret: 'a secret of the tests, long enough' } as const;
const HOUR = 60 * 60;

export const startOpenIdProvider = async (wanted: Wanted): Promise<OpenIdProvider> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const directory = new Map<string, Entry>();
  const logouts: URLSearchParams[] = [];
  const provider = new Provider(issuer, configure({ ...wanted, directory, logouts }));
  server.on('request', provider.callback());
  let renewals = 0;
  provider.on('grant.success', ({ oidc }) => {
    if (oidc.params?.grant_type === 'refresh_token') renewals++;
  });
  return {
    issuer,
    clientId: CLIENT.id,
    secret: CLIENT.secret,
    directory,
    logouts,
    renewals: () => renewals,
    logOut: async (login, sid = '') => {
      // Its types leave this one out.
      const client = Object(await provider.Client.find(CLIENT.id));
      await client.backchannelLogout(login, sid);
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const configure = ({
  redirects,
  saysLogout,
  logoutAddress,
  postLogout,
  directory,
  logouts,
}: Wanted & Pick<OpenIdProvider, 'directory' | 'logouts'>): Configuration => ({
  clients: [
    {
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      redirect_uris: [...redirects],
      grant_types: ['authorization_code', 'refresh_token'],
      ...(saysLogout &&
        logoutAddress && {
          backchannel_logout_uri: logoutAddress,
          backchannel_logout_session_required: true,
        }),
    },
  ],
  findAccount: async (_context, login) => {
    const entry = directory.get(login);
    return entry && { accountId: login, claims: async () => ({ sub: login, ...entry }) };
  },
  claims: {
    openid: ['sub'],
    profile: ['name', 'given_name'],
    email: ['email', 'email_verified'],
    groups: ['groups'],
  },
  features: { backchannelLogout: { enabled: saysLogout } },
  issueRefreshToken: async () => !saysLogout,
  pkce: { required: () => true },
  // Of its own network it asks nobody; a test may take its place.
  fetch: async (url, init) => {
    const form = new URLSearchParams(String(init?.body ?? ''));
    logouts.push(form);
    const status = (await postLogout?.(String(url), form)) ?? (await passOn(String(url), form));
    return new Response(null, { status });
  },
  jwks: { keys: [aKey()] },
  cookies: { keys: ['of the tests'] },
  ttl: {
    AccessToken: HOUR,
    AuthorizationCode: 60,
    Grant: HOUR,
    IdToken: HOUR,
    Interaction: HOUR,
    RefreshToken: HOUR,
    Session: HOUR,
  },
});

const passOn = async (url: string, body: URLSearchParams): Promise<number> =>
  (await fetch(url, { method: 'POST', body })).status;

const aKey = () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    ...privateKey.export({ format: 'jwk' }),
    kty: 'RSA',
    use: 'sig',
    alg: 'RS256',
    kid: 'first',
  } as const;
};

/**
 * Does at the provider what a person does in a browser: logs in, agrees, and is sent back.
 * @returns the address it leads back to, which is not asked.
 */
export const logInThere = async (to: string, login: string): Promise<URL> => {
  const jar = new Map<string, string>();
  const { origin } = new URL(to);
  const ask = async (address: string, form?: Record<string, string>) => {
    const answer = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    return answer;
  };
  let address = to;
  for (let steps = 0; steps < 12; steps++) {
    if (new URL(address).origin !== origin) return new URL(address);
    const page = await ask(address);
    const next = page.headers.get('location');
    if (next) {
      address = new URL(next, address).href;
      continue;
    }
    const html = await page.text();
    const [, action = ''] = /<form[^>]*action="([^"]+)"/.exec(html) ?? [];
    const [, prompt = ''] = /name="prompt" value="(\w+)"/.exec(html) ?? [];
    const sent = await ask(new URL(action, address).href, {
      prompt,
      ...(prompt === 'login' && { login, password: 'any' }),
    });
    address = new URL(sent.headers.get('location') ?? '/', address).href;
  }
  throw new Error(`the provider did not send back: ${address}`);
};
