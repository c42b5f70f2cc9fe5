// A connection went away, as far as API Gateway could tell: everything here only comes sooner than it would by itself.

import type { UserId } from '../../shared/model.ts';
import { SILENT_GONE_MS } from '../../shared/rules.ts';
import type { ActionContext } from '../adapters/context.ts';
import type { Caller } from '../domain/caller.ts';
import { isThere } from '../domain/changes.ts';
import { shortenLease } from '../domain/duty.ts';
import { readAgent, writeDuty } from '../store/agents.ts';
import { readLive } from '../store/chats.ts';
import { consoles, lobby } from '../store/desk.ts';
import { takeOffSocket } from '../store/sockets.ts';
import { detach } from '../store/tabs.ts';
import { arm } from '../store/timers.ts';
import { notifyIfLastConsole, notifyPresence } from './notify.ts';

/** What a reload or a blip may take before an agent without a console stops giving room. */
const AGENT_GRACE_MS = 45_000;

export const disconnect = async (
  context: ActionContext,
  { id, role, connection }: Pick<Caller, 'id' | 'role' | 'connection'>,
): Promise<void> => {
  await takeOffSocket(context.db, id, connection);
  switch (role) {
    case 'customer':
      return customerLeft(context, id, connection);
    case 'agent':
      return agentLeft(context, id, connection);
    default:
      role satisfies never;
  }
};

const customerLeft = async (context: ActionContext, id: UserId, connection: string): Promise<void> => {
  const { db, random, now } = context;
  await lobby.remove(db, { connection, user: id });
  const chatId = await readLive(db, id);
  if (!chatId) return;
  const detached = await detach(db, random, { chatId, connections: new Set([connection]), now: now() });
  if (!detached || detached.after.goneSince === undefined || detached.after.ended) return;
  // Should the customer never have written, the sweep frees the place (S14).
  if (detached.after.agents.length === 0) {
    await arm(db, { kind: 'chat', id: chatId }, detached.after.goneSince + SILENT_GONE_MS);
  }
  await notifyPresence(context, detached.after);
};

const agentLeft = async (context: ActionContext, id: UserId, connection: string): Promise<void> => {
  const { db, now } = context;
  await consoles.remove(db, { connection, user: id });
  if (!(await notifyIfLastConsole(context, id))) return;
  const agent = await readAgent(db, id);
  // Off duty nobody beats: as long as chats go on, the console itself is the sign that the agent is there (S153).
  const hasChats = agent && !agent.onDuty && agent.load > 0 && isThere(agent);
  if (!agent || !(agent.counted || hasChats)) return;
  const leaseUntil = hasChats
    ? now() + AGENT_GRACE_MS
    : shortenLease(agent.leaseUntil, now(), AGENT_GRACE_MS);
  await arm(db, { kind: 'lease', id }, leaseUntil);
  await writeDuty(db, agent, { ...agent, leaseUntil, rev: agent.rev + 1 });
};
