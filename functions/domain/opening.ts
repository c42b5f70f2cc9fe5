// Whether new chats may begin by the opening hours (S149), from what the desk's counts know of them. Pure.
import { type Hours, isOpenAt, turnsAfter } from '../../shared/hours.ts';

/** As it was worked out at some moment: what it was then, and when it turns from then on, each time to the other. */
export interface Opening {
  readonly shut: boolean;
  readonly turns: readonly number[];
}

/** Worked out anew at every turn; the others are for a sweep that stands still. */
const TURNS = 8;

/** Nothing where the agents on duty alone decide. */
export const openingOf = (hours: Hours, now: number): Opening | undefined =>
  hours.on ? { shut: !isOpenAt(hours, now), turns: turnsAfter(hours, now, TURNS) } : undefined;

export interface OpeningNow {
  readonly shut: boolean;
  /** When that turns, where it is known. */
  readonly turn?: number | undefined;
}

export const openingNow = (
  { shut, turns }: Opening = { shut: false, turns: [] },
  now: number,
): OpeningNow => {
  const next = turns.findIndex((turn) => turn > now);
  const passed = next < 0 ? turns.length : next;
  return { shut: passed % 2 === 0 ? shut : !shut, turn: turns[passed] };
};

/** A page asks by itself within this time (milliseconds); one that is told when it turns asks then. */
const ASKED_ANYWAY_MS = 300_000;
/** Pages that ask when it turns do so spread over this long (milliseconds). */
const SPREAD_MS = 10_000;

export interface OpeningTimes {
  /** When it opens, where it is closed. */
  readonly opensAt?: number;
  /** In how many milliseconds to ask again, where it turns soon. */
  readonly again?: number;
}

/** What a page is told of the hours: nothing where there are none. */
export const openingTimes = (
  opening: Opening | undefined,
  { now, random }: { readonly now: () => number; readonly random: () => number },
): OpeningTimes => {
  const at = now();
  const { shut, turn } = openingNow(opening, at);
  if (turn === undefined) return {};
  const left = turn - at;
  return {
    ...(shut && { opensAt: turn }),
    ...(left < ASKED_ANYWAY_MS && { again: Math.ceil(left + random() * SPREAD_MS) }),
  };
};
