// English texts of the PDF of a chat.

import type { transcript as nl } from '../nl/transcript.ts';
import type { Text } from '../text.ts';

export const transcript: Text<typeof nl> = {
  title: 'Chat with the helpdesk',
  documentTitle: (nickname, date) => `Chat of ${nickname} with the helpdesk, ${date}`,
  nickname: 'Nickname',
  nobody: 'No agent has joined yet',
  began: 'Started',
  ended: 'Ended',
  running: 'The chat is still running',
  timeZone: 'Time zone',
  startedByYou: 'You started the chat',
  missing: {
    script: (name) => `[text: ${name}]`,
    emoji: (code) => `[emoji ${code}]`,
    character: (code) => `[character ${code}]`,
  },
  page: (page, pages) => `${page} / ${pages}`,
  fileName: (date) => `chat-${date}.pdf`,
};
