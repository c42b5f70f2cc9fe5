// How a chat stands after an entry was added to its log: its state and its agents. Pure.
import type { ChatState, CustomerChat } from '../../shared/model.ts';
import type { ShownEntry } from '../../shared/timeline.ts';

export const isOver = (state: ChatState | undefined): boolean => state === 'ended' || state === 'closed';

/**
 * The chat after `entry`. Entries the chat already accounts for change nothing in the end: what ended stays ended,
 * and for each agent the last of joined and left counts.
 */
export const applyEntry = (chat: CustomerChat, entry: ShownEntry): CustomerChat => {
  const { state } = chat;
  switch (entry.kind) {
    case 'started':
      return chat;
    case 'message':
      return state === 'online' && entry.author.role === 'customer' ? { ...chat, state: 'waiting' } : chat;
    case 'joined':
    case 'left': {
      const others = chat.agents.filter(({ id }) => id !== entry.agent.id);
      return entry.kind === 'left'
        ? { ...chat, agents: others }
        : { ...chat, agents: [...others, entry.agent], state: isOver(state) ? state : 'active' };
    }
    case 'away':
    case 'back':
      return isOver(state) ? chat : { ...chat, state: entry.kind === 'away' ? 'waiting' : 'active' };
    case 'ended':
      return state === 'closed' ? chat : { ...chat, state: 'ended' };
    case 'redacted':
    case 'unknown':
      return chat;
    default:
      return entry satisfies never;
  }
};
