// The WebSocket API: one route per action of shared/actions.ts, to the function of its group.
import { CfnStage, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type ActionSpec, actions } from '../../shared/actions.ts';
import type { Config } from '../config.ts';
import { letCall } from './callers.ts';
import type { Functions } from './functions.ts';
import { createLogGroup } from './log-group.ts';
import { deployOnce } from './one-deployment.ts';

/** The stage has the name of CloudFront's path, so `/ws` reaches it without a rewrite. */
export const STAGE = 'ws';

/** Requests a second and in a burst, for all connections together; the account's own limit is 10,000 and 5,000. */
const THROTTLE = { rate: 5000, burst: 2500 } as const;

/** The API without routes, for functions that need its address before routes need them. */
export const createSocketApi = (scope: Construct): WebSocketApi =>
  new WebSocketApi(scope, 'SocketApi', { routeSelectionExpression: '$request.body.action' });

/** @returns the stage, for what has to be there before it. */
export const addRoutes = (
  scope: Construct,
  api: WebSocketApi,
  { config, functions }: { readonly config: Config; readonly functions: Functions },
): WebSocketStage => {
  const integrate = (name: string, handler: LambdaFunction) =>
    new WebSocketLambdaIntegration(
      `${name}Integration`,
      letCall(api, handler, { apiId: api.apiId, routes: `${STAGE}/*` }),
    );
  const integrations = {
    connect: integrate('Connect', functions.connect),
    conversation: integrate('Conversation', functions.conversation),
    desk: integrate('Desk', functions.desk),
  };
  api.addRoute('$connect', {
    integration: integrations.connect,
    // A handshake without an origin is refused before anything runs. A frame that may keep nothing has no cookie.
    authorizer: new WebSocketLambdaAuthorizer('SocketAuthorizer', functions.connect, {
      identitySource: ['route.request.header.Origin'],
    }),
  });
  api.addRoute('$disconnect', { integration: integrations.connect });
  api.addRoute('$default', {
    integration: integrations.conversation,
    returnResponse: true,
  });
  for (const [name, spec] of Object.entries<ActionSpec>(actions)) {
    api.addRoute(name, {
      integration: integrations[spec.group],
      returnResponse: spec.reply !== null,
    });
  }
  return addStage(scope, api, config);
};

const addStage = (scope: Construct, api: WebSocketApi, config: Config): WebSocketStage => {
  const log = createLogGroup(scope, 'SocketAccessLog', config);
  const stage = new WebSocketStage(scope, 'SocketStage', {
    webSocketApi: api,
    stageName: STAGE,
    autoDeploy: true,
  });
  // API Gateway makes this one by itself, and keeps it for ever, unless it is there.
  const errors = createLogGroup(scope, 'SocketErrorLog', config, `/aws/apigateway/${api.apiId}/${STAGE}`);
  stage.node.addDependency(errors);
  const resource = stage.node.defaultChild;
  if (!(resource instanceof CfnStage)) throw new Error('the stage has no resource');
  deployOnce(api, resource);
  resource.defaultRouteSettings = {
    throttlingRateLimit: THROTTLE.rate,
    throttlingBurstLimit: THROTTLE.burst,
    // Frames carry what people say: API Gateway is never to log them.
    dataTraceEnabled: false,
    loggingLevel: 'ERROR',
  };
  resource.accessLogSettings = {
    destinationArn: log.logGroupArn,
    // A line for every message, so a short one: its bytes cost as much as the reads of a chat.
    format: JSON.stringify({
      id: '$context.requestId',
      route: '$context.routeKey',
      status: '$context.status',
      error: '$context.integrationErrorMessage',
    }),
  };
  return stage;
};
