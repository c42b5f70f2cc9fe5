// "Chatdienst starten" (S6).
import { refuse } from '../../shared/errors.ts';
import { changeMax, goOnDuty, toAgentSummary } from '../domain/duty.ts';
import { readSettings } from '../store/desk.ts';
import type { Action } from './action.ts';
import { changeDuty } from './duty.ts';

export const dutyStart: Action<'duty.start'> = async (context, me) => {
  if (!me.permissions.has('helpdesk')) return refuse({ code: 'forbidden' });
  const { max } = await readSettings(context.db, { consistent: true });
  const arrival = { id: me.id, name: me.name, max, now: context.now() };
  const changed = await changeDuty(context, me.id, (before) => goOnDuty(before, arrival), me.connection);
  if ('error' in changed) return changed;
  // Whoever changed the maximum meanwhile did not see this agent on duty yet.
  const { max: current } = await readSettings(context.db, { consistent: true });
  const settled =
    current === max
      ? changed
      : await changeDuty(context, me.id, (agent) => agent && changeMax(agent, current), me.connection);
  return 'error' in settled ? settled : { ok: toAgentSummary(settled.ok) };
};
