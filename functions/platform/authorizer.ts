// Whether a browser may open a socket, and as whom. Knows no action.
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import type { Context } from './context.ts';
import { headerOf, isOwnOrigin, siteOf } from './origin.ts';
import { readSignedIn, toIdentity, tokenOf } from './session.ts';

export type AuthorizerEvent = Pick<APIGatewayRequestAuthorizerEvent, 'methodArn' | 'headers'>;

/** Allows a signed-in person on a page of the own site, and denies everyone else alike: the browser gets a 403. */
export const authorize = async (
  context: Pick<Context, 'db' | 'now'>,
  { methodArn, headers: given }: AuthorizerEvent,
): Promise<APIGatewayAuthorizerResult> => {
  const headers = given ?? {};
  const site = siteOf(headers);
  if (!site || !isOwnOrigin(headers)) return policy('Deny', methodArn, 'nobody');
  const signedIn = await readSignedIn(context, site, tokenOf(site, headerOf(headers, 'cookie')));
  if (!signedIn) return policy('Deny', methodArn, 'nobody');
  return { ...policy('Allow', methodArn, signedIn.account.id), context: toIdentity(signedIn) };
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
