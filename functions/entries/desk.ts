// Lambda entry of everything that changes the state of a chat or of the desk.
import { deskActions } from '../actions/desk-actions.ts';
import { createDeskContext } from '../adapters/desk-context.ts';
import { createRun } from '../pipeline/run.ts';
import { createSocketHandler } from '../pipeline/socket.ts';

export const handler = createSocketHandler(createRun(createDeskContext(), deskActions));
