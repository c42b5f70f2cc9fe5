// Opening hours (S149): whether the desk is open at a moment, and when that turns. Pure, by Intl alone.

/** Minutes after the midnight its day begins with; `to` may lie past the next midnight, at most a day after `from`. */
export interface Slot {
  readonly from: number;
  readonly to: number;
}

/** Dutch public holidays, in the order of the year. */
export const HOLIDAYS = [
  'newYear',
  'goodFriday',
  'easter',
  'easterMonday',
  'kingsDay',
  'liberationDay',
  'ascension',
  'pentecost',
  'pentecostMonday',
  'christmas',
  'boxingDay',
] as const;
export type Holiday = (typeof HOLIDAYS)[number];

/** Another day than the week says: with these slots, or closed. */
export interface OtherDay {
  /** As in `2026-12-24`. */
  readonly date: string;
  readonly slots: readonly Slot[];
}

export interface Hours {
  /** Without: the agents on duty alone decide. */
  readonly on: boolean;
  /** By its name in the IANA database. */
  readonly zone: string;
  /** Of seven days, Monday first. */
  readonly week: readonly (readonly Slot[])[];
  /** On these the desk is closed. */
  readonly holidays: readonly Holiday[];
  /** These count before holiday and week. */
  readonly others: readonly OtherDay[];
}

export const DAY = 24 * 60;
const MINUTE_MS = 60_000;
const DAY_MS = DAY * MINUTE_MS;
const QUARTER_MS = 15 * MINUTE_MS;

/** How far a turn is looked for: what happens once a year happens within it. */
const HORIZON_DAYS = 400;

/** Slots a day may have, and other days a desk may have: more make no list to look at. */
export const SLOTS_MAX = 6;
export const OTHER_DAYS_MAX = 100;

/** A day as milliseconds of its midnight in UTC, whatever the zone: days are only counted by it. */
type Day = number;

export const dayOf = (date: string): Day => Date.parse(`${date}T00:00:00Z`);
export const dateOf = (day: Day): string => new Date(day).toISOString().slice(0, 10);

/** Meeus, Jones and Butcher: the Gregorian calendar's. */
const easterOf = (year: number): Day => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1);
};

/** As in `2026-04-27`. */
export const dateOfHoliday = (holiday: Holiday, year: number): string => {
  const fixed = (month: number, day: number) => Date.UTC(year, month - 1, day);
  const fromEaster = (days: number) => easterOf(year) + days * DAY_MS;
  const kingsDay = fixed(4, 27);
  const days: Readonly<Record<Holiday, Day>> = {
    newYear: fixed(1, 1),
    goodFriday: fromEaster(-2),
    easter: fromEaster(0),
    easterMonday: fromEaster(1),
    // On a Sunday it is kept the day before.
    kingsDay: new Date(kingsDay).getUTCDay() === 0 ? kingsDay - DAY_MS : kingsDay,
    liberationDay: fixed(5, 5),
    ascension: fromEaster(39),
    pentecost: fromEaster(49),
    pentecostMonday: fromEaster(50),
    christmas: fixed(12, 25),
    boxingDay: fixed(12, 26),
  };
  return dateOf(days[holiday]);
};

const clocks = new Map<string, Intl.DateTimeFormat>();

const clockOf = (zone: string): Intl.DateTimeFormat => {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  clocks.set(zone, clock);
  return clock;
};

/** Whether there is such a zone. */
export const isZone = (zone: string): boolean => {
  try {
    return clockOf(zone) !== undefined;
  } catch {
    return false;
  }
};

/** What the clock on the wall shows, as the moment at which it would show that in UTC. */
const wallAt = (zone: string, at: number): number => {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of clockOf(zone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute);
};

const midnightOf = (wall: number): Day => Math.floor(wall / DAY_MS) * DAY_MS;

const slotsOf = ({ week, holidays, others }: Hours, day: Day): readonly Slot[] => {
  const date = dateOf(day);
  const other = others.find((each) => each.date === date);
  if (other) return other.slots;
  const year = new Date(day).getUTCFullYear();
  if (holidays.some((holiday) => dateOfHoliday(holiday, year) === date)) return [];
  return week[(new Date(day).getUTCDay() + 6) % 7] ?? [];
};

/**
 * The clock on the wall decides: an hour that comes twice in autumn counts twice, one that is left out in spring not at
 * all. What began the day before goes on past midnight, also into a holiday.
 */
const isWithinSlots = (hours: Hours, wall: number): boolean => {
  const day = midnightOf(wall);
  const minute = (wall - day) / MINUTE_MS;
  return (
    slotsOf(hours, day).some(({ from, to }) => from <= minute && minute < to) ||
    slotsOf(hours, day - DAY_MS).some(({ to }) => minute + DAY < to)
  );
};

/** @param at milliseconds since 1970. */
export const isOpenAt = (hours: Hours, at: number): boolean => isWithinSlots(hours, wallAt(hours.zone, at));

/** Every moment of a day at which it may turn, in order: when the clock shows where a slot begins or ends, or is put forward or back. */
const candidatesOf = (hours: Hours, day: Day): readonly number[] => {
  const offsetAt = (at: number) => wallAt(hours.zone, at) - at;
  // No zone is a whole day away from UTC, so the day lies between.
  const offsets = [...new Set([offsetAt(day - DAY_MS), offsetAt(day + 2 * DAY_MS)])];
  const edges = [
    ...slotsOf(hours, day).flatMap(({ from, to }) => [from, to]),
    ...slotsOf(hours, day - DAY_MS).flatMap(({ to }) => to - DAY),
  ].filter((minute) => minute >= 0 && minute < DAY);
  const turns = offsets.flatMap((offset) => [0, ...edges].map((minute) => day + minute * MINUTE_MS - offset));
  if (offsets.length === 1) return [...new Set(turns)].sort((a, b) => a - b);
  // A clock is put forward or back at a quarter of an hour.
  const quarters = Array.from({ length: (3 * DAY) / 15 }, (_, index) => day - DAY_MS + index * QUARTER_MS);
  return [...new Set([...turns, ...quarters])]
    .filter((at) => midnightOf(wallAt(hours.zone, at)) === day)
    .sort((a, b) => a - b);
};

/**
 * When it turns after a moment, each time to the other of open and closed, the next first.
 * @param most how many; fewer where none is near.
 */
export const turnsAfter = (hours: Hours, at: number, most: number): readonly number[] => {
  const turns: number[] = [];
  const today = midnightOf(wallAt(hours.zone, at));
  let isOpen = isOpenAt(hours, at);
  for (let days = 0; days < HORIZON_DAYS && turns.length < most; days++) {
    for (const each of candidatesOf(hours, today + days * DAY_MS)) {
      if (each <= at || isOpenAt(hours, each) === isOpen) continue;
      turns.push(each);
      isOpen = !isOpen;
    }
  }
  return turns.slice(0, most);
};
