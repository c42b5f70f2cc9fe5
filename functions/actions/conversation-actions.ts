// The index of the hot path: messages, previews, sync; tsc names the action that is missing.

import type { GroupActions } from '../pipeline/run.ts';
import { chatPreview } from './chat-preview.ts';
import { chatSay } from './chat-say.ts';
import { chatSync } from './chat-sync.ts';
import { createChatTyping } from './chat-typing.ts';
import { ping } from './ping.ts';

export const conversationActions: GroupActions<'conversation'> = {
  ping,
  'chat.sync': chatSync,
  'chat.say': chatSay,
  'chat.preview': chatPreview,
  'chat.typing': createChatTyping(),
};
