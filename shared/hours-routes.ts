// The opening hours of the desk (S149), over HTTP.
import * as v from 'valibot';
import { DAY, HOLIDAYS, OTHER_DAYS_MAX, SLOTS_MAX } from './hours.ts';
import { Rev } from './model.ts';
import type { RouteSpec } from './route-spec.ts';

const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 * DAY - 1));

/** In the order of the day, and none begins before the one before it ends. */
const Slots = v.pipe(
  v.array(
    v.pipe(
      v.object({ from: minute, to: minute }),
      v.check(({ from, to }) => from < DAY && from < to && to <= from + DAY),
    ),
  ),
  v.maxLength(SLOTS_MAX),
  v.check((slots) => slots.every(({ from }, index) => from >= (slots[index - 1]?.to ?? 0))),
);

const isDate = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

const OtherDay = v.object({
  date: v.pipe(v.string(), v.regex(/^20\d\d-\d\d-\d\d$/), v.check(isDate)),
  slots: Slots,
});

export const StoredHours = v.object({
  on: v.boolean(),
  zone: v.pipe(v.string(), v.maxLength(64)),
  week: v.pipe(v.array(Slots), v.length(7)),
  holidays: v.pipe(v.array(v.picklist(HOLIDAYS)), v.maxLength(HOLIDAYS.length)),
  others: v.pipe(
    v.array(OtherDay),
    v.maxLength(OTHER_DAYS_MAX),
    v.check((days) => new Set(days.map(({ date }) => date)).size === days.length),
  ),
  /** The version that was changed. */
  rev: Rev,
});
export type StoredHours = v.InferOutput<typeof StoredHours>;

const manager = { group: 'accounts', by: ['agent'], needs: 'manage' } as const;

export const hoursRoutes = {
  'GET /api/hours': { ...manager, input: v.object({}), reply: StoredHours },
  'PUT /api/hours': { ...manager, input: StoredHours, reply: StoredHours },
} as const satisfies Record<string, RouteSpec>;
