// English texts of what agents note among themselves, and of taking back what was said.
import type { notes as nl } from '../nl/console-notes.ts';
import type { Text } from '../text.ts';

export const notes: Text<typeof nl> = {
  title: 'Internal note',
  open: 'Write an internal note',
  close: 'Back to the reply',
  closeWatching: 'Cancel',
  label: (nickname) => `Internal note on the chat with ${nickname}`,
  onlyAgents: 'For agents only. The customer never sees this.',
  placeholder: 'Type a note; @ names a colleague',
  hint: 'Enter saves the note, Shift+Enter starts a new line, Escape goes back to the reply.',
  save: 'Save note',
  saving: 'Saving…',
  saved: 'The note has been saved.',
  named: 'Add my name',
  someone: 'Someone watching',
  watches: (name) => `${name} (watching)`,
  unseen: (name) => `${name} (unseen)`,
  colleagues: 'Colleagues',
  found: (count) => (count === 0 ? 'No colleague found' : `Colleagues found: ${count}`),
  inTicket: 'Internal notes on this chat',
  taken: { author: 'Note taken back', helpdesk: 'Note removed' },
  withdraw: 'Take back',
  remove: 'Remove',
  removeTitle: 'Remove this message?',
  removeText:
    'The text disappears everywhere: for the customer, from the PDF, the ticket and search. This cannot be undone. The audit log says that you did this, not what it said.',
  removeNoteText:
    'The text disappears wherever agents see it. This cannot be undone. The audit log says that you did this, not what it said.',
  keep: 'Keep',
  tooLate: 'Taking back is possible until two minutes after sending.',
  ofMessage: (deed, author, time) => `${deed}: message by ${author}, ${time}`,
};
