// What wakes somebody: each alarm is a section of docs/operations.md, which says what it means and what to do.
import { Stack } from 'aws-cdk-lib';
import type { HttpApi, WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import type { Functions } from './functions.ts';
import type { Mail } from './mail.ts';
import { ownKey } from './own-key.ts';
import { apiMetric, bounceRate, doneOf, functionMetric, ownMetric, tableMetric } from './watch-metrics.ts';

export interface Watched {
  readonly config: Config;
  readonly functions: Functions;
  readonly table: ITable;
  readonly httpApi: HttpApi;
  readonly socketApi: WebSocketApi;
  /** Where mail is sent. */
  readonly mail?: Mail | undefined;
}

interface Spec {
  /** The heading in docs/operations.md. */
  readonly name: string;
  readonly metric: IMetric;
  /** At this value or above; `below` turns it around. */
  readonly from: number;
  readonly isBelow?: boolean;
  /** Periods of five minutes in a row; one when left out. */
  readonly periods?: number;
  /** How many of those, when not all. */
  readonly of?: number;
  /** Whether silence is the trouble itself. */
  readonly isSilenceBad?: boolean;
}

/** Milliseconds that one message in a hundred may take: a cold start takes about one second. */
const SLOW = 3000;

/** What is tried again by whoever asked wakes nobody for happening once: it has to come back within half an hour. */
const GOES_ON = { periods: 6, of: 2 } as const;

/** SES looks into an account at five per cent, and stops it at ten. */
const BOUNCES = 0.05;

const alarmsOf = (
  { functions, table, httpApi, socketApi, mail }: Watched,
  namespace: string,
): readonly Spec[] => [
  ...[...Object.values(functions), ...(mail ? [mail.sender] : [])].flatMap((handler): Spec[] => [
    { name: `Errors of ${handler.node.id}`, metric: functionMetric(handler, 'Errors'), from: 1, ...GOES_ON },
    {
      name: `Throttles of ${handler.node.id}`,
      metric: functionMetric(handler, 'Throttles'),
      from: 1,
      ...GOES_ON,
    },
  ]),
  { name: 'Dead sweep', metric: doneOf(functions.sweep), from: 1, isBelow: true, isSilenceBad: true },
  {
    name: 'Slow conversation',
    metric: functionMetric(functions.conversation, 'Duration', 'p99'),
    from: SLOW,
    periods: 3,
  },
  { name: 'Failed actions', metric: ownMetric(namespace, 'ActionFailed'), from: 1, ...GOES_ON },
  { name: 'No room', metric: ownMetric(namespace, 'NoRoom'), from: 10, periods: 3 },
  { name: 'Busy', metric: ownMetric(namespace, 'Busy'), from: 20 },
  // Nobody tries again: another system was not told.
  { name: 'Events not published', metric: ownMetric(namespace, 'EventsNotPublished'), from: 1 },
  ...(mail
    ? [
        { name: 'Mail given up', metric: ownMetric(namespace, 'MailGivenUp'), from: 1 },
        { name: 'Mail comes back', metric: bounceRate(mail.set), from: BOUNCES },
      ]
    : []),
  { name: 'Table reads throttled', metric: tableMetric(table, 'ReadThrottleEvents'), from: 1, ...GOES_ON },
  { name: 'Table writes throttled', metric: tableMetric(table, 'WriteThrottleEvents'), from: 1, ...GOES_ON },
  {
    name: 'Index writes throttled',
    metric: tableMetric(table, 'WriteThrottleEvents', 'lists'),
    from: 1,
    ...GOES_ON,
  },
  { name: 'HTTP 5xx', metric: apiMetric(httpApi, '5xx'), from: 1, ...GOES_ON },
  { name: 'Socket execution errors', metric: apiMetric(socketApi, 'ExecutionError'), from: 1, ...GOES_ON },
];

const MANUAL = 'docs/operations.md';

/** @returns the topic that tells of alarms and of the way back. */
export const createAlarms = (parent: Construct, watched: Watched): Topic => {
  const { config } = watched;
  const scope = new Construct(parent, 'Alarms');
  const masterKey = ownKey(parent, config);
  const topic = new Topic(scope, 'Topic', { enforceSSL: true, ...(masterKey && { masterKey }) });
  // A topic with a policy of its own has lost the standard one, by which alarms of the account may publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(parent).account } },
    }),
  );
  if (config.alarmEmail) topic.addSubscription(new EmailSubscription(config.alarmEmail));
  const tell = new SnsAction(topic);
  const { stackName } = Stack.of(parent);
  for (const spec of alarmsOf(watched, stackName)) {
    const { name, metric, from, isBelow = false, periods = 1, of = periods, isSilenceBad = false } = spec;
    const alarm = new Alarm(scope, name.replaceAll(' ', ''), {
      alarmName: `${stackName} ${name}`,
      alarmDescription: `${MANUAL}, "${name}"`,
      metric,
      threshold: from,
      evaluationPeriods: periods,
      datapointsToAlarm: of,
      comparisonOperator: isBelow
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: isSilenceBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
  }
  return topic;
};
