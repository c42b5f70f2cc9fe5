// The timer wheel: what may be due in a minute, and how far the sweep has come. Costs one write per armed timer, none per message.
import * as v from 'valibot';
import { type Db, unconditional, type Write } from './db.ts';
import { dueKey, spokeOf, sweepKey } from './keys.ts';

/**
 * chat: may have timed out or been abandoned; lease: an agent's console may be gone; settings: they were changed, and
 * someone may not have got them.
 */
export type TimerKind = 'chat' | 'lease' | 'settings';

export interface Timer {
  readonly kind: TimerKind;
  readonly id: string;
}

/** Kept a week past its minute, so that an outage of the sweep shorter than that is caught up. */
const KEEP_SECONDS = 7 * 24 * 60 * 60;

/** Partitions of one minute. All desks share the wheel: with 100,000 chats one partition would take 400 of the 1,000 writes a second it can (docs/decisions/013-what-limits-a-desk.md). */
const SPOKES = 8;

const DueItem = v.object({ kind: v.picklist(['chat', 'lease', 'settings']), id: v.string() });

export const minuteOf = (ms: number): number => Math.floor(ms / 60_000);

/** To be written with what it is for: the one is not there without the other. `at` as in `arm`. */
export const armed = ({ kind, id }: Timer, at: number) => {
  const minute = Math.ceil(at / 60_000);
  return {
    put: {
      pk: dueKey(minute, spokeOf(id, SPOKES)),
      sk: `${kind}#${id}`,
      kind,
      id,
      expiresAt: minute * 60 + KEEP_SECONDS,
    },
    when: unconditional('a timer is its own key: armed twice it is armed'),
  } satisfies Write;
};

/** Asks the sweep to look at `timer` in the first minute that starts at or after `at` (milliseconds). */
export const arm = async (db: Db, timer: Timer, at: number): Promise<void> => {
  const { put, when } = armed(timer, at);
  await db.put(put, when);
};

export const readDue = async (db: Db, minute: number): Promise<Timer[]> => {
  const spokes = Array.from({ length: SPOKES }, (_, spoke) => readSpoke(db, minute, spoke));
  return (await Promise.all(spokes)).flat();
};

const readSpoke = async (db: Db, minute: number, spoke: number): Promise<Timer[]> => {
  const timers: Timer[] = [];
  for (let from = ''; ; ) {
    const page = await db.query({ pk: dueKey(minute, spoke), from: `${from}\u0000`, consistent: true });
    for (const item of page.items) {
      const timer = v.parse(DueItem, item);
      timers.push(timer);
      from = `${timer.kind}#${timer.id}`;
    }
    if (!page.more) return timers;
  }
};

/** The last minute that was swept whole; `undefined` before the first sweep. */
export const readSwept = async (db: Db): Promise<number | undefined> => {
  const item = await db.get(sweepKey, { consistent: true });
  return item && v.parse(v.object({ minute: v.number() }), item).minute;
};

/** Notes that `minute` was swept; a sweep that comes late or twice never moves it back. */
export const noteSwept = async (db: Db, minute: number): Promise<void> => {
  await db.put(
    { ...sweepKey, minute },
    {
      condition: 'attribute_not_exists(pk) OR #minute < :minute',
      names: { '#minute': 'minute' },
      values: { ':minute': minute },
    },
  );
};
