// English texts of the chat window beside the conversation: the form before it, the question after the cross, the choices and the stars after the end.

import type { side as nl } from '../nl/widget-side.ts';
import type { Text } from '../text.ts';

export const side: Text<typeof nl> = {
  isElsewhere: 'The chat is open in a separate window',
  bringBack: 'bring back',
  waitsLong: 'This is taking longer than usual. You can keep waiting here, or get an answer later:',
  leaveMessage: 'Leave a message',
  isAnybodyThere: 'Are you still there? If you send nothing, we close the chat in',
  isEnding: 'The chat is ending…',
  secondsLeft: (count) => (count === 1 ? '1 second' : `${count} seconds`),
  stillHere: 'I am still here',
  tabWith: (names) => `Chat with ${names}`,
  unreadCount: (count) => (count === 1 ? '1 new message' : `${count} new messages`),
  intro: 'Ask your question. Someone from the helpdesk answers it here.',
  questionLabel: 'Your question',
  nicknameLabel: 'Nickname',
  emailLabel: 'E-mail address',
  optionally: 'optional',
  startChat: 'Start chat',
  isFull:
    'Everyone at the helpdesk is in a chat right now. Leave a message, or wait here until someone is free.',
  isFree: 'Someone is free again. You can start now.',
  leaveTitle: 'Do you want to end the chat?',
  leaveText: 'If you end the chat, the helpdesk can no longer answer you here.',
  goOn: 'Continue chat',
  endChat: 'End chat',
  ratingTitle: 'How did the helpdesk do?',
  starCount: (count) => (count === 1 ? '1 star' : `${count} stars`),
  starHint: 'Choose 1 to 5 stars',
  starWords: { 1: 'Poor', 2: 'Fair', 3: 'Reasonable', 4: 'Good', 5: 'Excellent' },
  commentRequired: 'required for 1 or 2 stars',
  thanks: 'Thank you for your rating.',
  privacy: 'Privacy',
  commentLabel: 'Explanation',
  sendRating: 'Send',
  nextChat: 'Start new chat',
  downloadChat: 'Download chat',
  downloadingChat: 'Making the PDF…',
  closeWindow: 'Close',
};
