// Lambda entry of the hot path. Must stay small: no S3, no PDF, no transaction of the desk.
import { conversationActions } from '../actions/conversation-actions.ts';
import { createActionContext } from '../adapters/action-context.ts';
import { createPost } from '../adapters/deliver.ts';
import { prime } from '../adapters/prime.ts';
import { createRun } from '../pipeline/run.ts';
import { createSocketHandler } from '../pipeline/socket.ts';

const post = createPost();
const context = createActionContext(post);
await prime(context, post);

export const handler = createSocketHandler(createRun(context, conversationActions));
