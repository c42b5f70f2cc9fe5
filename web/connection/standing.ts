// How a chat stands after an entry was added to its log: its state and its agents. Pure.
import type { CustomerChat, Entry } from '../../shared/model.ts';

/**
 * The chat after `entry`. Entries the chat already accounts for change nothing in the end: what ended stays ended,
 * and for each agent the last of joined and left counts.
 */
export const follow = (chat: CustomerChat, entry: Entry): CustomerChat => {
  const isOver = chat.state === 'ended' || chat.state === 'closed';
  switch (entry.kind) {
    case 'started':
      return chat;
    case 'message':
      return chat.state === 'online' && entry.author.role === 'customer'
        ? { ...chat, state: 'waiting' }
        : chat;
    case 'joined': {
      const agents = [...chat.agents.filter(({ id }) => id !== entry.agent.id), entry.agent];
      return { ...chat, agents, state: isOver ? chat.state : 'active' };
    }
    case 'left':
      return { ...chat, agents: chat.agents.filter(({ id }) => id !== entry.agent.id) };
    case 'ended':
      return chat.state === 'closed' ? chat : { ...chat, state: 'ended' };
    default:
      // A kind of entry that only a newer server knows.
      entry satisfies never;
      return chat;
  }
};
