// Lambda entry of everything that changes the state of a chat or of the desk.
import { deskActions } from './actions/desk-actions.ts';
import { createDeskContext } from './actions/desk-context.ts';
import { createRun } from './actions/run.ts';
import { createSocketHandler } from './platform/socket.ts';

export const handler = createSocketHandler(createRun(createDeskContext(), deskActions));
