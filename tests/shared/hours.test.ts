// Opening hours against a slow oracle that looks at every minute, and holidays against the calendar of the Dutch government.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DAY,
  dateOfHoliday,
  HOLIDAYS,
  type Hours,
  isOpenAt,
  isZone,
  type Slot,
  turnsAfter,
} from '../../shared/hours.ts';

const MINUTE = 60_000;
const at = (text: string) => Date.parse(text);

/** As a desk has them: half past eight to five, with lunch, Monday to Friday. */
const office: Hours = {
  on: true,
  zone: 'Europe/Amsterdam',
  week: [...Array.from({ length: 5 }, () => [slot('8:30', '12:00'), slot('13:00', '17:00')]), [], []],
  holidays: HOLIDAYS,
  others: [],
};

function slot(from: string, to: string, days = 0): Slot {
  const minutes = (text: string) => {
    const [hours = 0, rest = 0] = text.split(':').map(Number);
    return hours * 60 + rest;
  };
  return { from: minutes(from), to: minutes(to) + days * DAY };
}

describe('every minute', () => {
  /** What the wall shows, written down and read again. */
  const createOracle = (hours: Hours) => {
    const wall = new Intl.DateTimeFormat('sv-SE', {
      timeZone: hours.zone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const slotsOn = (date: string): readonly Slot[] => {
      const other = hours.others.find((each) => each.date === date);
      if (other) return other.slots;
      if (hours.holidays.some((each) => dateOfHoliday(each, Number(date.slice(0, 4))) === date)) return [];
      return hours.week['1234560'.indexOf(String(new Date(`${date}T12:00Z`).getUTCDay()))] ?? [];
    };
    return (moment: number): boolean => {
      const [date = '', time = ''] = wall.format(moment).split(' ');
      const { from: minute } = slot(time, time);
      const before = new Date(Date.parse(`${date}T12:00Z`) - DAY * MINUTE).toISOString().slice(0, 10);
      return (
        slotsOn(date).some(({ from, to }) => minute >= from && minute < to) ||
        slotsOn(before).some(({ from, to }) => minute + DAY >= from && minute + DAY < to)
      );
    };
  };

  const anySlot = fc
    .tuple(fc.integer({ min: 0, max: DAY - 1 }), fc.integer({ min: 1, max: DAY }))
    .map(([from, long]): Slot => ({ from, to: from + long }));
  const anySlots = fc.array(anySlot, { maxLength: 3 });
  /** Two days before something happens: either change of summer time, midnight of the year, a moved holiday, one whose day before is none. */
  const starts = [
    '2026-03-27T20:00Z',
    '2026-10-23T20:00Z',
    '2026-12-30T12:00Z',
    '2025-04-24T12:00Z',
    '2026-04-01T00:00Z',
  ];
  const zones = [
    'Europe/Amsterdam',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'America/Santiago',
  ];
  const anyHours = fc.record({
    on: fc.constant(true),
    zone: fc.constantFrom(...zones),
    week: fc.array(anySlots, { minLength: 7, maxLength: 7 }),
    holidays: fc.subarray([...HOLIDAYS]),
    others: fc.array(
      fc.record({
        date: fc.constantFrom('2026-03-29', '2026-10-25', '2026-12-31', '2027-01-01', '2026-04-03'),
        slots: anySlots,
      }),
      { maxLength: 3 },
    ),
  });

  it('is open or closed as the clock on the wall says, and turns where that turns [S149]', () => {
    fc.assert(
      fc.property(anyHours, fc.constantFrom(...starts), fc.nat(MINUTE), (hours, start, ms) => {
        const from = at(start) + ms;
        const isOpen = createOracle(hours);
        const until = from + 3 * DAY * MINUTE;
        const expected: number[] = [];
        let was = isOpen(from);
        expect(isOpenAt(hours, from)).toBe(was);
        for (let minute = at(start) + MINUTE; minute <= until; minute += MINUTE) {
          if (minute <= from) continue;
          const is = isOpen(minute);
          if (is !== was) expected.push(minute);
          was = is;
        }
        expect(turnsAfter(hours, from, 50).filter((turn) => turn <= until)).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  });
});

describe('a desk', () => {
  const turns = (hours: Hours, from: string, most: number) =>
    turnsAfter(hours, at(from), most).map((turn) => new Date(turn).toISOString().slice(0, 16));

  it('opens, has lunch and closes to the minute, and stays closed for the weekend [S149]', () => {
    const thursday = '2026-11-26T';
    expect(isOpenAt(office, at(`${thursday}07:29:59.999Z`))).toBe(false);
    expect(isOpenAt(office, at(`${thursday}07:30Z`))).toBe(true);
    expect(isOpenAt(office, at(`${thursday}10:59:59.999Z`))).toBe(true);
    expect(isOpenAt(office, at(`${thursday}11:00Z`))).toBe(false);
    expect(turns(office, '2026-11-27T13:00Z', 2)).toEqual(['2026-11-27T16:00', '2026-11-30T07:30']);
  });

  it('opens at the same time by the clock on either side of a change of summer time [S149]', () => {
    expect(turns(office, '2026-03-27T16:00Z', 1)).toEqual(['2026-03-30T06:30']);
    expect(turns(office, '2026-10-23T15:00Z', 1)).toEqual(['2026-10-26T07:30']);
  });

  it('that works at night keeps to the clock when that is put forward or back [S149]', () => {
    const night = { ...office, week: Array.from({ length: 7 }, () => [slot('22:00', '2:30', 1)]) };
    // Half past two does not come: it closes when the clock is put forward.
    expect(turns(night, '2026-03-28T22:00Z', 1)).toEqual(['2026-03-29T01:00']);
    // Half past two comes twice.
    expect(turns(night, '2026-10-24T21:00Z', 3)).toEqual([
      '2026-10-25T00:30',
      '2026-10-25T01:00',
      '2026-10-25T01:30',
    ]);
  });

  it('goes on past midnight into a holiday, which is closed from then on [S149]', () => {
    const late = { ...office, week: Array.from({ length: 7 }, () => [slot('20:00', '2:00', 1)]) };
    expect(turns(late, '2026-12-31T20:00Z', 2)).toEqual(['2027-01-01T01:00', '2027-01-02T19:00']);
  });

  it('has other hours on a date, or none, whatever the week and the holidays say [S149]', () => {
    const others = [
      { date: '2026-12-24', slots: [slot('9:00', '12:00')] },
      { date: '2026-12-25', slots: [slot('10:00', '11:00')] },
      { date: '2026-12-28', slots: [] },
    ];
    expect(turns({ ...office, others }, '2026-12-23T17:00Z', 5)).toEqual([
      '2026-12-24T08:00',
      '2026-12-24T11:00',
      '2026-12-25T09:00',
      '2026-12-25T10:00',
      '2026-12-29T07:30',
    ]);
  });

  it('that never opens, or never closes, does not turn [S149]', () => {
    const never = { ...office, week: Array.from({ length: 7 }, () => []) };
    const always = { ...never, week: Array.from({ length: 7 }, () => [{ from: 0, to: DAY }]), holidays: [] };
    expect([turns(never, '2026-11-30T12:00Z', 8), turns(always, '2026-11-30T12:00Z', 8)]).toEqual([[], []]);
    expect([isOpenAt(never, 0), isOpenAt(always, 0)]).toEqual([false, true]);
  });
});

describe('holidays', () => {
  it('are those of the Netherlands, with Koningsdag moved from a Sunday [S149]', () => {
    const of = (year: number) => HOLIDAYS.map((holiday) => dateOfHoliday(holiday, year).slice(5)).join(' ');
    expect(of(2024)).toBe('01-01 03-29 03-31 04-01 04-27 05-05 05-09 05-19 05-20 12-25 12-26');
    expect(of(2025)).toBe('01-01 04-18 04-20 04-21 04-26 05-05 05-29 06-08 06-09 12-25 12-26');
    expect(of(2026)).toBe('01-01 04-03 04-05 04-06 04-27 05-05 05-14 05-24 05-25 12-25 12-26');
    expect(of(2027)).toBe('01-01 03-26 03-28 03-29 04-27 05-05 05-06 05-16 05-17 12-25 12-26');
    // The earliest and the latest Easter of this century.
    expect([dateOfHoliday('easter', 2008), dateOfHoliday('easter', 2038)]).toEqual([
      '2008-03-23',
      '2038-04-25',
    ]);
  });
});

it('a zone is one that the database of zones has [S149]', () => {
  expect(['Europe/Amsterdam', 'UTC', 'Europe/Nergens', ''].map(isZone)).toEqual([true, true, false, false]);
});
