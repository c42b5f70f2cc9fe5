// The minute's sweep: time-outs, leases, and what is to be removed.
import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as Target } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** Neither EventBridge nor Lambda, which tries twice more by itself, repeats a sweep: the next minute's catches up. */
const ONCE = { retryAttempts: 0, maxEventAge: Duration.minutes(1) } as const;

export const createSweep = (scope: Construct, sweep: LambdaFunction): Rule => {
  sweep.configureAsyncInvoke(ONCE);
  return new Rule(scope, 'SweepRule', {
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [new Target(sweep, ONCE)],
  });
};
