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
  unknown: 'This page cannot show this yet. Reload the page.',
  refusals: {
    unknown_action: () => 'This page is out of date. Reload the page.',
    not_signed_in: () => 'You are no longer signed in. Please sign in again.',
    text_too_long: ({ max }) => `The message is too long: at most ${max.toLocaleString('en')} characters.`,
    too_large: () => 'The message is too large to send.',
    bad_email: () => 'This is not a valid e-mail address.',
    chat_ended: () => 'The chat has ended.',
    comment_required: () => 'Please explain a rating of 1 or 2 stars.',
    no_room: () => 'All agents are busy. Please try again shortly.',
    no_chat_right: () => 'Your account has no access to chat.',
    too_many_attempts: ({ retryAfterSeconds }) =>
      retryAfterSeconds > 90
        ? `Too many attempts. Try again in ${Math.ceil(retryAfterSeconds / 60)} minutes.`
        : `Too many attempts. Try again in ${retryAfterSeconds} seconds.`,
    internal: ({ requestId }) =>
      `Something went wrong on our side. Please try again.${requestId ? ` (${requestId})` : ''}`,
  },
};
