// English texts both sites use: refusals, states, the system lines of a chat.

import type { common as nl } from '../nl/common.ts';
import type { Text } from '../text.ts';

export const common: Text<typeof nl> = {
  locale: 'en-GB',
  endings: {
    customer: 'The customer ended the chat',
    agent: 'The helpdesk ended the chat',
    timeout: 'The chat timed out',
    connection: 'The chat ended: connection lost',
    saved: 'The chat was ended and saved as a ticket',
    deleted: 'The chat was ended and deleted',
  },
  refusals: {
    bad_request: () => 'This request is not valid.',
    unknown_action: () => 'This page is out of date. Reload the page.',
    not_signed_in: () => 'You are no longer signed in. Please sign in again.',
    forbidden: () => 'You are not allowed to do this.',
    not_found: () => 'This does not exist (any more).',
    empty_text: () => 'Type a message first.',
    text_too_long: ({ max }) => `The message is too long: at most ${max.toLocaleString('en')} characters.`,
    too_large: () => 'The message is too large to send.',
    bad_email: () => 'This is not a valid e-mail address.',
    behind: () => 'The conversation was updated. Please try again.',
    chat_ended: () => 'The chat has ended.',
    chat_closed: () => 'The chat was already saved or deleted.',
    chat_not_ended: () => 'This is possible once the chat has ended.',
    not_participant: () => 'You do not take part in this chat.',
    no_room: () => 'All agents are busy. Please try again shortly.',
    no_chat_right: () => 'Your account has no access to chat.',
    not_on_duty: () => 'Start the chat service first.',
    taken: ({ by }) => `${by} answered first.`,
    at_maximum: ({ max }) => `You are already in the maximum number of chats (${max}).`,
    wrong_credentials: () => 'Unknown user name or wrong password.',
    too_many_attempts: ({ retryAfterSeconds }) =>
      retryAfterSeconds > 90
        ? `Too many attempts. Try again in ${Math.ceil(retryAfterSeconds / 60)} minutes.`
        : `Too many attempts. Try again in ${retryAfterSeconds} seconds.`,
    busy: () => 'Someone else was working at the same time. Please try again.',
    internal: ({ requestId }) =>
      requestId
        ? `Something went wrong on our side. Please try again. (${requestId})`
        : 'Something went wrong on our side. Please try again.',
  },
  states: {
    online: 'Online',
    waiting: 'Unanswered',
    active: 'Chat active',
    ended: 'Ended',
    closed: 'Closed',
  },
  ticketStates: { new: 'New', open: 'In progress', solved: 'Solved' },
  joined: (name) => `${name} joined the chat`,
  left: (name) => `${name} left the chat`,
  started: (name) => `${name} started the chat`,
  helpdesk: 'Helpdesk',
};
