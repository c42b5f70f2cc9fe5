// The ratings of a period, read month by month. No DOM.
import { type ReadonlySignal, signal } from '@preact/signals';
import { type Answer, type Failure, request } from '../../ui/api.ts';
import type { ModelDeps } from '../state/page-models.ts';
import { lastMonths, type MonthOfRatings } from './report.ts';

export const PERIODS = [1, 3, 6, 12, 24] as const;

export interface Ratings {
  /** In months. */
  readonly period: ReadonlySignal<number>;
  readonly months: ReadonlySignal<readonly MonthOfRatings[] | undefined>;
  readonly fault: ReadonlySignal<Failure | undefined>;
  choose(period: number): Promise<void>;
  read(): Promise<void>;
}

/** Months asked for together. */
const AT_ONCE = 4;

export const createRatings = ({ now }: Pick<ModelDeps, 'now'>): Ratings => {
  const period = signal<number>(12);
  const months = signal<readonly MonthOfRatings[] | undefined>();
  const fault = signal<Failure | undefined>();
  /** Only the answer for the period chosen last counts. */
  let readings = 0;

  const read = async () => {
    const reading = ++readings;
    months.value = undefined;
    fault.value = undefined;
    const wanted = lastMonths(now(), period.value);
    const found: MonthOfRatings[] = [];
    for (let start = 0; start < wanted.length; start += AT_ONCE) {
      const batch = await Promise.all(wanted.slice(start, start + AT_ONCE).map(readMonth));
      if (reading !== readings) return;
      for (const month of batch) {
        if ('ok' in month) found.push(month.ok);
        else {
          fault.value = month;
          return;
        }
      }
    }
    months.value = found;
  };
  return {
    period,
    months,
    fault,
    read,
    choose: (chosen) => {
      period.value = chosen;
      return read();
    },
  };
};

const readMonth = async (month: string): Promise<Answer<MonthOfRatings>> => {
  const ratings: MonthOfRatings['ratings'][number][] = [];
  let removed: MonthOfRatings['removed'] | undefined;
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const answer: Awaited<ReturnType<typeof askPage>> = await askPage(month, cursor);
    if (!('ok' in answer)) return answer;
    ratings.push(...answer.ok.ratings);
    removed ??= answer.ok.removed;
    cursor = answer.ok.cursor;
  }
  return { ok: { month, ratings, removed: removed ?? { all: [0, 0, 0, 0, 0], agents: [] } } };
};

const askPage = (month: string, cursor: string) =>
  request('GET /api/ratings', { month, ...(cursor && { cursor }) });
