// Lambda entry of everything that changes the state of a chat or of the desk.
import { chatDelete } from './actions/chat-delete.ts';
import { chatDismiss } from './actions/chat-dismiss.ts';
import { chatEnd } from './actions/chat-end.ts';
import { chatFill } from './actions/chat-fill.ts';
import { chatForm } from './actions/chat-form.ts';
import { chatJoin } from './actions/chat-join.ts';
import { chatSave } from './actions/chat-save.ts';
import { chatStart } from './actions/chat-start.ts';
import { deskEnter } from './actions/desk-enter.ts';
import { dutyBeat } from './actions/duty-beat.ts';
import { dutyStart } from './actions/duty-start.ts';
import { dutyStop } from './actions/duty-stop.ts';
import { lobbyEnter } from './actions/lobby-enter.ts';
import { createActionContext, createRun } from './actions/run.ts';
import { createSocketHandler } from './platform/socket.ts';

export const handler = createSocketHandler(
  createRun<'desk'>(createActionContext(), {
    'lobby.enter': lobbyEnter,
    'chat.start': chatStart,
    'chat.end': chatEnd,
    'chat.dismiss': chatDismiss,
    'desk.enter': deskEnter,
    'duty.start': dutyStart,
    'duty.stop': dutyStop,
    'duty.beat': dutyBeat,
    'chat.join': chatJoin,
    'chat.form': chatForm,
    'chat.fill': chatFill,
    'chat.save': chatSave,
    'chat.delete': chatDelete,
  }),
);
