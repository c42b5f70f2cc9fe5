// Lambda entry of everything that changes the state of a chat or of the desk.
import { auditList } from './actions/audit-list.ts';
import { chatDelete } from './actions/chat-delete.ts';
import { chatDismiss } from './actions/chat-dismiss.ts';
import { chatEnd } from './actions/chat-end.ts';
import { chatFill } from './actions/chat-fill.ts';
import { chatForm } from './actions/chat-form.ts';
import { chatJoin } from './actions/chat-join.ts';
import { chatLeave } from './actions/chat-leave.ts';
import { chatSave } from './actions/chat-save.ts';
import { chatStart } from './actions/chat-start.ts';
import { chatStay } from './actions/chat-stay.ts';
import { chatUndelete } from './actions/chat-undelete.ts';
import { chatUnwatch, chatWatch } from './actions/chat-watch.ts';
import { deskEnter } from './actions/desk-enter.ts';
import { dutyBeat } from './actions/duty-beat.ts';
import { dutyStart } from './actions/duty-start.ts';
import { dutyStop } from './actions/duty-stop.ts';
import { chatDecline, chatInvite, chatWithdraw } from './actions/invitations.ts';
import { lobbyEnter } from './actions/lobby-enter.ts';
import { createActionContext, createRun } from './actions/run.ts';
import { settingsChange } from './actions/settings-change.ts';
import { textDelete, textList, textSave } from './actions/standard-texts.ts';
import { unclosedList } from './actions/unclosed-list.ts';
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
    'chat.undelete': chatUndelete,
    'chat.stay': chatStay,
    'chat.invite': chatInvite,
    'chat.withdraw': chatWithdraw,
    'chat.decline': chatDecline,
    'chat.leave': chatLeave,
    'chat.watch': chatWatch,
    'chat.unwatch': chatUnwatch,
    'unclosed.list': unclosedList,
    'settings.change': settingsChange,
    'text.list': textList,
    'text.save': textSave,
    'text.delete': textDelete,
    'audit.list': auditList,
  }),
);
