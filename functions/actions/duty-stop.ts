// "Chatdienst stoppen" (S6): no new chats for this agent, running ones continue.
import { goOffDuty, toAgentSummary } from '../domain/duty.ts';
import type { Action } from '../pipeline/action.ts';
import { changeDuty } from '../workflows/change-duty.ts';

export const dutyStop: Action<'duty.stop'> = async (context, me) => {
  const changed = await changeDuty(
    context,
    me.id,
    (before) => (before?.onDuty ? goOffDuty(before) : undefined),
    me.connection,
  );
  return 'error' in changed ? changed : { ok: toAgentSummary(changed.ok) };
};
