// The changes of a chat's state, decided from the chat and the agents as they are: what to write, or why not. Pure.
import { type Result, refuse } from '../../shared/errors.ts';
import type {
  Author,
  ChatId,
  Cid,
  EndReason,
  Entry,
  Invitation,
  Person,
  RedactedBy,
  Sid,
  UserId,
} from '../../shared/model.ts';
import { PARTICIPANTS_MAX } from '../../shared/rules.ts';
import { type Counts, type Duty, freeDelta } from './capacity.ts';
import { agentsOf, type Chat, type ChatSession, isWaiting } from './chat.ts';
import { announcedEnd } from './time-out.ts';
import { type Usage, usageOf, withJoined, withLeft, withRedacted } from './usage.ts';

/** An agent with what counts for the desk's room. */
export interface Agent extends Duty {
  readonly id: UserId;
  readonly name: string;
  /** Until when a console's heartbeat is believed, in milliseconds since 1970. */
  readonly leaseUntil: number;
  /** Since when no console is heard of, or none may be opened any more (S153); absent for an agent who is there, on duty or not. */
  readonly goneSince?: number | undefined;
  /** The chats this agent takes part in, as many as `load`; of one who joined before they were kept, some are missing. */
  readonly chats?: ReadonlySet<ChatId> | undefined;
  /** Grows with every change but a renewal of the lease. */
  readonly rev: number;
}

export const isThere = ({ goneSince }: Pick<Agent, 'goneSince'>): boolean => goneSince === undefined;

/** What one change of state writes, all of it or none. */
export interface Change {
  readonly chat: Chat;
  /** What it adds to the log, in order. */
  readonly entries: readonly Entry[];
  /** Agents before and after, each locked on its values before. */
  readonly agents: readonly { readonly before: Agent; readonly after: Agent }[];
  /** How the desk's counters move. */
  readonly counts: Counts;
  /** What the chat used, when it ends with this change. */
  readonly usage?: Usage;
}

const countsOf = (agents: Change['agents'], waiting: number): Counts => ({
  free: agents.reduce((sum, { before, after }) => sum + freeDelta(before, after), 0),
  waiting,
});

/** An agent on whose being there, or not, a change depends. */
export const asSeen = (agent: Agent) => ({ before: agent, after: agent });

const addLoad = (agent: Agent, by: number) => ({ before: agent, after: { ...agent, load: agent.load + by } });

export interface Joining {
  readonly chat: Chat;
  readonly last: number;
  readonly agent: Agent | undefined;
  readonly cid: Cid;
  readonly sid: Sid;
  readonly session: ChatSession;
  /** Who asked this agent to take over, as this agent is now; the inviter leaves when the invited one joins. */
  readonly inviter?: Agent | undefined;
  /** Those who take part and are all gone (S153): they leave to whoever joins. */
  readonly gone?: readonly Agent[];
  /** Whether to take part although a colleague answered first. */
  readonly second: boolean;
  readonly now: number;
}

const invitationOf = (chat: Chat, agent: UserId): Invitation | undefined =>
  chat.invitations.find((invitation) => invitation.agent.id === agent);

/** Whoever is invited has a place until the invitation is declined or taken back. */
const isFull = ({ agents, invitations }: Pick<Chat, 'agents' | 'invitations'>): boolean =>
  agents.length + invitations.length >= PARTICIPANTS_MAX;

const withoutSessionsOf = (sessions: Chat['sessions'], user: UserId): Chat['sessions'] =>
  Object.fromEntries(Object.entries(sessions).filter(([, session]) => session.user !== user));

/**
 * An agent takes part (S28, S57): the first one takes the place the customer held, a further one adds to its own load.
 * Whoever was asked to take over releases the colleague who asked, in the same change (S87); whoever joins where all are gone,
 * those (S153).
 */
export const decideJoin = (joining: Joining): Result<Change> => {
  const { chat, last, agent, cid, sid, session, inviter, gone = [], second, now } = joining;
  if (chat.closed) return refuse({ code: 'chat_closed' });
  if (chat.ended) return refuse({ code: 'chat_ended' });
  if (!agent?.onDuty || !isThere(agent)) return refuse({ code: 'not_on_duty' });
  const present = isWaiting(chat) ? [] : chat.agents;
  const [first] = present;
  const invitation = invitationOf(chat, agent.id);
  if (first && !second && !invitation) return refuse({ code: 'taken', by: first.name });
  if (agent.load >= agent.max) return refuse({ code: 'at_maximum', max: agent.max });
  if (!invitation && isFull({ ...chat, agents: present }))
    return refuse({ code: 'chat_full', max: PARTICIPANTS_MAX });

  const person: Person = { id: agent.id, name: agent.name };
  const joined: Change['chat'] = {
    ...chat,
    rev: chat.rev + 1,
    agents: [...chat.agents, person],
    awaySince: undefined,
    invitations: chat.invitations.filter((other) => other !== invitation),
    sessions: { ...chat.sessions, [sid]: session },
    tally: withJoined(chat.tally, now),
  };
  const entry: Entry = { seq: last + 1, at: now, kind: 'joined', cid, agent: person };
  const isTakenOver = invitation?.transfer && inviter && hasJoined(chat, inviter.id);
  const leavers = first ? (isTakenOver ? [inviter] : []) : gone;
  const agents = [addLoad(agent, 1), ...leavers.map((leaver) => addLoad(leaver, -1))];
  return {
    ok: {
      chat: leavers.reduce((left, { id }) => without(left, id, now), joined),
      entries: [entry, ...leavers.map((leaver, at) => leftEntry(entry.seq + 1 + at, now, cid, leaver))],
      agents,
      counts: countsOf(agents, first ? 0 : -1),
    },
  };
};

