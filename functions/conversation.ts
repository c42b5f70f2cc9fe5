// Lambda entry of the hot path. Must stay small: no S3, no PDF, no transaction of the desk.
import { conversationActions } from './actions/conversation-actions.ts';
import { createActionContext, createRun } from './actions/run.ts';
import { createSocketHandler } from './platform/socket.ts';

export const handler = createSocketHandler(createRun(createActionContext(), conversationActions));
