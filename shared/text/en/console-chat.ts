// English texts of what a chat window has beside the talking: inviting, ending, and what to do after the end.
import type { chatTexts as nl } from '../nl/console-chat.ts';
import type { Text } from '../text.ts';

export const chatTexts: Text<typeof nl> = {
  taken: {
    text: (by) => `${by} has just taken this chat. You can join it as a second agent.`,
    join: 'Join as well',
    decline: 'Do not join',
  },
  invite: {
    inviteTitle: 'Invite an agent',
    colleague: 'Agent',
    away: 'not connected',
    nobody: 'No other agent is available now.',
    note: 'Note',
    noteAside: 'optional; the customer never sees this',
    transferHint: 'With Transfer you leave automatically when your colleague joins.',
    cancel: 'Cancel',
  },
  end: {
    endTitle: (nickname) => `End the chat with ${nickname}?`,
    endText: 'The customer sees that the helpdesk ended the chat and cannot type any more.',
    goOn: 'Continue chat',
  },
  closing: {
    title: 'Finish the chat',
    saveAndEdit: 'Save as ticket and edit',
    save: 'Save',
    remove: 'Delete',
    publish: 'Show the ticket on the portal',
    removeTitle: (nickname) => `Delete the chat with ${nickname}?`,
    removeText: 'The conversation and the details are deleted. No ticket is made.',
    keep: 'Keep',
  },
};

// With it, as both come for one window.
export { beside } from './console-beside.ts';
