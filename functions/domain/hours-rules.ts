// Which opening hours can be (S149). Pure.
import { DAY, dateOf, dayOf, type Hours, isZone, type Slot } from '../../shared/hours.ts';

/** In the order of the day, none beginning before the one before it ends, and none longer than a day. */
const areSlots = (slots: readonly Slot[]): boolean =>
  slots.every(
    ({ from, to }, index) =>
      from < DAY && from < to && to <= from + DAY && from >= (slots[index - 1]?.to ?? 0),
  );

const isDate = (text: string): boolean => {
  const day = dayOf(text);
  return /^20\d\d-/.test(text) && !Number.isNaN(day) && dateOf(day) === text;
};

/** The first part that cannot be, by name. */
export const findHoursFault = ({ zone, week, others }: Hours): keyof Hours | undefined => {
  if (!isZone(zone)) return 'zone';
  if (week.length !== 7 || !week.every(areSlots)) return 'week';
  const areDays = others.every(({ date, slots }) => isDate(date) && areSlots(slots));
  const isEachOnce = new Set(others.map(({ date }) => date)).size === others.length;
  return areDays && isEachOnce ? undefined : 'others';
};
