// From a cookie to a person, for the socket and the HTTP API alike. Independent of any route or action.

import { SOCKET_PROTOCOL, TOKEN_MARK } from '../../shared/embedding.ts';
import type { Session } from '../../shared/session.ts';
import type { Ending } from '../../shared/sign-in.ts';
import type { Context } from '../adapters/context.ts';
import { type Account, displayName, roleOf, type Site } from '../domain/account.ts';
import { describeBrowser } from '../domain/browser.ts';
import { permissionsOfAccount, readAccount } from '../store/accounts.ts';
import type { Db } from '../store/db.ts';
import { DEVICE_SECONDS, rememberDevice } from '../store/devices.ts';
import { HALF_SECONDS } from '../store/factors.ts';
import { readSession, type Starting, sessionHash, startSession } from '../store/sessions.ts';
import { SIGN_IN_SECONDS } from '../store/sign-ins.ts';

export interface SignedIn {
  /** Names the session without giving it away. */
  readonly sessionId: string;
  /** As the table does. */
  readonly sessionHash: string;
  readonly account: Account;
  /** When the session ends; milliseconds since 1970. */
  readonly endsAt: number;
  /** When it began, and when a page of it was last loaded, to the hour. */
  readonly startedAt?: number | undefined;
  readonly seenAt?: number | undefined;
  /** A second factor is obligatory and to be set up first (S127). */
  readonly factorDue?: boolean | undefined;
  /** When this person last showed who it is; milliseconds since 1970. */
  readonly provenAt?: number | undefined;
  /** A company's provider stands for it (S125), and how its end is learned there. */
  readonly provider?: Ending | undefined;
}

const HOUR = 60 * 60;
/** An agent signs in every working day; a customer's chat should be there again next week (S51). */
const SESSION_SECONDS: Readonly<Record<Site, number>> = { portal: 30 * 24 * HOUR, console: 12 * HOUR };

/** Of a session that another company's page began: it gives a token again whenever it is asked. */
export const EMBEDDED_SECONDS = 12 * HOUR;

/** With the prefix a browser takes it only over TLS (or from this machine), for this host alone and for all its paths. */
export const cookieName = (site: Site): string => `__Host-${site}_session`;
const ATTRIBUTES = 'HttpOnly; Secure; SameSite=Strict; Path=/';

export const sessionCookie = (site: Site, token: string): string =>
  `${cookieName(site)}=${token}; ${ATTRIBUTES}; Max-Age=${SESSION_SECONDS[site]}`;
export const embeddedCookie = (site: Site, token: string): string =>
  `${cookieName(site)}=${token}; ${ATTRIBUTES}; Max-Age=${EMBEDDED_SECONDS}`;
/** For a frame in a page of another site: browsers keep it apart for that site, and send it from nowhere else (CHIPS). */
const FRAMED = 'HttpOnly; Secure; SameSite=None; Partitioned; Path=/';
export const framedCookie = (site: Site, token: string): string =>
  `${cookieName(site)}=${token}; ${FRAMED}; Max-Age=${EMBEDDED_SECONDS}`;
export const noFramedCookie = (site: Site): string => `${cookieName(site)}=; ${FRAMED}; Max-Age=0`;
export const noSessionCookie = (site: Site): string => `${cookieName(site)}=; ${ATTRIBUTES}; Max-Age=0`;

/** Says that somebody signed in with this browser before, and opens nothing. */
const deviceName = (site: Site): string => `__Host-${site}_device`;
export const deviceCookie = (site: Site, token: string): string =>
  `${deviceName(site)}=${token}; ${ATTRIBUTES}; Max-Age=${DEVICE_SECONDS}`;

/** Says that the password was right, and is good for the second step alone. */
const halfName = (site: Site): string => `__Host-${site}_half`;
export const halfCookie = (site: Site, token: string): string =>
  `${halfName(site)}=${token}; ${ATTRIBUTES}; Max-Age=${HALF_SECONDS}`;
export const noHalfCookie = (site: Site): string => `${halfName(site)}=; ${ATTRIBUTES}; Max-Age=0`;

/** Says that this browser went to a provider to sign in; comes along when that sends it back, which a strict one does not. */
const awayName = (site: Site): string => `__Host-${site}_away`;
const LAX = 'HttpOnly; Secure; SameSite=Lax; Path=/';
export const awayCookie = (site: Site, token: string): string =>
  `${awayName(site)}=${token}; ${LAX}; Max-Age=${SIGN_IN_SECONDS}`;
export const noAwayCookie = (site: Site): string => `${awayName(site)}=; ${LAX}; Max-Age=0`;

export const tokenOf = (site: Site, cookies: string | undefined): string | undefined =>
  readToken(cookieName(site), cookies);
export const deviceTokenOf = (site: Site, cookies: string | undefined): string | undefined =>
  readToken(deviceName(site), cookies);
export const awayTokenOf = (site: Site, cookies: string | undefined): string | undefined =>
  readToken(awayName(site), cookies);
export const halfTokenOf = (site: Site, cookies: string | undefined): string | undefined =>
  readToken(halfName(site), cookies);

/**
 * The token in a `Cookie` header, if it can be one. Capitals do not count: CloudFront's functions may hand names on in
 * lower case (AWS has described both), and browsers ask the same of the prefix in any case (RFC 6265bis, 4.1.3).
 */
