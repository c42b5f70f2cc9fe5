// Whether a browser may open a socket, and as whom. Knows no action.
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { displayName } from '../domain/account.ts';
import { permissionsOfAccount } from '../store/accounts.ts';
import type { Context } from './context.ts';
import type { Buckets } from './flood.ts';
import { log } from './log.ts';
import { headerOf, isOwnOrigin, siteOf } from './origin.ts';
import { readSignedIn, tokenOf } from './session.ts';

export type AuthorizerEvent = Pick<APIGatewayRequestAuthorizerEvent, 'methodArn' | 'headers'> & {
  readonly requestContext: { readonly requestId: string };
};

/**
 * Allows a signed-in person on a page of the own site, and denies everyone else alike: the browser gets a 403.
 * @param arrivals how many sockets one person may open.
 */
export const authorize = async (
  context: Pick<Context, 'db' | 'now'>,
  arrivals: Buckets,
  { methodArn, headers: given, requestContext }: AuthorizerEvent,
): Promise<APIGatewayAuthorizerResult> => {
  const headers = given ?? {};
  const site = siteOf(headers);
  if (!site) return policy('Deny', methodArn, 'nobody');
  if (!isOwnOrigin(headers)) {
    log('WARN', 'refused', { requestId: requestContext.requestId, action: '$connect', code: 'forbidden' });
    return policy('Deny', methodArn, 'nobody');
  }
  const signedIn = await readSignedIn(context, site, tokenOf(site, headerOf(headers, 'cookie')));
  // API Gateway has one answer to a refused handshake; a browser that gets it tries again, later each time.
  if (!signedIn || !arrivals.take(signedIn.account.id)) return policy('Deny', methodArn, 'nobody');
  const { account, sessionId } = signedIn;
  return {
    ...policy('Allow', methodArn, account.id),
    // Text only (API Gateway takes no lists); callerOf in socket.ts reads it back from every message.
    context: {
      userId: account.id,
      role: account.role,
      sessionId,
      login: account.login,
      name: displayName(account),
      permissions: [...(await permissionsOfAccount(context.db, account, { consistent: false }))].join(' '),
    },
  };
};

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
