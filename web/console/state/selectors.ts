// What the desk shows, worked out of what the server said: the order of the list, who may join, the figures. Pure.
import type { AgentSummary, ChatId, ChatSummary, Invitation, UserId } from '../../../shared/model.ts';
import { TYPING_MS } from '../../../shared/rules.ts';
import type { DeskState } from './state.ts';

export const takesPart = (chat: ChatSummary, me: UserId | undefined): boolean =>
  chat.agents.some((agent) => agent.id === me);

/** Whether a chat may have a window here: this agent takes part, or took part and it is not closed yet. */
export const hasWindow = (chat: ChatSummary, me: UserId | undefined): boolean =>
  chat.state !== 'closed' && takesPart(chat, me);

/** Since when an agent of a running chat is gone (S153); `undefined` for whoever is there. */
export const findGoneSince = (
  { agents }: DeskState,
  chat: ChatSummary,
  agent: UserId,
): number | undefined => {
  if (chat.state === 'waiting') return agents.get(agent)?.goneSince ?? chat.waitingSince;
  return chat.state === 'active' ? agents.get(agent)?.goneSince : undefined;
};

/** The invitation to this agent, as long as there is something to take part in (S82). */
export const findInvitation = (chat: ChatSummary, me: UserId | undefined): Invitation | undefined =>
  chat.state === 'active' ? chat.invitations.find(({ agent }) => agent.id === me) : undefined;

/** Own chats in which the customer waits for an answer, and since when. */
export type WaitingByChat = ReadonlyMap<ChatId, number>;

interface Standing {
  readonly invitation: Invitation | undefined;
  /** Since when the customer of an own chat waits for an answer. */
  readonly waits: number | undefined;
}

const place = (chat: ChatSummary, { invitation, waits }: Standing): number => {
  switch (chat.state) {
    case 'waiting':
      return 0;
    case 'online':
    case 'active':
      if (invitation) return 0;
      return waits === undefined ? 2 : 1;
    case 'ended':
    case 'closed':
      return 3;
    default:
      return chat.state satisfies never;
  }
};

/** Within a place the newest is on top (S54), but of one's own customers the one who waits longest. */
const since = (chat: ChatSummary, { invitation, waits }: Standing): number => {
  if (waits !== undefined) return -waits;
  return invitation?.at ?? (chat.state === 'waiting' ? chat.waitingSince : chat.ended?.at) ?? chat.startedAt;
};

const nobodyWaits: WaitingByChat = new Map();

/**
 * Incoming and unanswered chats first (S56), then own ones in which the customer waits for an answer, then the others that
 * are online or run, then the ended ones this agent has to finish.
 */
export const listChats = (state: DeskState, waiting = nobodyWaits): readonly ChatSummary[] => {
  const me = state.me?.id;
  return [...state.chats.values()]
    .filter((chat) => chat.state !== 'closed' && (chat.state !== 'ended' || takesPart(chat, me)))
    .map((chat) => {
      const waits = chat.state === 'active' ? waiting.get(chat.id) : undefined;
      const standing = { invitation: findInvitation(chat, me), waits };
      return { chat, place: place(chat, standing), since: since(chat, standing) };
    })
    .sort((a, b) => a.place - b.place || b.since - a.since || (a.chat.id < b.chat.id ? -1 : 1))
    .map(({ chat }) => chat);
};

/** The customer whom nobody answered yet for the longest time (S54). */
export const findLongestWaiting = (state: DeskState): ChatSummary | undefined =>
  [...state.chats.values()]
    .filter((chat) => chat.state === 'waiting')
    .sort((a, b) => waitingSinceOf(a) - waitingSinceOf(b))[0];

export const waitingSinceOf = ({ waitingSince, startedAt }: ChatSummary): number => waitingSince ?? startedAt;

/** Whether the customer of a chat that nobody answers yet is typing; what was asked since ends it (S26). */
export const isTyping = ({ typing }: DeskState, chat: ChatSummary, now: number): boolean => {
  const at = typing.get(chat.id);
  const isUnanswered = chat.state === 'online' || chat.state === 'waiting';
  return isUnanswered && at !== undefined && now - at < TYPING_MS && at > (chat.waitingSince ?? 0);
};

/** Whether another chat on this desk goes by the same name: then the time tells them apart. */
export const isNamesake = (chats: DeskState['chats'], { id, nickname }: ChatSummary): boolean =>
  [...chats.values()].some(
    (other) => other.id !== id && other.state !== 'closed' && other.nickname === nickname,
  );

