// The bus on which the product tells other systems what happened (docs/events.md), and the count of what it could not tell.
import { Stack } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { EventBus as Bus } from 'aws-cdk-lib/aws-events';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { type Functions, specs } from './functions.ts';
import { ownKey } from './own-key.ts';

/** Its own, so that its rules and rights are about the product's events alone; billed by the event. */
export const createEvents = (scope: Construct, config: Config): EventBus => {
  const kmsKey = ownKey(scope, config);
  return new Bus(scope, 'Events', { ...(kmsKey && { kmsKey }) });
};

/** The words of functions/adapters/publish.ts in the log, as a figure to put an alarm on. It costs nothing until one appears. */
export const countUnpublished = (functions: Functions): void => {
  for (const [name, { publishes }] of Object.entries(specs)) {
    if (!publishes) continue;
    const lambda = Object.entries(functions).find(([each]) => each === name)?.[1];
    if (!lambda) continue;
    lambda.logGroup.addMetricFilter('Unpublished', {
      metricNamespace: Stack.of(lambda).stackName,
      metricName: 'EventsNotPublished',
      filterPattern: FilterPattern.stringValue('$.message', '=', 'events not published'),
      metricValue: '$.count',
    });
  }
};
