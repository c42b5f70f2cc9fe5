// Whether anybody of the helpdesk is there for a chat, and what changes when nobody is, or somebody is again (S153). Pure.
import type { Cid, Entry, UserId } from '../../shared/model.ts';
import { type Agent, asSeen, type Change, isThere } from './changes.ts';
import type { Chat } from './chat.ts';

export interface Presence {
  readonly chat: Chat;
  readonly last: number;
  /** Who takes part, as they are now. */
  readonly agents: readonly Agent[];
  /** Who went or came back. */
  readonly agent: UserId;
  readonly cid: Cid;
  readonly now: number;
}

/**
 * A chat of whose agents nobody is there waits again: it holds a place of the desk, and its agents keep it among theirs
 * until a colleague joins, or one of them is back. Then it is as it was.
 * @returns `undefined` when the chat already is as it has to be.
 */
export const decidePresence = ({ chat, last, agents, agent, cid, now }: Presence): Change | undefined => {
  const who = chat.agents.find(({ id }) => id === agent);
  const isAway = !agents.some(isThere);
  if (chat.ended || !who || isAway === (chat.awaySince !== undefined)) return undefined;
  const since = Math.max(...agents.map(({ goneSince = 0 }) => goneSince));
  const entry: Entry = { seq: last + 1, at: now, kind: isAway ? 'away' : 'back', cid, agent: who };
  return {
    chat: {
      ...chat,
      rev: chat.rev + 1,
      awaySince: isAway ? since : undefined,
      tally: { ...chat.tally, notes: chat.tally.notes + 1 },
    },
    entries: [entry],
    agents: agents.map(asSeen),
    counts: { free: 0, waiting: isAway ? 1 : -1 },
  };
};