const without = (chat: Chat, agent: UserId, now: number): Chat => ({
  ...chat,
  tally: withLeft(chat.tally, now),
  agents: chat.agents.filter(({ id }) => id !== agent),
  former: agentsOf(chat).filter(({ id }) => id === agent || !hasJoined(chat, id)),
  sessions: withoutSessionsOf(chat.sessions, agent),
});

const leftEntry = (seq: number, at: number, cid: Cid, { id, name }: Person): Entry => ({
  seq,
  at,
  kind: 'left',
  cid,
  agent: { id, name },
});

export interface Leaving {
  readonly chat: Chat;
  readonly last: number;
  readonly agent: Agent;
  /** The others who take part, as they are now. */
  readonly others: readonly Agent[];
  readonly cid: Cid;
  readonly now: number;
}

/** An agent leaves; the last one cannot (S86), nor the last one who is there (S153). */
export const decideLeave = ({ chat, last, agent, others, cid, now }: Leaving): Result<Change> => {
  if (chat.ended) return refuse({ code: 'chat_ended' });
  const person = chat.agents.find(({ id }) => id === agent.id);
  if (!person) return refuse({ code: 'not_participant' });
  const stays = others.find(isThere);
  if (!stays) return refuse({ code: 'last_agent' });
  const agents = [addLoad(agent, -1), asSeen(stays)];
  return {
    ok: {
      chat: { ...without(chat, agent.id, now), rev: chat.rev + 1 },
      entries: [leftEntry(last + 1, now, cid, person)],
      agents,
      counts: countsOf(agents, 0),
    },
  };
};

/** A change of the chat alone: no entry, no counter. */
const changeOf = (chat: Chat): Change => ({
  chat: { ...chat, rev: chat.rev + 1 },
  entries: [],
  agents: [],
  counts: { free: 0, waiting: 0 },
});

export interface Inviting {
  readonly chat: Chat;
  readonly by: UserId;
  /** The colleague as the desk knows it; `undefined` for one who was never on duty. */
  readonly agent: Agent | undefined;
  readonly note: string;
  readonly transfer: boolean;
  readonly now: number;
}

/** A colleague on duty is asked to take part, or to take over (S81, S87); asking again replaces what was asked. */
export const decideInvite = ({ chat, by, agent, note, transfer, now }: Inviting): Result<Change> => {
  if (chat.ended) return refuse({ code: 'chat_ended' });
  const inviter = chat.agents.find(({ id }) => id === by);
  if (!inviter) return refuse({ code: 'not_participant' });
  if (!agent?.onDuty || hasJoined(chat, agent.id)) return refuse({ code: 'not_invitable' });
  const invitation: Invitation = {
    agent: { id: agent.id, name: agent.name },
    by: inviter,
    note: note.trim(),
    transfer,
    at: now,
  };
  const others = chat.invitations.filter((other) => other.agent.id !== agent.id);
  if (isFull({ ...chat, invitations: others })) return refuse({ code: 'chat_full', max: PARTICIPANTS_MAX });
  return { ok: changeOf({ ...chat, invitations: [...others, invitation] }) };
};

/** An invitation is declined, or taken back. */
export const decideUninvite = (chat: Chat, agent: UserId): Result<Change> =>
  invitationOf(chat, agent)
    ? {
        ok: changeOf({
          ...chat,
          invitations: chat.invitations.filter((invitation) => invitation.agent.id !== agent),
        }),
      }
    : refuse({ code: 'not_invited' });

/** It is about to be announced that the chat times out at `endsAt`; `unanswered`: to the agents alone. */
export const decideWarn = (
  chat: Chat,
  { since, endsAt, unanswered }: { since: number; endsAt: number; unanswered: boolean },
): Change => changeOf({ ...chat, warned: { since, endsAt, ...(unanswered && { unanswered }) } });

/** What was announced is taken back: the time-out was raised (S10). */
export const decideWithdraw = (chat: Chat): Change => changeOf({ ...chat, warned: undefined });

/**
 * The customer is still there: the count to the time-out starts again (S10). Only an announced time-out is stayed, which
 * there is once in some minutes at most: or saying so over and over would hold off what others decide.
 */
