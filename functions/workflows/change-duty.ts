// Starting, stopping and keeping duty, going and coming back: what the actions and the sweep share.
import { type Result, refuse } from '../../shared/errors.ts';
import type { UserId } from '../../shared/model.ts';
import type { ActionContext } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import { type Agent, isThere } from '../domain/changes.ts';
import { comeBack, toAgentSummary } from '../domain/duty.ts';
import { readAgent, writeDuty } from '../store/agents.ts';
import { RETRY, retryUntilSettled } from '../store/retry.ts';
import { againAt, arm, armed, tickOff, type WorkOf } from '../store/timers.ts';
import { followAgent } from './follow-agent.ts';
import { notifyConsoles } from './notify.ts';
import { notifyRoom } from './notify-room.ts';

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
  const { db, random, now } = context;
  const at = againAt(now());
  const work: WorkOf<'presence'> = { kind: 'presence', id: context.newId(), user: id };
  const changed = await retryUntilSettled<{ before: Agent | undefined; after: Agent | undefined }>(
    random,
    async () => {
      const before = await readAgent(db, id);
      const after = decide(before);
      if (!after) return { ok: { before, after } };
      // The timer first: a lease nobody looks at would give room for ever.
      if (after.counted) await arm(db, { kind: 'lease', id }, after.leaseUntil);
      const more = hasToFollow(before, after) ? [armed(work, at)] : [];
      return (await writeDuty(db, before, after, more)) ? { ok: { before, after } } : RETRY;
    },
  );
  if ('error' in changed) return changed;
  const { before, after } = changed.ok;
  if (after) {
    await Promise.all([
      notifyConsoles(context, { event: 'agent.changed', agent: toAgentSummary(after) }, except),
      notifyRoom(context),
    ]);
    if (hasToFollow(before, after)) await letFollow(context, work, at);
  }
  const agent = after ?? before;
  return agent ? { ok: agent } : refuse({ code: 'not_on_duty' });
};

/** Whether an agent with chats went, or is there again. */
const hasToFollow = (before: Agent | undefined, after: Agent): boolean =>
  before !== undefined && before.load > 0 && isThere(before) !== isThere(after);

/** Chats of one agent that whoever caused it goes through, in pages of 25; the sweep does the rest. */
const PAGES_AT_ONCE = 1;

/** Never fails: the change is stored, and what is not done now the sweep does. */
const letFollow = async (context: ActionContext, work: WorkOf<'presence'>, at: number): Promise<void> => {
  try {
    const rest = await followAgent(context, work.user, { pages: PAGES_AT_ONCE });
    if (rest === undefined) await tickOff(context.db, work, at);
  } catch (error) {
    log('ERROR', 'left to the sweep', { action: work.kind, error });
  }
};

/** Whoever asks for something is there: an agent who was gone is so no more (S153). */
export const welcomeBack = (context: ActionContext, id: UserId): Promise<Result<Agent>> =>
  changeDuty(context, id, (agent) => (agent && !isThere(agent) ? comeBack(agent, context.now()) : undefined));
