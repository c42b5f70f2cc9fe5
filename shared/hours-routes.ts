// The opening hours of the desk (S149), over HTTP.
import * as v from 'valibot';
import { DAY, HOLIDAYS, OTHER_DAYS_MAX, SLOTS_MAX } from './hours.ts';
import { Rev } from './model.ts';
import type { RouteSpec } from './route-spec.ts';

const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 * DAY - 1));

const Slots = v.pipe(v.array(v.object({ from: minute, to: minute })), v.maxLength(SLOTS_MAX));

/** What hangs together is looked at by the route (functions/domain/hours-rules.ts). */
export const StoredHours = v.object({
  on: v.boolean(),
  zone: v.pipe(v.string(), v.maxLength(64)),
  week: v.pipe(v.array(Slots), v.maxLength(7)),
  holidays: v.pipe(v.array(v.picklist(HOLIDAYS)), v.maxLength(HOLIDAYS.length)),
  others: v.pipe(
    v.array(v.object({ date: v.pipe(v.string(), v.maxLength(10)), slots: Slots })),
    v.maxLength(OTHER_DAYS_MAX),
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
