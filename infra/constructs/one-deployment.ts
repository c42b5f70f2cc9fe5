// Makes a stage wait for all that its API is made of. A stage that deploys by itself would otherwise do so for every route, and API Gateway refuses changes that overtake each other.
import {
  CfnAuthorizer,
  CfnIntegration,
  CfnRoute,
  CfnRouteResponse,
  type CfnStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';

const KINDS = [CfnAuthorizer, CfnIntegration, CfnRoute, CfnRouteResponse] as const;

/** To be called when the API has all its routes. */
export const deployOnce = (api: Construct, stage: CfnStage): void => {
  const parts = api.node.findAll().filter((part) => KINDS.some((kind) => part instanceof kind));
  stage.node.addDependency(...parts);
};
