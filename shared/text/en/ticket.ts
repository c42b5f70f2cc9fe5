// English texts that end up in a ticket.
import type { ticket as nl } from '../nl/ticket.ts';
import type { Text } from '../text.ts';

export const ticket: Text<typeof nl> = {
  locale: 'en-GB',
  defaultSubject: (nickname, date) => `Chat with ${nickname}, ${date}`,
};
