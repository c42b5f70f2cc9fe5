// Starting, stopping and keeping duty: what the three actions and the sweep share.
import { type Result, refuse } from '../../shared/errors.ts';
import type { UserId } from '../../shared/model.ts';
import type { ActionContext } from '../adapters/context.ts';
import type { Agent } from '../domain/changes.ts';
import { toAgentSummary } from '../domain/duty.ts';
import { readAgent, writeDuty } from '../store/agents.ts';
import { AGAIN, untilSettled } from '../store/retry.ts';
import { arm } from '../store/timers.ts';
import { tellConsoles, tellRoom } from './notify.ts';

/**
 * Changes an agent's duty, moves the desk's room with it, and tells whom it concerns.
 * @param decide gives the agent to write, or `undefined` to leave it as it is.
 */
export const changeDuty = async (
  context: ActionContext,
  id: UserId,
  decide: (before: Agent | undefined) => Agent | undefined,
  except?: string,
): Promise<Result<Agent>> => {
  const { db, random } = context;
  const changed = await untilSettled<{ before: Agent | undefined; after: Agent | undefined }>(
    random,
    async () => {
      const before = await readAgent(db, id);
      const after = decide(before);
      if (!after) return { ok: { before, after } };
      // The timer first: a lease nobody looks at would give room for ever.
      if (after.counted) await arm(db, { kind: 'lease', id }, after.leaseUntil);
      return (await writeDuty(db, before, after)) ? { ok: { before, after } } : AGAIN;
    },
  );
  if ('error' in changed) return changed;
  const { before, after } = changed.ok;
  if (after) {
    await Promise.all([
      tellConsoles(context, { event: 'agent.changed', agent: toAgentSummary(after) }, except),
      tellRoom(context),
    ]);
  }
  const agent = after ?? before;
  return agent ? { ok: agent } : refuse({ code: 'not_on_duty' });
};
