// "Chatdienst starten" (S6).
import { refuse } from '../../shared/errors.ts';
import { goOnDuty, toAgentSummary } from '../domain/duty.ts';
import { readSettings } from '../store/desk.ts';
import type { Action } from './action.ts';
import { changeDuty } from './duty.ts';

export const dutyStart: Action<'duty.start'> = async (context, me) => {
  if (!me.permissions.has('helpdesk')) return refuse({ code: 'forbidden' });
  const { max } = await readSettings(context.db);
  const arrival = { id: me.id, name: me.name, max, now: context.now() };
  const changed = await changeDuty(context, me.id, (before) => goOnDuty(before, arrival), me.connection);
  return 'error' in changed ? changed : { ok: toAgentSummary(changed.ok) };
};
