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
  replaced:
    '□ stands for a character this document cannot show. Copying the text gives you the original character.',
  page: (page, pages) => `${page} / ${pages}`,
  fileName: (date) => `chat-${date}.pdf`,
};
