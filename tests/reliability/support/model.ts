// What a chat may be, told by its log alone: a small pure model that the whole system is held against. No storage, no network.
import type { Entry, UserId } from '../../../shared/model.ts';

export interface ModelChat {
  readonly state: 'none' | 'online' | 'waiting' | 'active' | 'ended';
  readonly agents: readonly UserId[];
  /** Texts in the order they stand, by their author. */
  readonly said: readonly { readonly by: UserId; readonly text: string }[];
}

export const noChat: ModelChat = { state: 'none', agents: [], said: [] };

/** @param customer whose chat it is. @throws with the law that an entry breaks. */
export const follow =
  (customer: UserId) =>
  (chat: ModelChat, entry: Entry, index: number): ModelChat => {
    const holds = (law: string, isSo: boolean) => {
      if (!isSo) throw new Error(`entry ${entry.seq} (${entry.kind}): ${law}`);
    };
    holds('numbers go on without a gap', entry.seq === index + 1);
    holds('nothing comes after the end', chat.state !== 'ended');
    holds('a chat begins once', (entry.kind === 'started') === (chat.state === 'none'));
    switch (entry.kind) {
      case 'started':
        return { ...chat, state: 'online' };
      case 'message': {
        const { id, role } = entry.author;
        holds('who speaks takes part', role === 'customer' ? id === customer : chat.agents.includes(id));
        return {
          ...chat,
          state: chat.state === 'online' && role === 'customer' ? 'waiting' : chat.state,
          said: [...chat.said, { by: id, text: entry.text }],
        };
      }
      case 'joined':
        holds('nobody joins twice', !chat.agents.includes(entry.agent.id));
        return { ...chat, state: 'active', agents: [...chat.agents, entry.agent.id] };
      case 'left':
        holds('who leaves was there', chat.agents.includes(entry.agent.id));
        holds('the last agent stays', chat.agents.length > 1);
        return { ...chat, agents: chat.agents.filter((id) => id !== entry.agent.id) };
      case 'away':
      case 'back':
        holds('who goes or is back takes part', chat.agents.includes(entry.agent.id));
        holds(
          'nobody is there, or somebody is: by turns',
          chat.state === (entry.kind === 'away' ? 'active' : 'waiting'),
        );
        return { ...chat, state: entry.kind === 'away' ? 'waiting' : 'active' };
      case 'redacted':
        holds('what is taken back was said before', entry.of < entry.seq);
        return chat;
      case 'ended':
        return { ...chat, state: 'ended' };
      default:
        return entry satisfies never;
    }
  };

/** The chat a log tells of. @throws with the law the log breaks. */
export const tell = (customer: UserId, log: readonly Entry[]): ModelChat =>
  log.reduce(follow(customer), noChat);
