// "Chatdienst starten" (S6).
import { refuse } from '../../shared/errors.ts';
import { displayName, permissionsOf } from '../domain/account.ts';
import { changeMax, goOnDuty, shutOff, toAgentSummary } from '../domain/duty.ts';
import type { Action } from '../pipeline/action.ts';
import { readAccount, readPermissions } from '../store/accounts.ts';
import { readSettings } from '../store/desk.ts';
import { changeDuty } from '../workflows/change-duty.ts';

export const dutyStart: Action<'duty.start'> = async (context, me) => {
  const [account, { max }] = await Promise.all([
    readAccount(context.db, me.id),
    readSettings(context.db, { consistent: true }),
  ]);
  // The right and the nickname as they are now, not as of the connection.
  if (!account || !permissionsOf(account, []).has('helpdesk')) return refuse({ code: 'forbidden' });
  const arrival = { id: me.id, name: displayName(account), max, now: context.now() };
  const changed = await changeDuty(context, me.id, (before) => goOnDuty(before, arrival), me.connection);
  if ('error' in changed) return changed;
  // Whoever changed the maximum, or took the right away, meanwhile did not see this agent on duty yet.
  const [{ max: current }, isStillAllowed] = await Promise.all([
    readSettings(context.db, { consistent: true }),
    readPermissions(context.db, me.id).then((permissions) => permissions.has('helpdesk')),
  ]);
  if (!isStillAllowed) {
    await changeDuty(context, me.id, (agent) => agent && shutOff(agent, context.now()));
    return refuse({ code: 'forbidden' });
  }
  const settled =
    current === max
      ? changed
      : await changeDuty(context, me.id, (agent) => agent && changeMax(agent, current), me.connection);
  return 'error' in settled ? settled : { ok: toAgentSummary(settled.ok) };
};