/** Who can be invited to a chat (S81): those who are there first, then by name. */
export const listInvitable = (state: DeskState, chat: ChatSummary): readonly AgentSummary[] =>
  [...state.agents.values()]
    .filter((agent) => agent.onDuty && !takesPart(chat, agent.id))
    .sort((a, b) => Number(isReachable(b)) - Number(isReachable(a)) || a.name.localeCompare(b.name));

/** When a chat times out, by the server's clock, if it does unless an entry after `last` comes (S10). */
export const findTimeOut = (state: DeskState, chatId: ChatId, last: number): number | undefined => {
  const expiring = state.expiring.get(chatId);
  return expiring && last <= expiring.seq ? expiring.endsAt : undefined;
};

/** What this agent's invitations came to between two states, for those that were not accepted. */
export const findDeclined = (
  before: ChatSummary | undefined,
  after: ChatSummary,
  me: UserId | undefined,
): readonly Invitation[] =>
  (before?.invitations ?? []).filter(
    ({ agent, by }) =>
      by.id === me &&
      after.state === 'active' &&
      !takesPart(after, agent.id) &&
      !after.invitations.some((invitation) => invitation.agent.id === agent.id),
  );

/** Who took a chat over from this agent (S87). */
export const findSuccessor = (
  before: ChatSummary | undefined,
  after: ChatSummary,
  me: UserId | undefined,
): string | undefined =>
  before?.invitations.find(
    ({ transfer, by, agent }) => transfer && by.id === me && takesPart(after, agent.id),
  )?.agent.name;

/** How much a waiting customer is in need of an answer. */
export type Urgency = 'calm' | 'soon' | 'late';
const SOON_MS = 40_000;
const LATE_MS = 180_000;
/**
 * A chat that is not answered ends with the time-out (S10): the alarm comes when half of it is left, or before.
 * @param waiting, timeOut milliseconds; the latter `undefined` until the settings are known.
 */
export const findUrgency = (waiting: number, timeOut = Number.POSITIVE_INFINITY): Urgency => {
  const late = Math.min(LATE_MS, timeOut / 2);
  if (waiting >= late) return 'late';
  return waiting < Math.min(SOON_MS, late / 2) ? 'calm' : 'soon';
};

export const findMe = (state: DeskState): AgentSummary | undefined =>
  state.me && state.agents.get(state.me.id);

/** On duty and heard of lately: only such an agent gives room. */
export const isReachable = ({ onDuty, reachable }: Pick<AgentSummary, 'onDuty' | 'reachable'>): boolean =>
  onDuty && reachable !== false;

/** Running chats an agent takes part in (S110), those that wait again because nobody is there among them (S153). */
export const countLoad = (state: DeskState, agent: UserId): number =>
  [...state.chats.values()].filter((chat) => isRunning(chat) && takesPart(chat, agent)).length;

export const isRunning = ({ state }: Pick<ChatSummary, 'state'>): boolean =>
  state !== 'ended' && state !== 'closed';

/** Why this agent cannot join any chat now (S57); `undefined` when nothing stands in the way. */
export type JoinHurdle =
  | { readonly kind: 'off_duty' }
  | { readonly kind: 'at_maximum'; readonly max: number };
export const findJoinHurdle = (state: DeskState): JoinHurdle | undefined => {
  const agent = findMe(state);
  if (!agent?.onDuty) return { kind: 'off_duty' };
  return countLoad(state, agent.id) >= agent.max ? { kind: 'at_maximum', max: agent.max } : undefined;
};

/** The figures of S106-S109. */
export interface DeskFigures {
  readonly max: number;
  readonly running: number;
  readonly free: number;
  readonly waiting: number;
}
export const countFigures = (state: DeskState): DeskFigures => {
  const count = (...states: ChatSummary['state'][]) =>
    [...state.chats.values()].filter((chat) => states.includes(chat.state)).length;
  const room = [...state.agents.values()]
    .filter(isReachable)
    .reduce((sum, agent) => sum + Math.max(0, agent.max - countLoad(state, agent.id)), 0);
  return {
    max: state.settings?.max ?? 0,
    running: count('active'),
    free: Math.max(0, room - count('online', 'waiting')),
    waiting: count('waiting'),
  };
};

/** `0:07`, `12:30`, `1:02:03`; a clock behind the server's gives `0:00`. */
export const formatDuration = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};
