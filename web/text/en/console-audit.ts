// English texts of the log of watching.
import type { audit as nlAudit } from '../nl/console-audit.ts';
import type { Text } from '../text.ts';

export const audit: Text<typeof nlAudit> = {
  lead: 'Who followed a chat unseen, or exported or erased data. Only administrators see this.',
  empty: 'Nothing has been logged yet.',
  at: 'Time',
  who: 'Agent',
  what: 'What',
  chat: 'About',
  actions: {
    watched: 'Began watching',
    stopped: 'Stopped watching',
    exported: "Exported a customer's data",
    erased: 'Erased a customer',
    retention_changed: 'Changed how long data is kept',
  },
};
