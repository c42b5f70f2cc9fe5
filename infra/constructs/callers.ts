// Which API may call which function: one permission each, whatever the number of routes. Lambda takes 20 KB of them per function, and one per route would fill that.
import { Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

export interface Call {
  readonly apiId: string;
  /** Stage and route as in an execute-api ARN, such as `ws/*`. */
  readonly routes: string;
}

/**
 * Lets an API call a function on any of its routes.
 * @returns the function as an integration takes it, which adds no permission of its own.
 */
export const letCall = (scope: Construct, handler: LambdaFunction, { apiId, routes }: Call): IFunction => {
  const id = `${scope.node.id}Calls${handler.node.id}`;
  handler.addPermission(`${scope.node.id}Permission`, {
    principal: new ServicePrincipal('apigateway.amazonaws.com'),
    sourceArn: Stack.of(scope).formatArn({ service: 'execute-api', resource: apiId, resourceName: routes }),
  });
  return LambdaFunction.fromFunctionAttributes(scope, id, {
    functionArn: handler.functionArn,
    sameEnvironment: false,
    skipPermissions: true,
  });
};
