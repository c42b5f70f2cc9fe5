// English texts of the chat window in the portal.

import type { widget as nl } from '../nl/widget.ts';
import type { Text } from '../text.ts';

export const widget: Text<typeof nl> = {
  form: {
    intro: 'Ask your question; someone from the helpdesk answers you here.',
    nickname: 'Nickname',
    nicknameHint: 'This is the name the helpdesk sees.',
    email: 'E-mail address',
    optional: 'optional',
    start: 'Start chat',
    starting: 'Starting the chat…',
    full: 'Everyone at the helpdesk is in a chat right now. What you filled in stays here; you can start as soon as someone is free.',
    free: 'Someone is free again. You can start now.',
  },
  header: {
    waiting: 'Nobody from the helpdesk has joined yet',
    with: (names) => `You are chatting with ${names}`,
    ended: 'Ended',
    minimise: 'Minimise chat',
    close: 'Close chat',
  },
  log: 'Conversation',
  you: 'You',
  delivery: {
    sending: 'Sending…',
    stored: 'Sent',
    failed: 'Failed',
  },
  again: 'Try again',
  takeBack: 'Back to the text box',
  endings: {
    customer: 'You ended the chat',
  },
  typing: (name) => `${name} is typing`,
  fresh: 'New messages',
  unread: (count) => (count === 1 ? '1 new message' : `${count} new messages`),
  composer: {
    label: 'Your message',
    placeholder: 'Type your message…',
    send: 'Send',
    preview: 'The helpdesk sees what you type',
    count: (count, max) => `${count} of ${max} characters`,
  },
  connection: {
    connecting: 'Connecting…',
    offline: 'No connection. Reconnecting…',
    reload: 'Reload the page',
  },
  leave: {
    title: 'Do you want to close the chat?',
    text: 'If you end the chat, the helpdesk can no longer answer you here.',
    stay: 'Continue chat',
    end: 'End chat',
    ending: 'Ending the chat…',
  },
  ended: {
    again: 'Start new chat',
    starting: 'Starting the chat…',
    download: 'Download chat',
    downloading: 'Making the PDF…',
    close: 'Close',
  },
  lost: 'No answer from the server. Check your connection and try again.',
};
