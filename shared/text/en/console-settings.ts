// English texts of the settings and the standard texts.

import type { settings as nlSettings, texts as nlTexts } from '../nl/console-settings.ts';
import type { Text } from '../text.ts';
import { plural } from './plural.ts';

export const settings: Text<typeof nlSettings> = {
  max: 'Maximum chats',
  maxHint: (min, max) => `How many chats a user can handle at once, ${min} to ${max}.`,
  welcome: 'Welcome message',
  welcomeHint: 'The first line of every chat.',
  welcomeEn: 'Welcome in English',
  welcomeEnHint: 'For customers who read the portal in English. Empty: they get the other one.',
  timeoutMinutes: 'Time-out in minutes',
  endingTitle: 'Lower the time-out?',
  ending: (count, more) =>
    plural(
      count,
      `${more ? 'At least 1' : '1'} running chat will end within a few minutes because of this, if nothing more is said.`,
      `${more ? 'At least ' : ''}${count} running chats will end within a few minutes because of this, if nothing more is said.`,
    ),
  endingKeep: 'Do not lower',
  endingSave: 'Save anyway',
  timeoutHint: (min, max) => `After this many minutes without activity, ${min} to ${max}.`,
  publish: 'Publish the ticket on the portal',
  sendStandardTexts: 'Send standard texts at once',
  realtimeOnline: 'Check in real time whether the user is online',
  preview: 'Show what the customer types before it is sent',
  showPage: 'Show which page the customer is on',
  masks: 'Mask numbers',
  masksHint:
    'Before a message leaves the browser, and once more on the server. An agent can let one message through; that is noted in the log.',
  maskBsn: 'BSN (citizen service number)',
  maskIban: 'IBAN',
  maskCard: 'Number of a debit or credit card',
  hours: 'Opening hours',
  showHours: 'Show opening hours',
  range: (min, max) => `Enter a whole number from ${min} to ${max}.`,
  tooLong: (max) => `At most ${max} characters.`,
  yes: 'on',
  no: 'off',
  forbidden: 'This needs the permission “Manage chat”.',
};

export const texts: Text<typeof nlTexts> = {
  lead: 'To use one in a reply: type / in an empty reply, or use the button beside it.',
  add: 'Add a standard text',
  change: (title) => `Change ${title}`,
  name: 'Title',
  text: 'Text',
  textHint: '{klant} and {medewerker} become the names of customer and agent.',
  category: 'Category',
  order: 'Order',
  orderFault: 'Enter a whole number.',
  missing: 'Fill this in.',
  conflict:
    'A colleague changed this text in the meantime. What you typed is still here; saving replaces what your colleague wrote:',
  deleted: 'A colleague deleted this text in the meantime. Saving creates it again.',
  remove: 'Delete',
  removeTitle: (title) => `Delete “${title}”?`,
  removeText: 'Colleagues can no longer choose this text then.',
};
