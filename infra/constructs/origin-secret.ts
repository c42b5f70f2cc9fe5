// What is secret and made during a deployment, by a function that CloudFormation calls: what CloudFront sends with every request to the APIs, so that they answer nobody else, and the key for what is sealed in the table. Neither stands in a template.
import { join } from 'node:path';
import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
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
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { createLogGroup } from './log-group.ts';
import { removalOf } from './removal.ts';

export interface OriginSecret {
  /** What CloudFront sends. */
  readonly current: string;
  /** What the functions take, with commas: it changes before CloudFront does, and CloudFront takes minutes. */
  readonly accepted: string;
}

/** Only the functions that seal and open read it, from the Parameter Store, under AWS's own key. */
export interface DataKey {
  /** There once the key is: what reads it is deployed after that. */
  readonly made: CustomResource;
  /** What the parameters' names begin with; the turn follows behind a slash. */
  readonly names: string;
  readonly turn: string;
  /** The parameters of all turns. */
  readonly arn: string;
}

export const createDeploymentSecrets = (
  scope: Construct,
  config: Config,
): {
  readonly originSecret: OriginSecret;
  readonly dataKey: DataKey;
  /** The function that runs at a deployment. */
  readonly maker: LambdaFunction;
} => {
  const stack = Stack.of(scope);
  const keys = `${stack.stackName}/data-key`;
  const arn = stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: `${keys}/*` });
  const maker = createMaker(scope, config, arn);
  const secret = new CustomResource(scope, 'OriginSecretValue', {
    resourceType: 'Custom::OriginSecret',
    serviceToken: maker.functionArn,
    serviceTimeout: Duration.minutes(2),
    properties: { Turn: String(config.secretTurn), Parameter: `/${stack.stackName}/origin-secret` },
  });
  const turn = String(config.dataKeyTurn);
  const made = new CustomResource(scope, 'DataKey', {
    resourceType: 'Custom::DataKey',
    serviceToken: maker.functionArn,
    serviceTimeout: Duration.minutes(2),
    properties: { Turn: turn, Parameter: `/${keys}` },
    // As long as there is a table, it has something to open.
    removalPolicy: removalOf(config),
  });
  return {
    originSecret: { current: secret.getAttString('Current'), accepted: secret.getAttString('Accepted') },
    dataKey: { made, names: `/${keys}`, turn, arn },
    maker,
  };
};

const createMaker = (scope: Construct, config: Config, dataKeys: string): LambdaFunction => {
  const logGroup = createLogGroup(scope, 'OriginSecretLog', config);
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
  // It makes data keys and never reads one.
  const makeDataKeys = new PolicyStatement({
    actions: ['ssm:DeleteParameter', 'ssm:PutParameter'],
    resources: [dataKeys],
  });
  return new LambdaFunction(scope, 'OriginSecret', {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(join(config.build, 'functions/origin-secret')),
    memorySize: 128,
    // Emptying a bucket takes as long as there are files in it.
    timeout: Duration.minutes(14),
    role: new Role(scope, 'OriginSecretRole', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { own: new PolicyDocument({ statements: [ownLog, ownParameter, makeDataKeys] }) },
    }),
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    systemLogLevelV2: SystemLogLevel.WARN,
    applicationLogLevelV2: ApplicationLogLevel.INFO,
    tracing: config.xray ? Tracing.ACTIVE : Tracing.DISABLED,
  });
};
