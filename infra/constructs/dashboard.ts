// One page that shows how the product is doing; the first three dashboards of an account are free.
import { Duration, Stack } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Watched } from './alarms.ts';
import { apiMetric, doneOf, functionMetric, ownMetric, tableMetric } from './watch-metrics.ts';

const graph = (title: string, ...left: IMetric[]) => new GraphWidget({ title, left, width: 8, height: 6 });

export const createDashboard = (
  scope: Construct,
  { functions, table, httpApi, socketApi }: Watched,
): Dashboard => {
  const { stackName, region } = Stack.of(scope);
  const all = Object.values(functions);
  const own = (name: Parameters<typeof ownMetric>[1]) => ownMetric(stackName, name);
  return new Dashboard(scope, 'Dashboard', {
    // One name in an account, whatever the region.
    dashboardName: `${stackName}-${region}`,
    defaultInterval: Duration.hours(12),
    widgets: [
      [
        new TextWidget({
          markdown: 'What each graph and alarm means: docs/operations.md',
          width: 24,
          height: 1,
        }),
      ],
      [
        graph(
          'Sockets opened, frames',
          apiMetric(socketApi, 'ConnectCount'),
          apiMetric(socketApi, 'MessageCount'),
        ),
        graph(
          'Milliseconds of a message',
          functionMetric(functions.conversation, 'Duration', 'p50'),
          functionMetric(functions.conversation, 'Duration', 'p99'),
        ),
        graph('Refused for lack of room, busy, failed', own('NoRoom'), own('Busy'), own('ActionFailed')),
      ],
      [
        graph('Runs', ...all.map((handler) => functionMetric(handler, 'Invocations'))),
        graph(
          'Errors and throttles',
          ...all.flatMap((handler) => [
            functionMetric(handler, 'Errors'),
            functionMetric(handler, 'Throttles'),
          ]),
        ),
        graph(
          'At the same time',
          ...all.map((handler) => functionMetric(handler, 'ConcurrentExecutions', 'Maximum')),
        ),
      ],
      [
        graph(
          'Table: units',
          tableMetric(table, 'ConsumedReadCapacityUnits'),
          tableMetric(table, 'ConsumedWriteCapacityUnits'),
        ),
        graph(
          'Table: throttled, conflicts',
          tableMetric(table, 'ReadThrottleEvents'),
          tableMetric(table, 'WriteThrottleEvents'),
          tableMetric(table, 'WriteThrottleEvents', 'lists'),
          tableMetric(table, 'TransactionConflict'),
        ),
        graph('Sweeps done', doneOf(functions.sweep)),
      ],
      [
        graph('HTTP', apiMetric(httpApi, 'Count'), apiMetric(httpApi, '4xx'), apiMetric(httpApi, '5xx')),
        graph(
          'Socket errors',
          apiMetric(socketApi, 'ClientError'),
          apiMetric(socketApi, 'IntegrationError'),
          apiMetric(socketApi, 'ExecutionError'),
        ),
      ],
    ],
  });
};
