// English texts of the chat window beside the conversation: the form before it, the question after the cross, the choices and the stars after the end.

import type { side as nl } from '../nl/widget-side.ts';
import type { Text } from '../text.ts';

export const side: Text<typeof nl> = {
  intro: 'Ask your question; someone from the helpdesk answers you here.',
  nicknameLabel: 'Nickname',
  emailLabel: 'E-mail address',
  optionally: 'optional',
  startChat: 'Start chat',
  isFull: 'Everyone at the helpdesk is in a chat right now. You can start as soon as someone is free.',
  leaveMessage: 'Leave a message',
  isFree: 'Someone is free again. You can start now.',
  leaveTitle: 'Do you want to close the chat?',
  leaveText: 'If you end the chat, the helpdesk can no longer answer you here.',
  goOn: 'Continue chat',
  endChat: 'End chat',
  ratingTitle: 'How did the helpdesk do?',
  starCount: (count) => (count === 1 ? '1 star' : `${count} stars`),
  commentLabel: 'Explanation',
  sendRating: 'Send',
  nextChat: 'Start new chat',
  downloadChat: 'Download chat',
  downloadingChat: 'Making the PDF…',
  closeWindow: 'Close',
};
