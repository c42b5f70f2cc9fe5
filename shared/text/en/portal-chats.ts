// English texts of a customer's own chats on the portal (S145).
import type { chats as nl } from '../nl/portal-chats.ts';
import type { Text } from '../text.ts';

export const chats: Text<typeof nl> = {
  lead: 'What you discussed with the helpdesk, also where no ticket came of it.',
  with: (names) => `With ${names}`,
  nobody: 'Without an agent',
  read: 'Read',
  readOf: (date) => `Read: chat of ${date}`,
  close: 'Close',
  ticket: (number) => `Ticket ${number}`,
  earlier: 'Earlier in this conversation',
  more: 'More chats',
  empty: 'You have not chatted with the helpdesk yet.',
};
