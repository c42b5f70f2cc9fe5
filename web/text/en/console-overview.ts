// English texts of "Chat overview".
import type { overview as nlOverview } from '../nl/console-overview.ts';
import type { Text } from '../text.ts';

export const overview: Text<typeof nlOverview> = {
  total: (count) => `per agent · ${count} in total`,
  table: 'User – Running chats',
  user: 'User',
  duty: 'Chat service',
  on: 'On duty',
  off: 'Off duty',
  nobody: 'Nobody is on duty.',
};
