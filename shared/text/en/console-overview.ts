// English texts of "Chat overview".
import type { overview as nlOverview } from '../nl/console-overview.ts';
import type { Text } from '../text.ts';

export const overview: Text<typeof nlOverview> = {
  total: (count) => `per agent · ${count} in total`,
  table: 'User – Running chats',
  user: 'User',
  duty: 'Chat service',
  on: 'Available',
  away: 'Available, not connected',
  off: 'Unavailable',
  nobody: 'Nobody is available.',
  usage: {
    title: 'Usage and cost',
    chats: 'Chats ended',
    missed: 'Of which not answered in time',
    messages: 'Messages',
    minutes: 'Connection minutes',
    cost: 'Estimated cost',
    total: 'Total',
    perChat: 'Per chat',
    note: (date: string) =>
      `An estimate of what AWS charges, at the prices of ${date}, without tax. Connection minutes: the time of customer and agents in the chats.`,
  },
};
