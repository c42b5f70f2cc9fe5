// The changes of a chat's state, decided from the chat and the agents as they are: what to write, or why not. Pure.
import { type Result, refuse } from '../../shared/errors.ts';
import type { Author, Cid, EndReason, Entry, Person, Sid, UserId } from '../../shared/model.ts';
import { type Counts, type Duty, freeDelta } from './capacity.ts';
import type { Chat, Session } from './chat.ts';

/** An agent with what counts for the desk's room. */
export interface Agent extends Duty {
  readonly id: UserId;
  readonly name: string;
  /** Until when a console's heartbeat is believed, in milliseconds since 1970. */
  readonly leaseUntil: number;
  /** When duty last started or stopped. */
  readonly since: number;
}

/** What one change of state writes, all of it or none. */
export interface Change {
  readonly chat: Chat;
  readonly entry?: Entry | undefined;
  /** Agents before and after, each locked on its values before. */
  readonly agents: readonly { readonly before: Agent; readonly after: Agent }[];
  /** How the desk's counters move. */
  readonly counts: Counts;
}

const countsOf = (agents: Change['agents'], waiting: number): Counts => ({
  free: agents.reduce((sum, { before, after }) => sum + freeDelta(before, after), 0),
  waiting,
});

const busier = (agent: Agent, by: number) => ({ before: agent, after: { ...agent, load: agent.load + by } });

export interface Joining {
  readonly chat: Chat;
  readonly last: number;
  readonly agent: Agent | undefined;
  readonly cid: Cid;
  readonly sid: Sid;
  readonly connection: string;
  /** Whether to take part although a colleague answered first. */
  readonly second: boolean;
  readonly now: number;
}

/** An agent takes part (S28, S57): the first one takes the place the customer held, a further one adds to its own load. */
export const decideJoin = ({
  chat,
  last,
  agent,
  cid,
  sid,
  connection,
  second,
  now,
}: Joining): Result<Change> => {
  if (chat.closed) return refuse({ code: 'chat_closed' });
  if (chat.ended) return refuse({ code: 'chat_ended' });
  if (!agent?.counted) return refuse({ code: 'not_on_duty' });
  const first = chat.agents[0];
  if (first && !second) return refuse({ code: 'taken', by: first.name });
  if (agent.load >= agent.max) return refuse({ code: 'at_maximum', max: agent.max });
  const person: Person = { id: agent.id, name: agent.name };
  const session: Session = { user: agent.id, role: 'agent', connection };
  const agents = [busier(agent, 1)];
  return {
    ok: {
      chat: {
        ...chat,
        rev: chat.rev + 1,
        agents: [...chat.agents, person],
        sessions: { ...chat.sessions, [sid]: session },
      },
      entry: { seq: last + 1, at: now, kind: 'joined', cid, agent: person },
      agents,
      counts: countsOf(agents, first ? 0 : -1),
    },
  };
};

export interface Ending {
  readonly chat: Chat;
  readonly last: number;
  /** The agents that take part, as they are now. */
  readonly agents: readonly Agent[];
  readonly reason: EndReason;
  readonly by?: Author | undefined;
  readonly cid?: Cid | undefined;
  readonly now: number;
}

/** A chat ends (S62, S75, S10): its agents get their place back, or the desk the place it waited in. */
export const decideEnd = ({ chat, last, agents, reason, by, cid, now }: Ending): Result<Change> => {
  if (chat.ended) return refuse({ code: 'chat_ended' });
  const freed = agents.map((agent) => busier(agent, -1));
  return {
    ok: {
      chat: { ...chat, rev: chat.rev + 1, ended: { at: now, reason } },
      entry: { seq: last + 1, at: now, kind: 'ended', reason, by, cid },
      agents: freed,
      counts: countsOf(freed, chat.agents.length === 0 ? -1 : 0),
    },
  };
};

/** A chat leaves the lists: saved as `ticket`, or deleted when there is none (S79, S100). */
export const decideClose = (
  chat: Chat,
  { ticket, now }: { ticket?: number; now: number },
): Result<Change> => {
  if (chat.closed) return refuse({ code: 'chat_closed' });
  if (!chat.ended) return refuse({ code: 'chat_not_ended' });
  return {
    ok: {
      chat: { ...chat, rev: chat.rev + 1, closed: { at: now, ticket } },
      agents: [],
      counts: { free: 0, waiting: 0 },
    },
  };
};

/** Whether an agent who is already in the chat asked again, as after a lost reply. */
export const hasJoined = (chat: Chat, agent: UserId): boolean => chat.agents.some(({ id }) => id === agent);
