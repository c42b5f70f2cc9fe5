// English texts of the chat window in the portal.

import type { widget as nl } from '../nl/widget.ts';
import type { Text } from '../text.ts';

export const widget: Text<typeof nl> = {
  nobodyYet: 'We are finding someone for you',
  chatWith: (names) => `You are chatting with ${names}`,
  hasEnded: 'Ended',
  soundLabel: 'Sound',
  minimise: 'Minimise chat',
  closeChat: 'Close chat',
  logLabel: 'Conversation',
  you: 'You',
  delivery: {
    sending: 'Sending…',
    stored: 'Sent',
    failed: 'Failed',
  },
  isTyping: (name) => `${name} is typing`,
  fresh: 'New messages',
  composerLabel: 'Your message',
  composerHint: 'Type your message…',
  sendMessage: 'Send',
  readsAlong: 'The helpdesk sees what you type',
  loading: 'Loading…',
  reloadPage: 'Reload the page',
  connecting: 'Connecting…',
  openWindow: 'Pop out: chat in a separate window',
  noAnswer: 'No answer from the server. Check your connection and try again.',
};
