// The secret that CloudFront sends with every request to the APIs, so that they answer nobody else. It stands in no template: CloudFormation gets it from a function during the deployment, which alone reads what it follows from.
import { join } from 'node:path';
import { CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';

export interface OriginSecret {
  /** What CloudFront sends. */
  readonly current: string;
  /** What the functions take, with commas: it changes before CloudFront does, and CloudFront takes minutes. */
  readonly accepted: string;
}

export const createOriginSecret = (scope: Construct, { build, secretTurn, xray }: Config): OriginSecret => {
  const logGroup = new LogGroup(scope, 'OriginSecretLog', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const ownLog = new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
  const stack = Stack.of(scope);
  const parameter = `${stack.stackName}/origin-secret`;
  const ownParameter = new PolicyStatement({
    actions: ['ssm:DeleteParameter', 'ssm:GetParameter', 'ssm:PutParameter'],
    resources: [stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: parameter })],
  });
  const maker = new LambdaFunction(scope, 'OriginSecret', {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(join(build, 'functions/origin-secret')),
    memorySize: 128,
    timeout: Duration.seconds(30),
    role: new Role(scope, 'OriginSecretRole', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { own: new PolicyDocument({ statements: [ownLog, ownParameter] }) },
    }),
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    systemLogLevelV2: SystemLogLevel.WARN,
    applicationLogLevelV2: ApplicationLogLevel.INFO,
    tracing: xray ? Tracing.ACTIVE : Tracing.DISABLED,
  });
  const secret = new CustomResource(scope, 'OriginSecretValue', {
    resourceType: 'Custom::OriginSecret',
    serviceToken: maker.functionArn,
    serviceTimeout: Duration.minutes(2),
    properties: { Turn: String(secretTurn), Parameter: `/${parameter}` },
  });
  return { current: secret.getAttString('Current'), accepted: secret.getAttString('Accepted') };
};
