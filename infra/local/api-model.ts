// The API Gateway part of a template, put together: each API with its routes, integrations and authorizers. Runs nothing.
import * as v from 'valibot';
import { limits } from './limits.ts';
import type { Interpreter, ResourceText } from './template.ts';
import { userError } from './user-error.ts';

export interface Route {
  readonly id: string;
  readonly key: string;
  /** The ARN of the function. */
  readonly functionArn: string;
  /** Milliseconds that API Gateway waits for it. */
  readonly timeout: number;
  /** Whether the reply of the function goes back over the socket. */
  readonly isAnswered: boolean;
  readonly authorizer: Authorizer | undefined;
}

export interface Authorizer {
  readonly id: string;
  readonly functionArn: string;
  /** Such as `route.request.header.Cookie`. */
  readonly identitySource: readonly string[];
}

export interface ApiModel {
  readonly id: string;
  readonly protocol: 'HTTP' | 'WEBSOCKET';
  readonly stage: string;
  /** What the stage lets through, for all together; without it everything. */
  readonly throttle: { readonly rate: number; readonly burst: number } | undefined;
  readonly routes: readonly Route[];
}

const Api = v.object({
  ProtocolType: v.picklist(['HTTP', 'WEBSOCKET']),
  RouteSelectionExpression: v.optional(v.string()),
});
const RouteProperties = v.object({
  ApiId: v.string(),
  RouteKey: v.string(),
  Target: v.string(),
  AuthorizerId: v.optional(v.string()),
  RouteResponseSelectionExpression: v.optional(v.string()),
});
const Integration = v.object({
  IntegrationType: v.literal('AWS_PROXY'),
  IntegrationUri: v.string(),
  PayloadFormatVersion: v.optional(v.string()),
  TimeoutInMillis: v.optional(v.number()),
});
const AuthorizerProperties = v.object({
  AuthorizerType: v.literal('REQUEST'),
  AuthorizerUri: v.string(),
  IdentitySource: v.optional(v.array(v.string()), []),
});
const Stage = v.object({
  ApiId: v.string(),
  StageName: v.string(),
  DefaultRouteSettings: v.optional(
    v.object({ ThrottlingRateLimit: v.optional(v.number()), ThrottlingBurstLimit: v.optional(v.number()) }),
    {},
  ),
});
const RouteResponse = v.object({ RouteId: v.string() });

const LONGEST_WAIT = { WEBSOCKET: limits.socketWait.value, HTTP: limits.httpWait.value } as const;

/** @throws a userError for an API that is set up in a way the local cloud does not run. */
export const readApis = ({ resources, resolve }: Interpreter): ApiModel[] => {
  const ofType = <S extends v.GenericSchema>(type: string, schema: S) =>
    resources
      .filter((resource) => resource.type === `AWS::ApiGatewayV2::${type}`)
      .map((resource) => ({
        resource,
        id: String(resolve({ Ref: resource.id })),
        ...propertiesOf(resource, schema, resolve),
      }));

  const integrations = ofType('Integration', Integration);
  const authorizers = ofType('Authorizer', AuthorizerProperties);
  const routes = ofType('Route', RouteProperties);
  const stages = ofType('Stage', Stage);
  const answered = new Set(ofType('RouteResponse', RouteResponse).map(({ value }) => value.RouteId));

  const authorizerOf = (id: string | undefined): Authorizer | undefined => {
    const found = authorizers.find((authorizer) => authorizer.id === id)?.value;
    return (
      found && {
        id: String(id),
        functionArn: functionArnIn(found.AuthorizerUri),
        identitySource: found.IdentitySource,
      }
    );
  };

  return ofType('Api', Api).map(({ id, value: api, resource }) => {
    if (api.ProtocolType === 'WEBSOCKET' && api.RouteSelectionExpression !== '$request.body.action') {
      throw userError(
        `${resource.id} selects routes by ${api.RouteSelectionExpression}; the local cloud knows $request.body.action only.`,
      );
    }
    const longest = LONGEST_WAIT[api.ProtocolType];
    const stage = stages.find(({ value }) => value.ApiId === id)?.value;
    const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = stage?.DefaultRouteSettings ?? {};
    return {
      id,
      protocol: api.ProtocolType,
      stage: stage?.StageName ?? '$default',
      throttle: rate === undefined || burst === undefined ? undefined : { rate, burst },
      routes: routes
        .filter(({ value }) => value.ApiId === id)
        .map(({ id: routeId, value: route, resource: text }): Route => {
          const integration = integrations.find((each) => `integrations/${each.id}` === route.Target)?.value;
          if (!integration) throw userError(`Route ${route.RouteKey} (${text.id}) has no integration.`);
          if (api.ProtocolType === 'HTTP' && integration.PayloadFormatVersion !== '2.0') {
            throw userError(
              `Route ${route.RouteKey} uses payload ${integration.PayloadFormatVersion}; the local cloud knows 2.0 only.`,
            );
          }
          return {
            id: routeId,
            key: route.RouteKey,
            functionArn: functionArnIn(integration.IntegrationUri),
            timeout: Math.min(longest, integration.TimeoutInMillis ?? longest),
            isAnswered: route.RouteResponseSelectionExpression === '$default' && answered.has(routeId),
            authorizer: authorizerOf(route.AuthorizerId),
          };
        }),
    };
  });
};

/** @throws a userError that names the resource and the property the local cloud cannot use. */
export const propertiesOf = <S extends v.GenericSchema>(
  resource: ResourceText,
  schema: S,
  resolve: (value: unknown) => unknown,
): { value: v.InferOutput<S> } => {
  const parsed = v.safeParse(schema, resolve(resource.properties));
  if (parsed.success) return { value: parsed.output };
  const [issue] = parsed.issues;
  throw userError(
    `The local cloud cannot run ${resource.type} ${resource.id}: ${v.getDotPath(issue) ?? ''} ${issue.message}.`,
  );
};

/** The ARN itself, or the one inside API Gateway's invocation path. */
const functionArnIn = (uri: string): string => /functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri;
