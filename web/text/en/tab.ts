// English text of the chat tab.

import type { tab as nl } from '../nl/tab.ts';
import type { Text } from '../text.ts';

export const tab: Text<typeof nl> = { open: 'Chat with the helpdesk' };
