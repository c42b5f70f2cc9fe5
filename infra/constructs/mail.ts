// Mail by SES: the function that sends, what calls it, and the way back of what could not be delivered. Only where a deployment names a sender.
import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as Target } from 'aws-cdk-lib/aws-events-targets';
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
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { WAKE_SOURCE } from '../../shared/published-events.ts';
import type { Config } from '../config.ts';
import { createLogGroup } from './log-group.ts';
import { environmentKey, useOfKey } from './own-key.ts';
import type { SiteName } from './site.ts';

export interface MailProps {
  readonly config: Config;
  /** Who the mail is from: an address that SES knows, or one of a domain it knows. */
  readonly from: string;
  readonly table: ITable;
  /** The product's own, on which a commit says that a mail waits. */
  readonly events: IEventBus;
  /** Host names, for the links. */
  readonly hosts: Readonly<Record<SiteName, string>>;
}

/** Beyond these the sweep calls again, each minute for as long as the mail is of use. */
const CALLS = { retryAttempts: 2, maxEventAge: Duration.minutes(10) } as const;

/** What the code can reach: tests/infra/mail.test.ts. */
const TABLE_ACTIONS = ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'] as const;

export interface Mail {
  /** The function that sends. */
  readonly sender: LambdaFunction;
  /** The name of the configuration set. */
  readonly set: string;
}

export const createMail = (scope: Construct, { config, from, table, events, hosts }: MailProps): Mail => {
  const stack = Stack.of(scope);
  const set = new ConfigurationSet(scope, 'MailSet', {
    reputationMetrics: true,
    suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
  });
  // SES tells EventBridge on the account's own bus alone. Nothing of who opens or follows what is asked for.
  const bus = EventBus.fromEventBusName(scope, 'DefaultBus', 'default');
  set.addEventDestination('Feedback', {
    destination: EventDestination.eventBus(bus),
    events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
  });
  const sender = createSender(scope, { config, from, table, hosts, set: set.configurationSetName });
  sender.configureAsyncInvoke(CALLS);
  const targets = [new Target(sender, CALLS)];
  new Rule(scope, 'MailDue', {
    eventBus: events,
    eventPattern: { source: [WAKE_SOURCE], detailType: ['mail.due'] },
    targets,
  });
  new Rule(scope, 'MailFeedback', {
    eventPattern: {
      source: ['aws.ses'],
      account: [stack.account],
      detail: { mail: { tags: { 'ses:configuration-set': [set.configurationSetName] } } },
    },
    targets,
  });
  return { sender, set: set.configurationSetName };
};

const createSender = (
  scope: Construct,
  { config, from, table, hosts, set }: Omit<MailProps, 'events'> & { set: string },
): LambdaFunction => {
  const stack = Stack.of(scope);
  const logGroup = createLogGroup(scope, 'MailLog', config);
  const ses = (resource: string, resourceName: string) =>
    stack.formatArn({ service: 'ses', resource, resourceName });
  const [, domain = ''] = from.split('@');
  const statements = [
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
    new PolicyStatement({
      actions: TABLE_ACTIONS.map((action) => `dynamodb:${action}`),
      resources: [table.tableArn],
    }),
    ...useOfKey(scope, config),
    // SES asks for the identity that it takes the sender by, the address or its domain, and for the configuration set.
    new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [ses('identity', from), ses('identity', domain), ses('configuration-set', set)],
      conditions: { StringEquals: { 'ses:FromAddress': from } },
    }),
  ];
  return new LambdaFunction(scope, 'Mail', {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(join(config.build, 'functions/mail')),
    memorySize: 256,
    // Less than it holds a mail: functions/store/outgoing-mail.ts.
    timeout: Duration.seconds(30),
    role: new Role(scope, 'MailRole', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { own: new PolicyDocument({ statements }) },
    }),
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    systemLogLevelV2: SystemLogLevel.WARN,
    applicationLogLevelV2: ApplicationLogLevel.INFO,
    tracing: config.xray ? Tracing.ACTIVE : Tracing.DISABLED,
    ...environmentKey(scope, config),
    environment: {
      TABLE_NAME: table.tableName,
      METRICS_NAMESPACE: stack.stackName,
      MAIL_FROM: from,
      MAIL_SET: set,
      PORTAL_HOST: hosts.portal,
      CONSOLE_HOST: hosts.console,
    },
  });
};
