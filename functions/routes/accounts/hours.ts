// "Openingstijden" (S149): saved under their version, in force at once; chats that run go on.
import { refuse } from '../../../shared/errors.ts';
import type { Slot } from '../../../shared/hours.ts';
import type { StoredHours } from '../../../shared/hours-routes.ts';
import { whoIs } from '../../domain/account.ts';
import { changesBetween } from '../../domain/audit.ts';
import { findHoursFault } from '../../domain/hours-rules.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readHours, writeHours } from '../../store/hours.ts';
import { auditChange } from '../../workflows/audit-change.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { finish, pending } from '../../workflows/work.ts';

export const hours: RouteHandler<'GET /api/hours'> = async (_input, { context }) => ({
  ok: await readHours(context.db),
});

export const createHoursSave =
  (reach: Reach): RouteHandler<'PUT /api/hours'> =>
  async (wanted, { context, session }) => {
    const fault = findHoursFault(wanted);
    if (fault) return refuse({ code: 'bad_request', path: fault });
    const { db, random, newId } = context;
    const before = await readHours(db);
    const line = auditChange(context, whoIs(session.account), {
      action: 'settings_changed',
      changes: changesBetween(wordsOf(before), wordsOf(wanted)),
    });
    const follow = pending(context, { kind: 'hours', id: newId() });
    const saved = await writeHours(db, random, wanted, [follow.write, ...line]);
    if (!saved) return refuse({ code: 'outdated' });
    await finish({ ...context, ...reach }, follow);
    return { ok: saved };
  };

/** As a line of the log has them: `8:30-12:00 13:00-17:00; ` for each day, Monday first. */
const wordsOf = ({ on, zone, week, holidays, others }: StoredHours): Record<string, string> => ({
  hours: String(on),
  zone,
  week: week.map(slotsText).join('; '),
  holidays: holidays.join(', '),
  otherDays: others.map(({ date, slots }) => `${date} ${slotsText(slots)}`).join('; '),
});

const slotsText = (slots: readonly Slot[]): string =>
  slots.map(({ from, to }) => `${timeText(from)}-${timeText(to)}`).join(' ') || '-';

const timeText = (minute: number): string =>
  `${Math.floor(minute / 60) % 24}:${String(minute % 60).padStart(2, '0')}`;
