// Slots of the opening hours as people type them (S149).
import { describe, expect, it } from 'vitest';
import { DAY } from '../../../../shared/hours.ts';
import {
  isGoodDate,
  outlookOf,
  parseSlots,
  slotsText,
  toHours,
} from '../../../../web/console/settings/hours-editor.ts';

const write = (hour: number, minute: string) => `${hour}.${minute}`;

describe('slots', () => {
  it.each([
    ['', []],
    [
      '8.30–12.00, 13.00–17.00',
      [
        { from: 510, to: 720 },
        { from: 780, to: 1020 },
      ],
    ],
    [
      '8:30-12; 13 tot 17 uur',
      [
        { from: 510, to: 720 },
        { from: 780, to: 1020 },
      ],
    ],
    ['22.00-2.00', [{ from: 1320, to: DAY + 120 }]],
    ['0-24', [{ from: 0, to: DAY }]],
    ['9-9', [{ from: 540, to: DAY + 540 }]],
  ])('are read as they are typed: %s [S149]', (typed, slots) => {
    expect(parseSlots(typed)).toEqual(slots);
    expect(parseSlots(slotsText(slots, write))).toEqual(slots);
  });

  it.each(['9', '9-', 'dicht', '13-17, 9-12', '9-13, 12-17', '9.60-10', '24-25', '25-26', '-'])(
    'that are none, or not in order, are not taken: %s [S149]',
    (typed) => {
      expect(parseSlots(typed)).toBeUndefined();
    },
  );
});

const typed = {
  on: true,
  zone: 'Europe/Amsterdam',
  week: ['9-17', '9-17', '9-17', '9-17', '9-17', '', ''],
  holidays: [],
  others: [{ date: '2026-12-24', slots: '9-12' }],
  rev: 3,
};

it('dates are chosen, and each once [S149]', () => {
  const others = [
    { date: '2026-12-24', slots: '' },
    { date: '', slots: '' },
    { date: '2026-12-24', slots: '9-12' },
  ];
  expect(others.map((_, index) => isGoodDate(others, index))).toEqual([true, false, false]);
});

it('what is typed says how it stands and when that turns, or nothing while it cannot be read [S149]', () => {
  const hours = toHours(typed);
  expect(hours && outlookOf(hours, Date.parse('2026-12-24T10:00Z'))).toEqual({
    isOpen: true,
    turn: Date.parse('2026-12-24T11:00Z'),
  });
  expect(toHours({ ...typed, week: typed.week.with(0, '9-') })).toBeUndefined();
  expect(toHours({ ...typed, others: [{ date: '', slots: '' }] })).toBeUndefined();
});
