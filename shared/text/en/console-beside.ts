// English texts of what stands beside the conversation in a chat window: what is masked, and who the customer is.
import type { beside as nl } from '../nl/console-beside.ts';
import type { Text } from '../text.ts';

export const beside: Text<typeof nl> = {
  maskKinds: { bsn: 'BSN', iban: 'IBAN', card: 'card number' },
  masked: (kinds) => `Masked in the customer’s message: ${kinds}.`,
  ownMasked: (kinds) => `Masked in your message: ${kinds}. The chat does not keep such numbers.`,
  allow: 'Let one message through',
  allowHint:
    'The customer’s next message with such a number comes through readable. This is noted in the log.',
  allowed: 'The customer’s next message with a number will not be masked.',
  withdraw: 'Mask it after all',
  pending: {
    invited: (name) => `${name} is invited`,
    takesOver: (name) => `${name} is asked to take over`,
    withdraw: 'Withdraw',
    withdrawName: (name) => `Withdraw the invitation of ${name}`,
  },
  timeOut: {
    unanswered:
      'The customer is waiting for your answer. Otherwise this chat is closed and saved as a ticket',
    now: 'The chat is ending…',
    unansweredNow: 'The chat is being closed and saved as a ticket…',
    soon: 'This chat has gone quiet and will end',
    within: (time) => `in ${time}`,
  },
  preview: {
    title: (nickname) => `${nickname} is typing`,
    notSent: 'not sent yet',
  },
  watch: {
    unseen: 'Nobody in the chat sees that you watch.',
    leave: 'Leave',
  },
  customer: 'Customer',
  on: 'on',
  account: 'Account',
  email: 'E-mail',
  groups: 'Groups',
  language: 'Language',
  device: 'Device',
  page: 'Page',
  chats: 'Latest chats',
  tickets: 'Latest tickets',
  note: 'Note on this customer',
  noteHint: 'Stays for the next chats; the customer does not see it.',
  noteBy: (name, at) => `${name}, ${at}`,
  noteOutdated: (theirs) =>
    `A colleague was first. It now says: “${theirs}”. Saving puts your text in its place.`,
  earlierChats: 'Show earlier chats',
  chatOf: (at) => `Chat of ${at}`,
  thisChat: 'This chat',
  noMoreChats: 'This was the customer’s first chat.',
  noChats: 'No earlier chats of this customer.',
};
