// What the desk shows, worked out of what the server said: the order of the list, who may join, the figures. Pure.
import type { AgentSummary, ChatSummary, UserId } from '../../shared/model.ts';
import type { DeskState } from './state.ts';

export const takesPart = (chat: ChatSummary, me: UserId | undefined): boolean =>
  chat.agents.some((agent) => agent.id === me);

/** Whether a chat may have a window here: this agent takes part, or took part and it is not closed yet. */
export const hasWindow = (chat: ChatSummary, me: UserId | undefined): boolean =>
  (chat.state === 'active' || chat.state === 'ended') && takesPart(chat, me);

const place = (chat: ChatSummary): number => {
  switch (chat.state) {
    case 'waiting':
      return 0;
    case 'online':
    case 'active':
      return 1;
    case 'ended':
    case 'closed':
      return 2;
    default:
      return chat.state satisfies never;
  }
};

/** When a chat came to its place in the list; within a place the newest is on top (S54). */
const since = (chat: ChatSummary): number =>
  chat.state === 'waiting' ? (chat.waitingSince ?? chat.startedAt) : (chat.ended?.at ?? chat.startedAt);

/** Unanswered chats first (S56), then online and running ones, then the ended ones this agent has to finish. */
export const listChats = (state: DeskState): readonly ChatSummary[] =>
  [...state.chats.values()]
    .filter((chat) => chat.state !== 'closed' && (chat.state !== 'ended' || takesPart(chat, state.me?.id)))
    .sort((a, b) => place(a) - place(b) || since(b) - since(a) || (a.id < b.id ? -1 : 1));

export const findMe = (state: DeskState): AgentSummary | undefined =>
  state.me && state.agents.get(state.me.id);

/** Running chats an agent takes part in (S110). */
export const countLoad = (state: DeskState, agent: UserId): number =>
  [...state.chats.values()].filter((chat) => chat.state === 'active' && takesPart(chat, agent)).length;

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
export interface Figures {
  readonly max: number;
  readonly running: number;
  readonly free: number;
  readonly waiting: number;
}
export const countFigures = (state: DeskState): Figures => {
  const count = (...states: ChatSummary['state'][]) =>
    [...state.chats.values()].filter((chat) => states.includes(chat.state)).length;
  const room = [...state.agents.values()]
    .filter((agent) => agent.onDuty)
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