const readToken = (name: string, cookies: string | undefined): string | undefined => {
  const prefix = `${name}=`.toLowerCase();
  const token = cookies
    ?.split(';')
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.toLowerCase().startsWith(prefix))
    ?.slice(prefix.length);
  return token && isToken(token) ? token : undefined;
};

const isToken = (text: string): boolean => /^[\w-]{44}$/.test(text);

/** The token of a session that lives in memory, where a browser keeps nothing for a frame: in a header over HTTP … */
export const bearerOf = (authorization: string | undefined): string | undefined => {
  const [, token = ''] = /^Bearer (\S+)$/.exec(authorization ?? '') ?? [];
  return isToken(token) ? token : undefined;
};

/** … and on a socket, for which a page can set no header, as one of the protocols that it offers. */
export const offeredTokenOf = (protocols: string | undefined): string | undefined =>
  offered(protocols)
    .filter((name) => name.startsWith(TOKEN_MARK))
    .map((name) => name.slice(TOKEN_MARK.length))
    .find(isToken);

/**
 * What a handshake is answered of the protocols that were offered: the one without the token. A browser that offered some
 * closes a connection that takes none of them.
 */
export const takeProtocol = (
  protocols: string | undefined,
): { readonly headers?: Readonly<Record<string, string>> } =>
  offered(protocols).includes(SOCKET_PROTOCOL)
    ? { headers: { 'Sec-WebSocket-Protocol': SOCKET_PROTOCOL } }
    : {};

const offered = (protocols: string | undefined): string[] =>
  (protocols ?? '').split(',').map((name) => name.trim());

/** The cookie of a browser in which somebody signed in: one token, whoever signs in there. */
export interface DeviceCookie {
  /** As the browser sent it; whether an account knows it is asked of the store. */
  readonly token: string | undefined;
  set(token: string): void;
}

/** This account signed in here, or proved that it knows its password: from now on the browser is known to it. */
export const rememberBrowser = async (
  { db, now, newId }: Pick<Context, 'db' | 'now' | 'newId'>,
  device: DeviceCookie,
  account: Pick<Account, 'id' | 'epoch'>,
): Promise<void> => {
  const token = device.token ?? newId() + newId();
  await rememberDevice(db, account, token, now());
  device.set(token);
};

/** A session that is to be started, with its token: 256 random bits. */
export const newSession = (
  { now, newId }: Pick<Context, 'now' | 'newId'>,
  site: Site,
  { id, role, epoch }: Pick<Account, 'id' | 'role' | 'epoch'>,
  userAgent?: string,
): Starting => ({
  token: newId() + newId(),
  userId: id,
  role,
  epoch,
  now: now(),
  seconds: SESSION_SECONDS[site],
  ...describeBrowser(userAgent),
});

/**
 * Starts a session on a site and gives its token. For whoever has shown all there is to show: a password alone
 * goes through passFirstStep.
 * @param userAgent of the browser, for the person's own list.
 */
export const signIn = async (
  context: Pick<Context, 'db' | 'now' | 'newId'>,
  site: Site,
  account: Pick<Account, 'id' | 'role' | 'epoch'>,
  userAgent?: string,
  {
    factorDue,
    seconds = SESSION_SECONDS[site],
  }: { readonly factorDue?: boolean | undefined; readonly seconds?: number } = {},
): Promise<string> => {
  const starting = { ...newSession(context, site, account, userAgent), factorDue, seconds };
  await startSession(context.db, starting);
  return starting.token;
};

/** Who a token stands for; `blocked` for whoever was signed in with it until an administrator blocked the account. */
type Standing = SignedIn | 'blocked' | undefined;

/** Whose session it is, if it still runs, is one of this site and of the account's epoch, and the account is not blocked. */
export const readStanding = async (
  { db, now }: Pick<Context, 'db' | 'now'>,
  site: Site,
  token: string | undefined,
): Promise<Standing> => {
  const session = token && (await readSession(db, token, now()));
  if (!token || !session || session.role !== roleOf(site)) return undefined;
  const account = await readAccount(db, session.userId);
  if (!account || account.role !== session.role) return undefined;
  // The block began a new epoch: it ended the sessions of the one before. Those of still earlier ones had ended by then.
  if (account.blocked) return account.epoch === session.epoch + 1 ? 'blocked' : undefined;
  if (account.epoch !== session.epoch) return undefined;
  const { id: sessionId, endsAt, startedAt, seenAt, factorDue, provenAt, provider } = session;
  return {
    sessionId,
    sessionHash: sessionHash(token),
    account,
    endsAt,
    startedAt,
    seenAt,
    factorDue,
    provenAt,
    provider,
  };
};

/** Who is signed in with a token. */
export const readSignedIn = async (
  ...asked: Parameters<typeof readStanding>
): Promise<SignedIn | undefined> => {
  const standing = await readStanding(...asked);
  return standing === 'blocked' ? undefined : standing;
};

/** What the pages of a signed-in person are told of the session. */
export const toSession = async (
  db: Db,
  { account, factorDue }: Pick<SignedIn, 'account' | 'factorDue'>,
): Promise<Session> => ({
  user: { id: account.id, login: account.login, name: displayName(account), role: account.role },
  permissions: [...(await permissionsOfAccount(db, account))],
  language: account.language,
  passwordDue: account.passwordGiven,
  factorDue,
  factorsResetAt: account.factorsResetAt,
});
