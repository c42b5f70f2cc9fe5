// English texts of the refusals that a customer can get to see in the chat.
import type { chatRefusals as nl } from '../nl/chat-refusals.ts';
import type { Text } from '../text.ts';

export const chatRefusals: Text<typeof nl> = {
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
};