export const decideStay = (chat: Chat, last: Entry, now: number): Result<Change | null> => {
  if (chat.ended) return refuse({ code: 'chat_ended' });
  // What was announced to the agents alone, the customer was never asked.
  if (announcedEnd(chat, last) === undefined || chat.warned?.unanswered) return { ok: null };
  return { ok: changeOf({ ...chat, stayedAt: now, warned: undefined }) };
};

/** An agent fills in ticket fields: a change of the chat, so that whoever saves it meanwhile looks again (S32). */
export const decideFill = (chat: Chat): Result<Change> =>
  chat.closed ? refuse({ code: 'chat_closed' }) : { ok: changeOf({ ...chat, filled: true }) };

/** What a running chat has of the desk's settings: whether agents see what the customer types (S43), what is not masked (S139), whether they see the page (S141). */
export const decideSwitches = (
  chat: Chat,
  switches: Pick<Chat, 'preview' | 'unmasked' | 'hidesPage'>,
): Change => changeOf({ ...chat, ...switches });

/** An agent of the chat lets one message of the customer through unmasked, or takes that back (S139). */
export const decideAllow = (
  chat: Chat,
  { agent, allowed, now }: { agent: UserId; allowed: boolean; now: number },
): Result<Change | null> => {
  if (chat.ended) return refuse({ code: 'chat_ended' });
  if (!hasJoined(chat, agent)) return refuse({ code: 'not_participant' });
  if (allowed === (chat.allowed !== undefined)) return { ok: null };
  return { ok: changeOf({ ...chat, allowed: allowed ? { by: agent, at: now } : undefined }) };
};
/** What was taken back after the end is remembered so far: who was away for more reads the chat anew. */
const REDACTED_KEPT = 20;

export interface Redacting {
  readonly chat: Chat;
  readonly last: number;
  readonly message: Extract<Entry, { kind: 'message' }>;
  readonly by: RedactedBy;
  readonly cid: Cid;
  readonly now: number;
}

/**
 * A message is taken back (S138): an entry that says so, by which every page hears of it; of a chat that has ended, whose
 * log nothing is added to, a note in META.
 */
export const decideRedact = ({ chat, last, message, by, cid, now }: Redacting): Change => {
  const { seq: of, author } = message;
  if (chat.ended)
    return changeOf({ ...chat, redacted: [...(chat.redacted ?? []), { of, by }].slice(-REDACTED_KEPT) });
  return {
    ...changeOf({ ...chat, tally: withRedacted(chat.tally) }),
    entries: [{ seq: last + 1, at: now, kind: 'redacted', cid, of, by, author }],
  };
};

/** The first note of a chat: from now on whoever opens it asks for them (S136). */
export const decideNoted = (chat: Chat): Change => changeOf({ ...chat, noted: true });

export interface Ending {
  readonly chat: Chat;
  readonly last: number;
  /** The agents that take part, as they are now. */
  readonly agents: readonly Agent[];
  readonly reason: EndReason;
  readonly by?: Author | undefined;
  readonly cid?: Cid | undefined;
  /** The ticket it becomes with its end, when nobody answered in time. */
  readonly ticket?: number | undefined;
  readonly now: number;
}

/** A chat ends (S62, S75, S10): its agents get their place back, or the desk the place it waited in. */
export const decideEnd = ({ chat, last, agents, reason, by, cid, ticket, now }: Ending): Result<Change> => {
  if (chat.ended) return refuse({ code: 'chat_ended' });
  const freed = agents.map((agent) => addLoad(agent, -1));
  const usage = { ...usageOf(chat, last, now), ...(reason === 'unanswered' && { isMissed: true }) };
  // Where nobody said or noted anything there is nothing to save: it is put away like one that was deleted. Not under the
  // hands of whoever is saving it.
  const isEmpty = usage.messages === 0 && !chat.filled && reason !== 'saved';
  return {
    ok: {
      chat: {
        ...chat,
        rev: chat.rev + 1,
        // Invitations lapse with the chat (S82).
        invitations: [],
        warned: undefined,
        awaySince: undefined,
        ended: { at: now, reason },
        ...((isEmpty || ticket !== undefined) && { closed: { at: now, ticket } }),
      },
      entries: [{ seq: last + 1, at: now, kind: 'ended', reason, by, cid }],
      agents: freed,
      counts: countsOf(freed, isWaiting(chat) ? -1 : 0),
      usage,
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
  return { ok: changeOf({ ...chat, closed: { at: now, ticket } }) };
};

/** A deleted chat comes back to the unclosed ones (S103); a saved one is a ticket. */
export const decideReopen = (chat: Chat): Result<Change> =>
  chat.closed?.ticket === undefined
    ? { ok: changeOf({ ...chat, closed: undefined }) }
    : refuse({ code: 'chat_closed' });

/** Whether an agent who is already in the chat asked again, as after a lost reply. */
export const hasJoined = (chat: Chat, agent: UserId): boolean => chat.agents.some(({ id }) => id === agent);

/** Whether an agent took part and left, be it in the chat again: then what is asked may be a late copy of what was done. */
export const hasLeft = ({ former = [] }: Chat, agent: UserId): boolean =>
  former.some(({ id }) => id === agent);
