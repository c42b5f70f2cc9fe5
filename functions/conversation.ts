// Lambda entry of the hot path: messages, previews, sync. Must stay small: no S3, no PDF, no transaction of the desk.
import { chatPreview } from './actions/chat-preview.ts';
import { chatSay } from './actions/chat-say.ts';
import { chatSync } from './actions/chat-sync.ts';
import { chatTyping } from './actions/chat-typing.ts';
import { ping } from './actions/ping.ts';
import { createActionContext, createRun } from './actions/run.ts';
import { createSocketHandler } from './platform/socket.ts';

export const handler = createSocketHandler(
  createRun<'conversation'>(createActionContext(), {
    ping,
    'chat.sync': chatSync,
    'chat.say': chatSay,
    'chat.preview': chatPreview,
    'chat.typing': chatTyping,
  }),
);
