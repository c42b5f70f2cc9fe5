// EventBridge rules with a rate: invokes their functions when the cloud's time says so. Independent of any function.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { AsyncInvoke } from './async-invoke.ts';
import type { Clock } from './clock.ts';
import { userError } from './user-error.ts';

export const RuleProperties = v.object({
  ScheduleExpression: v.string(),
  State: v.optional(v.string(), 'ENABLED'),
  Targets: v.array(v.object({ Arn: v.string(), Input: v.optional(v.string()) })),
});

export interface ScheduleOptions {
  readonly rule: v.InferOutput<typeof RuleProperties>;
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  readonly clock: Clock;
  readonly invokeAsync: AsyncInvoke;
}

const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: 60 * MINUTE, day: 24 * 60 * MINUTE };
/** Runs on whole multiples of the rate, until the clock stops. */
export const startSchedule = ({ rule, arn, region, account, clock, invokeAsync }: ScheduleOptions): void => {
  if (rule.State !== 'ENABLED') return;
  const rate = rateOf(rule.ScheduleExpression);

  const fire = () =>
    Promise.all(
      rule.Targets.map(({ Arn, Input }) => {
        const event: unknown =
          Input === undefined
            ? scheduledEvent({ arn, region, account, now: clock.now() })
            : JSON.parse(Input);
        return invokeAsync(Arn, event);
      }),
    );

  const arm = () => {
    clock.after(rate - (clock.now() % rate), () => {
      arm();
      return fire();
    });
  };
  arm();
};

const scheduledEvent = ({
  arn,
  region,
  account,
  now,
}: {
  arn: string;
  region: string;
  account: string;
  now: number;
}) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account,
  time: new Date(now).toISOString().replace(/\.\d+/, ''),
  region,
  resources: [arn],
  detail: {},
});

/** `rate(5 minutes)`, and the `cron` of every or every so many minutes, in milliseconds. */
const rateOf = (expression: string): number => {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const rate = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (rate > 0) return rate;
  if (/^cron\(\* \* \* \* \? \*\)$/.test(expression)) return MINUTE;
  const [, every] = /^cron\((?:0|\*)\/(\d+) \* \* \* \? \*\)$/.exec(expression) ?? [];
  if (every) return Number(every) * MINUTE;
  throw userError(`The local cloud does not know the schedule ${expression}.`);
};
