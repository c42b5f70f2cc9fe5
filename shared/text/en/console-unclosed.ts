// English texts of "Unclosed chats".
import type { unclosed as nlUnclosed } from '../nl/console-unclosed.ts';
import type { Text } from '../text.ts';
import { plural } from './plural.ts';

export const unclosed: Text<typeof nlUnclosed> = {
  undo: 'Undo',
  lead: 'Chats not yet saved or deleted: ended, without an agent, or without their customer.',
  emptyTitle: 'Everything is closed',
  empty: 'Chats that are left behind appear here by themselves.',
  count: (count, more) =>
    more
      ? `More than ${count.toLocaleString('en')} unclosed chats`
      : count === 1
        ? '1 unclosed chat'
        : `${count.toLocaleString('en')} unclosed chats`,
  shown: (count) => plural(count, 'The oldest one is shown above.', `The oldest ${count} are shown above.`),
  more: 'Show more',
  started: 'Started',
  last: 'Last message',
  agents: 'Agents',
  reason: 'Reason',
  actions: 'Finish',
  all: 'Select all',
  allShown: 'Select all shown',
  choose: (nickname) => `Select the chat with ${nickname}`,
  chosen: (count) => `${count} selected`,
  save: 'Save as ticket',
  remove: 'Delete',
  removeOne: (nickname) => `Delete the chat with ${nickname}?`,
  removeOneText: 'The conversation and the details are deleted. No ticket is made.',
  removeAll: (count) => `Delete ${count} chats?`,
  removeAllText: 'The conversations and the details go away. There will be no tickets.',
  goneSince: 'Customer gone since',
  unattended: 'No agent connected',
  saved: 'Saved as ticket',
  removed: (count) => plural(count, '1 chat was deleted.', `${count} chats were deleted.`),
  undone: (count) => plural(count, '1 chat is back.', `${count} chats are back.`),
  nothing: '–',
};
