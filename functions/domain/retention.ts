// From how long ago on things go, by the calendar. Pure.
import type { Period, Retention } from '../../shared/privacy-routes.ts';

const DAY = 24 * 60 * 60_000;

/** What holds until an administrator chooses: long enough to come back to a case, and no longer. */
export const standardRetention: Retention = {
  cases: { count: 24, unit: 'months' },
  deleted: { count: 30, unit: 'days' },
  ratings: { count: 12, unit: 'months' },
  audit: { count: 12, unit: 'months' },
  rev: 0,
};

/** The periods as a line of the log has them. */
export const periodsOf = ({ cases, deleted, ratings, audit }: Retention): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ cases, deleted, ratings, audit }).map(([name, period]) => [
      name,
      period ? `${period.count} ${period.unit}` : 'never',
    ]),
  );

/** The same day `months` earlier (UTC), or the last one of a shorter month. */
const monthsBefore = (now: number, months: number): number => {
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, days));
};

/** What is older than this (milliseconds since 1970) goes; `undefined` when nothing does. */
export const limitOf = (period: Period | null, now: number): number | undefined => {
  if (!period) return undefined;
  const { count, unit } = period;
  return Math.max(0, unit === 'days' ? now - count * DAY : monthsBefore(now, count));
};
