// The heartbeat of a console on duty: renews the lease, or takes it up again after it ran out.
import { refuse } from '../../shared/errors.ts';
import { LEASE_MS } from '../../shared/rules.ts';
import { comeBack } from '../domain/duty.ts';
import type { Action } from '../pipeline/action.ts';
import { renewLease } from '../store/agents.ts';
import { changeDuty } from '../workflows/change-duty.ts';

export const dutyBeat: Action<'duty.beat'> = async (context, me) => {
  const now = context.now();
  if (await renewLease(context.db, me.id, now + LEASE_MS)) return { ok: {} };
  const back = await changeDuty(context, me.id, (before) =>
    before?.onDuty && !before.counted ? comeBack(before, now) : undefined,
  );
  if ('error' in back) return back;
  return back.ok.onDuty ? { ok: {} } : refuse({ code: 'not_on_duty' });
};
