// The HTTP API: one route per entry of shared/routes.ts, to the function of its group.
import { CfnStage, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { RouteSpec } from '../../shared/route-spec.ts';
import { routes } from '../../shared/routes.ts';
import type { Config } from '../config.ts';
import { letCall } from './callers.ts';
import type { Functions } from './functions.ts';
import { createLogGroup } from './log-group.ts';
import { deployOnce } from './one-deployment.ts';

/** Where the frame for other pages is, under CloudFront as well. */
export const EMBED_PATH = '/embed';

const THROTTLE = { rate: 500, burst: 500 } as const;

export const createHttpApi = (
  scope: Construct,
  { config, functions }: { readonly config: Config; readonly functions: Functions },
): HttpApi => {
  const api = new HttpApi(scope, 'HttpApi');
  const integrate = (id: string, handler: LambdaFunction) =>
    // Any stage: it has one.
    new HttpLambdaIntegration(id, letCall(api, handler, { apiId: api.apiId, routes: '*/*' }));
  const integrations = {
    portal: integrate('HttpIntegration', functions.portal),
    backoffice: integrate('OfficeIntegration', functions.backoffice),
    privacy: integrate('PrivacyIntegration', functions.privacy),
    accounts: integrate('PeopleIntegration', functions.accounts),
    factors: integrate('FactorsIntegration', functions.factors),
    files: integrate('TranscriptIntegration', functions.files),
    embed: integrate('EmbedIntegration', functions.embed),
    'sign-in': integrate('SignInIntegration', functions['sign-in']),
  };
  for (const [name, spec] of Object.entries<RouteSpec>(routes)) {
    const [method = '', path = ''] = name.split(' ');
    api.addRoutes({ path, methods: [toMethod(method)], integration: integrations[spec.group] });
  }
  // A document, not an answer of the table: see functions/routes/embed/document.ts.
  api.addRoutes({ path: EMBED_PATH, methods: [HttpMethod.GET], integration: integrations.embed });
  limit(scope, api, config);
  return api;
};

const toMethod = (method: string): HttpMethod => {
  const known = Object.values(HttpMethod).find((value) => value === method);
  if (!known) throw new Error(`${method} is no HTTP method`);
  return known;
};

const limit = (scope: Construct, api: HttpApi, config: Config): void => {
  const log = createLogGroup(scope, 'HttpAccessLog', config);
  const stage = api.defaultStage?.node.defaultChild;
  if (!(stage instanceof CfnStage)) throw new Error('the HTTP API has no stage');
  deployOnce(api, stage);
  stage.defaultRouteSettings = { throttlingRateLimit: THROTTLE.rate, throttlingBurstLimit: THROTTLE.burst };
  stage.accessLogSettings = {
    destinationArn: log.logGroupArn,
    // The route, not the path, and no query string: neither ids nor tokens belong in a log.
    format: JSON.stringify({
      requestId: '$context.requestId',
      routeKey: '$context.routeKey',
      status: '$context.status',
      integrationError: '$context.integrationErrorMessage',
    }),
  };
};
