// From a cookie to a person, for the socket and the HTTP API alike. Independent of any route or action.

import type { Session } from '../../shared/routes.ts';
import type { Context } from '../adapters/context.ts';
import { type Account, displayName, roleOf, type Site } from '../domain/account.ts';
import { describeBrowser } from '../domain/browser.ts';
import { permissionsOfAccount, readAccount } from '../store/accounts.ts';
import type { Db } from '../store/db.ts';
import { DEVICE_SECONDS, rememberDevice } from '../store/devices.ts';
import { readSession, startSession } from '../store/sessions.ts';

export interface SignedIn {
  /** Names the session without giving it away. */
  readonly sessionId: string;
  readonly account: Account;
  /** When the session ends; milliseconds since 1970. */
  readonly endsAt: number;
  /** When it began, and when a page of it was last loaded, to the hour. */
  readonly startedAt?: number | undefined;
  readonly seenAt?: number | undefined;
}

const HOUR = 60 * 60;
/** An agent signs in every working day; a customer's chat should be there again next week (S51). */
const SESSION_SECONDS: Readonly<Record<Site, number>> = { portal: 30 * 24 * HOUR, console: 12 * HOUR };

/** With the prefix a browser takes it only over TLS (or from this machine), for this host alone and for all its paths. */
export const cookieName = (site: Site): string => `__Host-${site}_session`;
const ATTRIBUTES = 'HttpOnly; Secure; SameSite=Strict; Path=/';

export const sessionCookie = (site: Site, token: string): string =>
  `${cookieName(site)}=${token}; ${ATTRIBUTES}; Max-Age=${SESSION_SECONDS[site]}`;
export const noSessionCookie = (site: Site): string => `${cookieName(site)}=; ${ATTRIBUTES}; Max-Age=0`;

/** Says that somebody signed in with this browser before, and opens nothing. */
const deviceName = (site: Site): string => `__Host-${site}_device`;
export const deviceCookie = (site: Site, token: string): string =>
  `${deviceName(site)}=${token}; ${ATTRIBUTES}; Max-Age=${DEVICE_SECONDS}`;

export const tokenOf = (site: Site, cookies: string | undefined): string | undefined =>
  readToken(cookieName(site), cookies);
export const deviceTokenOf = (site: Site, cookies: string | undefined): string | undefined =>
  readToken(deviceName(site), cookies);

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
  return token && /^[\w-]{44}$/.test(token) ? token : undefined;
};

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

/** Starts a session on a site and gives its token: 256 random bits. @param userAgent of the browser, for the person's own list. */
export const signIn = async (
  { db, now, newId }: Pick<Context, 'db' | 'now' | 'newId'>,
  site: Site,
  { id, role, epoch }: Pick<Account, 'id' | 'role' | 'epoch'>,
  userAgent?: string,
): Promise<string> => {
  const token = newId() + newId();
  const seconds = SESSION_SECONDS[site];
  await startSession(db, {
    token,
    userId: id,
    role,
    epoch,
    now: now(),
    seconds,
    ...describeBrowser(userAgent),
  });
  return token;
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
  if (!session || session.role !== roleOf(site)) return undefined;
  const account = await readAccount(db, session.userId);
  if (!account || account.role !== session.role) return undefined;
  // The block began a new epoch: it ended the sessions of the one before. Those of still earlier ones had ended by then.
  if (account.blocked) return account.epoch === session.epoch + 1 ? 'blocked' : undefined;
  if (account.epoch !== session.epoch) return undefined;
  const { id: sessionId, endsAt, startedAt, seenAt } = session;
  return { sessionId, account, endsAt, startedAt, seenAt };
};

/** Who is signed in with a token. */
export const readSignedIn = async (
  ...asked: Parameters<typeof readStanding>
): Promise<SignedIn | undefined> => {
  const standing = await readStanding(...asked);
  return standing === 'blocked' ? undefined : standing;
};

/** What the pages of a signed-in person are told of the session. */
export const toSession = async (db: Db, account: Account): Promise<Session> => ({
  user: { id: account.id, login: account.login, name: displayName(account), role: account.role },
  permissions: [...(await permissionsOfAccount(db, account))],
  language: account.language,
  passwordDue: account.passwordGiven,
});
