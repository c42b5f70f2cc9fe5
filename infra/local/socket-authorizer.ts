// Asks the authorizer of a WebSocket API whether a connection may open, as API Gateway does. Independent of any user.
import * as v from 'valibot';
import type { Authorizer } from './api-model.ts';
import { within } from './gateway.ts';
import type { Invoke } from './lambda.ts';
import { limits } from './limits.ts';
import { headerOf, type Request } from './message.ts';
import { fits } from './wildcard.ts';

/** Allowed, with what every later event of the connection carries; or the status of the refused handshake. */
export type Verdict =
  | { readonly context: Readonly<Record<string, string>> }
  | { readonly status: 401 | 403 | 500; readonly message: string };

const oneOrMore = v.union([
  v.array(v.string()),
  v.pipe(
    v.string(),
    v.transform((one) => [one]),
  ),
]);
const Answer = v.object({
  principalId: v.string(),
  policyDocument: v.object({
    Statement: v.array(
      v.object({ Effect: v.picklist(['Allow', 'Deny']), Action: oneOrMore, Resource: oneOrMore }),
    ),
  }),
  // API Gateway takes no lists and no objects here, and fails the handshake.
  context: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])), {}),
});
type Statement = v.InferOutput<typeof Answer>['policyDocument']['Statement'][number];

const BROKEN: Verdict = { status: 500, message: 'Internal server error' };
const UNAUTHORIZED: Verdict = { status: 401, message: 'Unauthorized' };

export const authorize = async (options: {
  readonly authorizer: Authorizer;
  readonly request: Request;
  readonly event: Readonly<Record<string, unknown>>;
  readonly methodArn: string;
  readonly timeout: number;
  readonly invoke: Invoke;
}): Promise<Verdict> => {
  const { authorizer, request, event, methodArn, timeout, invoke } = options;
  if (!authorizer.identitySource.every((source) => isGiven(source, request))) return UNAUTHORIZED;
  const answer = await within(timeout, invoke({ type: 'REQUEST', methodArn, ...event }));
  if (answer === 'late') return BROKEN;
  // The one error with a meaning: throwing exactly this text is how an authorizer says 401.
  if ('error' in answer) return answer.error.errorMessage === 'Unauthorized' ? UNAUTHORIZED : BROKEN;
  const parsed = v.safeParse(Answer, answer.result);
  if (!parsed.success || Buffer.byteLength(JSON.stringify(answer.result)) > limits.authorizerAnswer.value)
    return BROKEN;
  const { principalId, policyDocument, context } = parsed.output;
  if (!allows(policyDocument.Statement, methodArn)) return { status: 403, message: 'Forbidden' };
  const texts = Object.entries(context).map(([name, value]) => [name, String(value)]);
  return { context: { ...Object.fromEntries(texts), principalId } };
};

const isGiven = (source: string, request: Request): boolean => {
  const [, kind, name = ''] = /^route\.request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  if (kind === 'header') return Boolean(headerOf(request.headers, name));
  return kind === 'querystring' && new URLSearchParams(request.query).has(name);
};

const allows = (statements: readonly Statement[], methodArn: string): boolean => {
  const matching = statements.filter(
    ({ Action, Resource }) =>
      Action.some((action) => fits(action, 'execute-api:Invoke')) &&
      Resource.some((resource) => fits(resource, methodArn)),
  );
  return (
    matching.some(({ Effect }) => Effect === 'Allow') && !matching.some(({ Effect }) => Effect === 'Deny')
  );
};
