// English texts of the log of watching.
import type { audit as nlAudit } from '../nl/console-audit.ts';
import type { Text } from '../text.ts';

export const audit: Text<typeof nlAudit> = {
  lead: 'Who followed a chat unseen. Only administrators see this.',
  empty: 'Nobody has watched yet.',
  at: 'Time',
  who: 'Agent',
  what: 'What',
  chat: 'Chat with',
  actions: { watched: 'Began watching', stopped: 'Stopped watching' },
};
