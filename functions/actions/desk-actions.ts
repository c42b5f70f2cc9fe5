// The index of what changes the state of a chat or of the desk; tsc names the action that is missing.

import type { GroupActions } from '../pipeline/run.ts';
import { auditList } from './audit-list.ts';
import { chatAllow } from './chat-allow.ts';
import { chatDelete } from './chat-delete.ts';
import { chatDismiss } from './chat-dismiss.ts';
import { chatEnd } from './chat-end.ts';
import { chatFill } from './chat-fill.ts';
import { chatForm } from './chat-form.ts';
import { chatJoin } from './chat-join.ts';
import { chatLeave } from './chat-leave.ts';
import { chatRate } from './chat-rate.ts';
import { chatRedact } from './chat-redact.ts';
import { chatSave } from './chat-save.ts';
import { chatStart } from './chat-start.ts';
import { chatStay } from './chat-stay.ts';
import { chatUndelete } from './chat-undelete.ts';
import { chatUnwatch, chatWatch } from './chat-watch.ts';
import { deskEnter } from './desk-enter.ts';
import { dutyBeat } from './duty-beat.ts';
import { dutyStart } from './duty-start.ts';
import { dutyStop } from './duty-stop.ts';
import { chatDecline, chatInvite, chatWithdraw } from './invitations.ts';
import { lobbyEnter } from './lobby-enter.ts';
import { chatNote, chatNotes, noteRedact } from './notes.ts';
import { settingsChange } from './settings-change.ts';
import { textDelete, textList, textSave } from './standard-texts.ts';
import { unclosedList } from './unclosed-list.ts';
import { usageRead } from './usage-read.ts';

export const deskActions: GroupActions<'desk'> = {
  'lobby.enter': lobbyEnter,
  'chat.start': chatStart,
  'chat.end': chatEnd,
  'chat.dismiss': chatDismiss,
  'chat.rate': chatRate,
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
  'chat.allow': chatAllow,
  'chat.leave': chatLeave,
  'chat.watch': chatWatch,
  'chat.unwatch': chatUnwatch,
  'chat.note': chatNote,
  'chat.notes': chatNotes,
  'chat.redact': chatRedact,
  'note.redact': noteRedact,
  'unclosed.list': unclosedList,
  'settings.change': settingsChange,
  'text.list': textList,
  'text.save': textSave,
  'text.delete': textDelete,
  'usage.read': usageRead,
  'audit.list': auditList,
};
