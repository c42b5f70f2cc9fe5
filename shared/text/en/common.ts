// English texts both sites use: refusals, states, the system lines of a chat.

import type { common as nl } from '../nl/common.ts';
import type { Text } from '../text.ts';
import { accountBlocked } from './blocked.ts';
import { chat } from './chat.ts';
import { chatRefusals } from './chat-refusals.ts';

export const common: Text<typeof nl> = {
  ...chat,
  endings: {
    ...chat.endings,
    timeout: 'The chat timed out',
    customer: 'The customer ended the chat',
    unanswered: 'Not answered in time, and therefore saved as a ticket',
    blocked: 'The customer’s account was blocked, which ended the chat',
  },
  ownEndings: chat.endings,
  refusals: {
    ...chatRefusals,
    bad_request: () => 'This request is not valid.',
    forbidden: () => 'You are not allowed to do this.',
    not_found: () => 'This does not exist (any more).',
    too_long: ({ max, over }) =>
      over === 1 ? `1 character too long: at most ${max}.` : `${over} characters too long: at most ${max}.`,
    empty_text: () => 'Type a message first.',
    behind: () => 'The conversation was updated. Please try again.',
    chat_closed: () => 'The chat was already saved or deleted.',
    busy: () => 'Someone else was working at the same time. Please try again.',
    chat_not_ended: () => 'This is possible once the chat has ended.',
    already_rated: () => 'This chat has been rated already.',
    not_participant: () => 'You do not take part in this chat.',
    last_agent: () => 'You are the last agent in this chat and cannot leave it.',
    customer_connected: () => 'The customer is still connected. End the chat first.',
    not_invitable: () => 'This agent cannot be invited: not on duty, or already in the chat.',
    not_invited: () => 'This invitation is no longer valid.',
    other_account: () =>
      'Someone else has signed in with this browser meanwhile. Nothing was changed or sent. Reload the page.',
    outdated: () => 'Someone else changed this in the meantime. Look at the change and try again.',
    not_on_duty: () => 'Start the chat service first.',
    taken: ({ by }) => `${by} answered first.`,
    too_many: ({ max }) => `There are already ${max}, which is the most there can be. Delete one first.`,
    chat_full: ({ max }) =>
      `${max} agents already take part in this chat or are invited to. There is no room for more.`,
    at_maximum: ({ max }) => `You are already in the maximum number of chats (${max}).`,
    wrong_credentials: () => 'Unknown username or wrong password.',
    account_blocked: () => accountBlocked,
    wrong_password: () => 'The current password is not right.',
    password_too_short: ({ min }) => `Choose a password of at least ${min} characters.`,
    password_due: () => 'Choose a password of your own first. Reload the page.',
    password_given: () => 'Choose a different password from the one you were given.',
    factor_due: () => 'Set up a second step first. Load the page again.',
    password_too_easy: () =>
      'This password is too easy to guess. Choose another, not the username and no well-known word.',
    login_taken: () => 'This username is already in use.',
    own_rights: () =>
      'You cannot block yourself or give up your own right “Administer”. Ask another administrator.',
  },
  states: {
    online: 'Online',
    waiting: 'Unanswered',
    active: 'Active',
    ended: 'Ended',
    closed: 'Closed',
  },
  ticketStates: { new: 'New', open: 'In progress', solved: 'Solved' },
  started: (name) => `${name} started the chat`,
};
