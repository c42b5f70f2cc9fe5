// The opening hours being changed (S149): as they are typed, and what can be saved of that. No DOM.
import {
  DAY,
  type Holiday,
  type Hours,
  isOpenAt,
  OTHER_DAYS_MAX,
  SLOTS_MAX,
  type Slot,
  turnsAfter,
} from '../../../shared/hours.ts';
import type { StoredHours } from '../../../shared/hours-routes.ts';
import type { Answer } from '../../ui/api.ts';
import { request } from '../../ui/api.ts';
import { createEditor, type Editor } from '../shell/editor.ts';

/** How a time is written. */
export type WriteTime = (hour: number, minute: string) => string;

export interface TypedDay {
  readonly date: string;
  readonly slots: string;
}

/** Slots are text, one line for each day. */
export interface TypedHours {
  readonly on: boolean;
  readonly zone: string;
  readonly week: readonly string[];
  readonly holidays: readonly Holiday[];
  readonly others: readonly TypedDay[];
  readonly rev: number;
}

const SLOT = /^(\d{1,2})(?:[.:](\d{2}))?(?:-|–|—|tot|to|t\/m)(\d{1,2})(?:[.:](\d{2}))?$/;

const minuteOf = (hour = '', minute = '0'): number =>
  Number(minute) < 60 ? Number(hour) * 60 + Number(minute) : Number.NaN;

/** `8.30-12, 13-17`; what ends before it begins ends on the next day. @returns `undefined` for what are no slots in order. */
export const parseSlots = (typed: string): readonly Slot[] | undefined => {
  const slots: Slot[] = [];
  const parts = typed
    .replace(/\buur\b|\s/g, '')
    .split(/[,;]/)
    .filter((part) => part !== '');
  for (const part of parts) {
    const [found, ...of] = SLOT.exec(part) ?? [];
    if (!found) return undefined;
    const from = minuteOf(of[0], of[1]);
    const end = minuteOf(of[2], of[3]);
    const to = end > from ? end : end + DAY;
    const isSlot = from < DAY && end <= DAY && from >= (slots.at(-1)?.to ?? 0);
    if (!isSlot) return undefined;
    slots.push({ from, to });
  }
  return slots.length > SLOTS_MAX ? undefined : slots;
};

export const slotsText = (slots: readonly Slot[], write: WriteTime): string =>
  slots
    .map(({ from, to }) => `${timeText(from, write)}–${timeText(to > DAY ? to - DAY : to, write)}`)
    .join(', ');

const timeText = (minute: number, write: WriteTime): string =>
  write(Math.floor(minute / 60), String(minute % 60).padStart(2, '0'));

export const toTyped = ({ week, others, ...rest }: StoredHours, write: WriteTime): TypedHours => ({
  ...rest,
  week: week.map((slots) => slotsText(slots, write)),
  others: others.map(({ date, slots }) => ({ date, slots: slotsText(slots, write) })),
});

/** A date that is chosen, and not twice. */
export const isGoodDate = (others: readonly TypedDay[], index: number): boolean => {
  const date = others[index]?.date;
  return !!date && others.findIndex((each) => each.date === date) === index;
};

/** What the desk would have; `undefined` where something typed cannot be read. */
export const toHours = ({ week, others, on, zone, holidays }: TypedHours): Hours | undefined => {
  const days = week.map(parseSlots);
  const dates = others.map(({ date, slots }) => ({ date, slots: parseSlots(slots) }));
  const areGood =
    days.every((day) => day !== undefined) &&
    dates.every(({ slots }, index) => slots !== undefined && isGoodDate(others, index));
  if (!areGood) return undefined;
  return {
    on,
    zone,
    holidays,
    week: days.map((day) => day ?? []),
    others: dates.map(({ date, slots }) => ({ date, slots: slots ?? [] })),
  };
};

const findWrong = ({ week, others }: TypedHours): readonly ('week' | 'others')[] => [
  ...(week.every(parseSlots) ? [] : (['week'] as const)),
  ...(others.length <= OTHER_DAYS_MAX &&
  others.every(({ slots }, index) => parseSlots(slots) && isGoodDate(others, index))
    ? []
    : (['others'] as const)),
];

export interface Outlook {
  readonly isOpen: boolean;
  readonly turn: number | undefined;
}

/** How it stands by what is typed. */
export const outlookOf = (hours: Hours, now: number): Outlook => ({
  isOpen: isOpenAt(hours, now),
  turn: turnsAfter(hours, now, 1)[0],
});

export const createHoursEditor = (write: WriteTime): Editor<TypedHours> => {
  const typed = (answer: Answer<StoredHours>): Answer<TypedHours> =>
    'ok' in answer ? { ok: toTyped(answer.ok, write) } : answer;
  return createEditor<TypedHours>({
    load: async () => typed(await request('GET /api/hours', {})),
    save: async (_changed, rev, all) => {
      const hours = toHours(all);
      if (!hours) return { error: { code: 'bad_request', path: 'week' } };
      const body = {
        ...hours,
        week: hours.week.map((slots) => [...slots]),
        holidays: [...hours.holidays],
        others: hours.others.map(({ date, slots }) => ({ date, slots: [...slots] })),
      };
      return typed(await request('PUT /api/hours', { ...body, rev }));
    },
    findWrong,
  });
};
