// Lambda entry of everything that changes the state of a chat or of the desk.
import { deskActions } from '../actions/desk-actions.ts';
import { createPost } from '../adapters/deliver.ts';
import { createDeskContext } from '../adapters/desk-context.ts';
import { prime } from '../adapters/prime.ts';
import { createRun } from '../pipeline/run.ts';
import { createSocketHandler } from '../pipeline/socket.ts';

const post = createPost();
const context = createDeskContext(post);
await prime(context, post);

export const handler = createSocketHandler(createRun(context, deskActions));
