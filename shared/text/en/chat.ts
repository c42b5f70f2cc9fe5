// English texts of a chat that its customer can get to see, part of the common texts.

import type { chat as nl } from '../nl/chat.ts';
import type { Text } from '../text.ts';

export const chat: Text<typeof nl> = {
  locale: 'en-GB',
  helpdesk: 'Helpdesk',
  joined: (name) => `${name} joined the chat`,
  left: (name) => `${name} left the chat`,
  away: (name) => `${name} is away for a moment; a colleague will take over`,
  back: (name) => `${name} is back`,
  redacted: { author: 'Message taken back', helpdesk: 'Message removed' },
  endings: {
    customer: 'You ended the chat',
    agent: 'The helpdesk ended the chat',
    timeout: 'The chat was closed because nothing was said for a while',
    connection: 'The chat ended because the connection was lost',
    saved: 'The chat was ended and saved as a ticket',
    deleted: 'The chat was ended and deleted',
    unanswered: 'We could not answer you in time. You will find your question under Tickets.',
    blocked: 'The helpdesk ended the chat',
  },
  over: 'The chat has ended.',
  unknown: 'This page cannot show this yet. Reload the page.',
};
