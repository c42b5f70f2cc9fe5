// The metrics that alarms and the dashboard read, all but five of them AWS's own and free. Decides no threshold.
import { Duration } from 'aws-cdk-lib';
import type { HttpApi, WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';

const period = Duration.minutes(5);

/** What functions/adapters/metrics.ts writes, and events.ts counts in the log. */
export const ownMetric = (
  namespace: string,
  metricName: 'NoRoom' | 'Busy' | 'ActionFailed' | 'EventsNotPublished' | 'MailGivenUp',
) => new Metric({ namespace, metricName, statistic: Stats.SUM, period, label: metricName });

export const functionMetric = (
  handler: LambdaFunction,
  metricName: 'Errors' | 'Throttles' | 'Invocations' | 'Duration' | 'ConcurrentExecutions',
  statistic: string = Stats.SUM,
) =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { FunctionName: handler.functionName },
    statistic,
    period,
    label: `${handler.node.id} ${metricName}`,
  });

/** Runs that ended well; without any data there were none. */
export const doneOf = (handler: LambdaFunction) =>
  new MathExpression({
    expression: 'FILL(invocations, 0) - FILL(errors, 0)',
    usingMetrics: {
      invocations: functionMetric(handler, 'Invocations'),
      errors: functionMetric(handler, 'Errors'),
    },
    period,
    label: `${handler.node.id} done`,
  });

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html and its page on WebSockets */
export const apiMetric = (api: HttpApi | WebSocketApi, metricName: string) =>
  new Metric({
    namespace: 'AWS/ApiGateway',
    metricName,
    dimensionsMap: { ApiId: api.apiId },
    statistic: Stats.SUM,
    period,
    label: metricName,
  });

/** @param index of the index of that name, in place of the table. */
export const tableMetric = (table: ITable, metricName: string, index?: string) =>
  new Metric({
    namespace: 'AWS/DynamoDB',
    metricName,
    dimensionsMap: { TableName: table.tableName, ...(index && { GlobalSecondaryIndexName: index }) },
    statistic: Stats.SUM,
    period,
    label: index ? `${index} ${metricName}` : metricName,
  });

/** The share of mails that came back, 0 to 1, as SES counts it of a configuration set. */
export const bounceRate = (set: string) =>
  new Metric({
    namespace: 'AWS/SES',
    metricName: 'Reputation.BounceRate',
    dimensionsMap: { 'ses:configuration-set': set },
    statistic: Stats.MAXIMUM,
    period,
    label: 'bounces',
  });
