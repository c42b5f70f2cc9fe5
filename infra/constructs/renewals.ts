// The word of the sweep that a session is to be renewed, to the function that speaks with providers.
import { Duration } from 'aws-cdk-lib';
import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as Target } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { WAKE_SOURCE } from '../../shared/published-events.ts';

/** What it does not hear in time, the sweep says again each minute. */
const CALLS = { retryAttempts: 0, maxEventAge: Duration.minutes(1) } as const;

export const createRenewals = (
  scope: Construct,
  { events, renewer }: { readonly events: IEventBus; readonly renewer: LambdaFunction },
): void => {
  renewer.configureAsyncInvoke(CALLS);
  new Rule(scope, 'RenewalDue', {
    eventBus: events,
    eventPattern: { source: [WAKE_SOURCE], detailType: ['renewal.due'] },
    targets: [new Target(renewer, CALLS)],
  });
};
