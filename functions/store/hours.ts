// The opening hours (S149): as they were saved, and what the desk's counts know of them. No rules about when it is open.
import * as v from 'valibot';
import { DAY } from '../../shared/hours.ts';
import { StoredHours } from '../../shared/hours-routes.ts';
import type { Opening } from '../domain/opening.ts';
import { type Db, unconditional, type Write } from './db.ts';
import { countsKey, hoursKey } from './keys.ts';
import { RETRY, retryUntilSettled } from './retry.ts';
import { armed } from './timers.ts';
import { isWritten } from './written.ts';

const workday = [{ from: 9 * 60, to: 17 * 60 }];

/** Of a desk that never had any: not in force, and what to begin with. */
const standardHours: StoredHours = {
  on: false,
  zone: 'Europe/Amsterdam',
  week: [workday, workday, workday, workday, workday, [], []],
  holidays: [
    'newYear',
    'easter',
    'easterMonday',
    'kingsDay',
    'ascension',
    'pentecost',
    'pentecostMonday',
    'christmas',
    'boxingDay',
  ],
  others: [],
  rev: 0,
};

export const readHours = async (db: Db): Promise<StoredHours> =>
  v.parse(StoredHours, (await db.get(hoursKey, { consistent: true })) ?? standardHours);

/**
 * Saves them, if nobody saved since the version they were made from.
 * @param more written with it, or not at all.
 */
export const writeHours = async (
  db: Db,
  random: () => number,
  hours: StoredHours,
  more: readonly Write[],
): Promise<StoredHours | undefined> => {
  const next = { ...hours, rev: hours.rev + 1 };
  const put: Write = {
    put: { ...hoursKey, ...next },
    when: { condition: 'attribute_not_exists(rev) OR rev = :rev', values: { ':rev': hours.rev } },
  };
  return (await isWritten(db, random, [put, ...more], next)) ? next : undefined;
};

/** Where nothing turns, it is looked at again a day later: something may come nearer. */
const LOOK_MS = DAY * 60_000;

/**
 * Notes for all who ask for the room how the hours stand, and has the sweep do so again when that turns.
 * @returns false when they were saved anew meanwhile: whoever did that notes it.
 */
export const recordOpening = async (
  db: Db,
  random: () => number,
  {
    opening,
    rev,
    now,
  }: { readonly opening: Opening | undefined; readonly rev: number; readonly now: number },
): Promise<boolean> => {
  const condition = unconditional('made of the hours, whose version is checked with it');
  const noted: Write = {
    update: countsKey,
    by: opening
      ? { condition, update: 'SET hours = :hours', values: { ':hours': opening } }
      : { condition, update: 'REMOVE hours' },
  };
  const next = opening && armed({ kind: 'hours', id: 'turn' }, opening.turns[0] ?? now + LOOK_MS);
  const result = await retryUntilSettled<boolean>(random, async () => {
    const written = await db.transact([
      { check: hoursKey, when: { condition: 'rev = :rev', values: { ':rev': rev } } },
      noted,
      ...(next ? [next] : []),
    ]);
    return 'conflict' in written ? RETRY : { ok: 'done' in written };
  });
  // Too busy for all tries: the work stays, and is done again.
  if ('error' in result) throw new Error(result.error.code);
  return result.ok;
};
