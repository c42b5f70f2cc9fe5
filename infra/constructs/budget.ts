// Says by e-mail when the month becomes dearer than meant; the first two budgets of an account are free.
import { Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Construct } from 'constructs';

export interface Budget {
  /** US dollars a month. */
  readonly dollars: number;
  readonly email: string;
  readonly stage: string;
}

/** Counts what carries the stack's tag `stage`, once that is activated as a cost allocation tag. */
export const createBudget = (scope: Construct, { dollars, email, stage }: Budget): CfnBudget => {
  const tell = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
    notification: {
      notificationType,
      threshold,
      comparisonOperator: 'GREATER_THAN',
      thresholdType: 'PERCENTAGE',
    },
    subscribers: [{ subscriptionType: 'EMAIL', address: email }],
  });
  return new CfnBudget(scope, 'Budget', {
    budget: {
      // One name in an account, whatever the region.
      budgetName: `${Stack.of(scope).stackName}-${Stack.of(scope).region}`,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: dollars, unit: 'USD' },
      costFilters: { TagKeyValue: [`user:stage$${stage}`] },
    },
    notificationsWithSubscribers: [tell('ACTUAL', 80), tell('FORECASTED', 100)],
  });
};
