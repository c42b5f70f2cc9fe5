// Counts what CloudWatch cannot see from outside: one log line in the embedded metric format, which becomes a metric. Carries numbers only.
import type { RefusalCode } from '../../shared/errors.ts';
import { env } from './env.ts';

/** Each is billed by AWS for the hours in which it is written, so only what should be rare is here. */
export type MetricName =
  | 'NoRoom'
  | 'Busy'
  | 'ActionFailed'
  | 'MailGivenUp'
  | 'MailMayBeTwice'
  | 'MailBounced'
  | 'MailComplained';

const nameByCode: Partial<Record<RefusalCode, MetricName>> = { no_room: 'NoRoom', busy: 'Busy' };

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
export const count = (name: MetricName): void => {
  const line = JSON.stringify({
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        { Namespace: env('METRICS_NAMESPACE'), Dimensions: [[]], Metrics: [{ Name: name, Unit: 'Count' }] },
      ],
    },
    [name]: 1,
  });
  process.stdout.write(`${line}\n`);
};

/** Refusals that say something of the desk or the load, not of whoever asked. */
export const countRefusal = (code: RefusalCode): void => {
  const name = nameByCode[code];
  if (name) count(name);
};
