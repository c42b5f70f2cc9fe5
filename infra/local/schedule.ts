// EventBridge rules with a rate: invokes their functions when the cloud's time says so. Independent of any function.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Clock } from './clock.ts';
import type { Invoke } from './lambda.ts';
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
  /** How often a function is tried again, where the template says so. */
  readonly retriesOf: (functionArn: string) => number | undefined;
  readonly invoke: (functionArn: string) => Invoke;
}

const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: 60 * MINUTE, day: 24 * 60 * MINUTE };
/** An asynchronous invocation that failed is tried twice more, after one and after two minutes, or less often. */
const RETRIES = [MINUTE, 2 * MINUTE];
/** One that was throttled waits a second, then twice as long each time up to five minutes, for six hours at most. */
const THROTTLED = { first: 1000, longest: 5 * MINUTE, until: 6 * 60 * MINUTE } as const;

interface Tries {
  /** Milliseconds before each that is left. */
  readonly retries: readonly number[];
  /** When the event came, and how long it waits when it is throttled now. */
  readonly since: number;
  readonly pause: number;
}

/** Runs on whole multiples of the rate, until the clock stops. */
export const startSchedule = ({
  rule,
  arn,
  region,
  account,
  clock,
  retriesOf,
  invoke,
}: ScheduleOptions): void => {
  if (rule.State !== 'ENABLED') return;
  const rate = rateOf(rule.ScheduleExpression);

  const attempt = async (target: string, event: unknown, { retries, since, pause }: Tries) => {
    const answer = await invoke(target)(event);
    if (!('error' in answer)) return;
    if (answer.error.refused === 'throttled') {
      const next = { retries, since, pause: Math.min(2 * pause, THROTTLED.longest) };
      if (clock.now() - since <= THROTTLED.until) clock.after(pause, () => attempt(target, event, next));
      return;
    }
    const [wait, ...later] = retries;
    if (wait) clock.after(wait, () => attempt(target, event, { retries: later, since, pause }));
  };

  const fire = () =>
    Promise.all(
      rule.Targets.map(({ Arn, Input }) => {
        const event: unknown =
          Input === undefined
            ? scheduledEvent({ arn, region, account, now: clock.now() })
            : JSON.parse(Input);
        const retries = RETRIES.slice(0, retriesOf(Arn));
        return attempt(Arn, event, { retries, since: clock.now(), pause: THROTTLED.first });
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
