// Second factors for tests: setting up an app or a passkey over the real routes, and the half sign-in behind a right password.
import { Secret, TOTP } from 'otpauth';
import type { Account } from '../../functions/domain/account.ts';
import { HOST, PASSWORD } from './accounts.ts';
import { createAuthenticator } from './passkey.ts';

/** What an app shows at a moment; milliseconds since 1970. */
export const codeOf = (secret: string, timestamp: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });

/** The code of the app in the next step of 30 seconds, which a clock that is ahead shows now. */
export const nextCodeOf = (secret: string, timestamp: number): string => codeOf(secret, timestamp + 30_000);

export const originOf = ({ role }: Pick<Account, 'role'>): string =>
  `https://${HOST[role === 'agent' ? 'console' : 'portal']}`;

/** Asks a route as somebody; what is not 200 is the caller's to see. */
export type AskFactors = (
  route: string,
  body?: object,
  more?: { readonly cookie?: string; readonly path?: Record<string, string> },
) => Promise<{ readonly body: unknown; readonly cookies: readonly string[] }>;

const okOf = ({ body }: { readonly body: unknown }): Record<string, unknown> => {
  const { ok, error } = Object(body);
  if (!ok) throw new Error(JSON.stringify(error));
  return ok;
};

/** Begins with an app. */
export const beginApp = async (ask: AskFactors, now: number) => {
  const { setup, secret, uri } = okOf(await ask('POST /api/factors/totp', {}));
  return { uri: String(uri), secret: String(secret), body: { setup, code: codeOf(String(secret), now) } };
};

/** Sets an app up. @returns its secret, and the recovery codes if it is the first factor. */
export const addApp = async (ask: AskFactors, now: number) => {
  const { secret, body } = await beginApp(ask, now);
  const { recovery } = okOf(await ask('PUT /api/factors/totp', body));
  return { secret, recovery: Array.isArray(recovery) ? recovery.map(String) : [] };
};

const challengeOf = (answer: { readonly body: unknown }): string =>
  String(Object(okOf(answer).options).challenge);

/** What a browser would send to add a passkey. */
export const newPasskey = async (ask: AskFactors, origin: string, authenticator = createAuthenticator()) => {
  const challenge = challengeOf(await ask('POST /api/factors/passkeys/options', {}));
  return { name: 'Laptop', passkey: authenticator.make({ origin, challenge }) };
};

/** Adds a passkey. */
export const addPasskey = async (ask: AskFactors, origin: string) => {
  const authenticator = createAuthenticator();
  const { recovery } = okOf(
    await ask('POST /api/factors/passkeys', await newPasskey(ask, origin, authenticator)),
  );
  const { passkeys } = Object(okOf(await ask('GET /api/factors')));
  return {
    authenticator,
    id: String(passkeys.at(-1).id),
    recovery: Array.isArray(recovery) ? recovery.map(String) : [],
  };
};

/** @returns the cookie of whoever gave the right password and has the second step to come. */
export const halfOf = async (ask: AskFactors, { login }: Pick<Account, 'login'>): Promise<string> => {
  const { cookies } = await ask('POST /api/login', { login, password: PASSWORD }, { cookie: '' });
  const [cookie] = cookies.filter((text) => /_half=[\w-]/.test(text));
  if (!cookie) throw new Error('no half sign-in');
  return cookie.split(';')[0] ?? '';
};

/** What a passkey answers in the second step of a sign-in, or as a proof. */
export const provePasskey = async (
  ask: AskFactors,
  {
    origin,
    authenticator,
    cookie,
  }: { origin: string; authenticator: ReturnType<typeof createAuthenticator>; cookie?: string },
) => {
  const route = cookie === undefined ? 'POST /api/factors/proof/options' : 'POST /api/login/passkey';
  const challenge = challengeOf(await ask(route, {}, cookie === undefined ? {} : { cookie }));
  return { kind: 'passkey' as const, passkey: authenticator.prove({ origin, challenge }) };
};
