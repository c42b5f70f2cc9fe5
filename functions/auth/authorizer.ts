// Whether a browser may open a socket, and as whom. Independent of any action.
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import type { Context } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import { displayName, hasAll, permissionsOf, type Site } from '../domain/account.ts';
import { type RecordedSocket, rightsOf, SOCKET_MS } from '../domain/sockets.ts';
import { permissionsOfAccount } from '../store/accounts.ts';
import { recordSocket, takeOffSocket } from '../store/sockets.ts';
import { againAt, arm } from '../store/timers.ts';
import type { Connected } from './caller.ts';
import { type Headers, headerOf, isOwnOrigin, siteOf } from './origin.ts';
import type { Buckets } from './rate-limit.ts';
import { offeredTokenOf, readSignedIn, type SignedIn, tokenOf } from './session.ts';

export type AuthorizerEvent = Pick<APIGatewayRequestAuthorizerEvent, 'methodArn' | 'headers'> & {
  readonly queryStringParameters?: Query | null;
  readonly requestContext: { readonly requestId: string };
};

/** What stands behind the address of the handshake. */
type Query = Readonly<Record<string, string | undefined>>;

/**
 * Allows a signed-in person on a page of the own site, and denies everyone else alike: the browser gets a 403.
 * @param connects how many sockets one person may open.
 */
export const authorize = async (
  context: Pick<Context, 'db' | 'now'>,
  connects: Buckets,
  { methodArn, headers: given, queryStringParameters: query, requestContext }: AuthorizerEvent,
): Promise<APIGatewayAuthorizerResult> => {
  const headers = given ?? {};
  const site = siteOf(headers);
  if (!site) return policy('Deny', methodArn, 'nobody');
  if (!isOwnOrigin(headers)) {
    log('WARN', 'refused', { requestId: requestContext.requestId, action: '$connect', code: 'forbidden' });
    return policy('Deny', methodArn, 'nobody');
  }
  const signedIn = await readWho(context, headers);
  // API Gateway has one answer to a refused handshake; a browser that gets it tries again, later each time.
  if (!signedIn || !connects.take(signedIn.account.id)) return policy('Deny', methodArn, 'nobody');
  const { account, sessionId, endsAt } = signedIn;
  return {
    ...policy('Allow', methodArn, account.id),
    // Text only (API Gateway takes no lists); callerOf in caller.ts reads it back from every message.
    context: {
      userId: account.id,
      role: account.role,
      sessionId,
      login: account.login,
      name: displayName(account),
      until: String(endsAt),
      // A handshake has no answer that a page can read: it is let in, and every frame is refused with the reason.
      ...(query?.account && query.account !== account.id && { isOther: 'true' }),
      permissions: [...(await permissionsOfAccount(context.db, account, { consistent: false }))].join(' '),
    },
  };
};

/** What a handshake carries besides who asks. */
export interface Handshake {
  readonly headers?: Headers | undefined;
  readonly queryStringParameters?: Query | undefined;
}

/** As a browser makes them up; see `takeSid` in web/connection/ids.ts. What is none of them names no tab. */
const TAB = /^[\w-]{8}$/;
const SPEAKS = /^\d{1,4}$/;

/**
 * The socket is about to open: notes it, and looks once more whether its person may be there. Whoever ends a sign-in or takes
 * a right away writes that first and looks for sockets after it, so one of the two sees the other.
 * @returns what the handshake is to be answered, and the sockets that gave way to this one.
 */
export const welcome = async (
  context: Pick<Context, 'db' | 'now' | 'random'>,
  caller: Connected,
  { headers = {}, queryStringParameters }: Handshake,
): Promise<{
  readonly isLetIn: boolean;
  readonly socket: RecordedSocket;
  readonly replaced: readonly RecordedSocket[];
}> => {
  const { db, now, random } = context;
  const { id: user, role, connection, sessionId, permissions, until } = caller;
  const { tab, speaks } = queryStringParameters ?? {};
  const socket = {
    connection,
    session: sessionId,
    rights: rightsOf(role, permissions),
    tab: tab && TAB.test(tab) ? tab : undefined,
    speaks: speaks && SPEAKS.test(speaks) ? Number(speaks) : undefined,
    at: now(),
  };
  // Nothing is ever told to it, and nothing done: there is nothing to close it for.
  if (caller.isOther) return { isLetIn: true, socket, replaced: [] };
  // A connection may outlive its sign-in, and pushes do not ask: the sweep closes it then.
  if (until < socket.at + SOCKET_MS) await arm(db, { kind: 'sign-out', id: sessionId, user }, until);
  const noted = await recordSocket(db, random, { user, socket, again: againAt(socket.at) });
  // Too many at the same moment: the browser comes again, later each time.
  if ('error' in noted) return { isLetIn: false, socket, replaced: [] };
  const signedIn = await readStillThere(context, caller, headers);
  if (!signedIn) await takeOffSocket(db, user, connection);
  else if (signedIn.provider === 'renewal') await lookAtRenewal(context, signedIn);
  return { isLetIn: signedIn !== undefined, socket, replaced: noted.ok };
};

const readStillThere = async (
  context: Pick<Context, 'db' | 'now'>,
  { sessionId, permissions }: Connected,
  headers: Headers,
): Promise<SignedIn | undefined> => {
  const signedIn = await readWho(context, headers);
  if (signedIn?.sessionId !== sessionId) return undefined;
  // A customer's right is asked of the table whenever it counts.
  const current = permissionsOf(signedIn.account, []);
  return signedIn.account.role === 'customer' || hasAll(current, permissions) ? signedIn : undefined;
};

/** While nobody was connected its provider was not asked; the sweep does so now, if it is time. */
const lookAtRenewal = (
  { db, now }: Pick<Context, 'db' | 'now'>,
  { account, sessionHash }: SignedIn,
): Promise<void> => arm(db, { kind: 'renewal', id: sessionHash, user: account.id }, againAt(now()));

const readWho = async (
  context: Pick<Context, 'db' | 'now'>,
  headers: Headers,
): Promise<SignedIn | undefined> => {
  const site = siteOf(headers);
  if (!site) return undefined;
  const signedIn = await readSignedIn(context, site, tokenIn(site, headers));
  // Whoever has yet to choose a password, or to set up a second factor, does nothing else.
  return signedIn?.account.passwordGiven || signedIn?.factorDue ? undefined : signedIn;
};

/** A frame that may keep nothing offers it; everything else has a cookie. */
const tokenIn = (site: Site, headers: Headers): string | undefined =>
  offeredTokenOf(headerOf(headers, 'sec-websocket-protocol')) ?? tokenOf(site, headerOf(headers, 'cookie'));

const policy = (
  effect: 'Allow' | 'Deny',
  methodArn: string,
  principalId: string,
): APIGatewayAuthorizerResult => ({
  principalId,
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: methodArn }],
  },
});
