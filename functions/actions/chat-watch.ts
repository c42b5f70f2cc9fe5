// Watching a chat unseen, and stopping (S90-S97). Writes nothing that anyone else is told.
import { refuse } from '../../shared/errors.ts';
import type { ChatId, WatchLine } from '../../shared/model.ts';
import { FIRST } from '../../shared/terms.ts';
import { type Chat, toSummary } from '../domain/chat.ts';
import { chatFor, entriesFor } from '../domain/speaking.ts';
import { readPermissions } from '../store/accounts.ts';
import { addAuditLine } from '../store/audit.ts';
import { addWatcher, readWaitingSince, removeWatcher } from '../store/chats.ts';
import { readChat, readPage } from '../store/log.ts';
import type { Action, ActionContext, Me } from './action.ts';

export const chatWatch: Action<'chat.watch'> = async (
  context,
  me,
  { chatId, sid, after, speaks = FIRST },
) => {
  const { db } = context;
  // The right as it is now, not as of the connection (S92).
  if (!(await readPermissions(db, me.id)).has('manage')) return refuse({ code: 'forbidden' });
  const chat = await readChat(db, chatId, { consistent: true });
  if (!chat) return refuse({ code: 'not_found' });
  const watcher = new Map(Object.entries(chat.watchers)).get(sid);
  const known = watcher?.user === me.id ? watcher : undefined;
  // Before anything is shown: whatever fails after this, nobody watched without a line (S91).
  if (!known) await note(context, me, chat, 'watched');
  if (!chat.ended && known?.connection !== me.connection) {
    await addWatcher(db, chat, sid, { user: me.id, name: me.name, connection: me.connection, speaks });
  }
  // Read after the tab was added, so that nothing falls between the two.
  const page = await readPage(db, chatId, { after });
  const current = page.chat ?? chat;
  return {
    ok: {
      chat: chatFor(toSummary(current, await readWaitingSince(db, current)), speaks),
      entries: entriesFor(page.entries, speaks),
      more: page.more,
    },
  };
};

export const chatUnwatch: Action<'chat.unwatch'> = async (context, me, { chatId, sid }) => {
  const chat = await readChat(context.db, chatId, { consistent: true });
  const watcher = new Map(Object.entries(chat?.watchers ?? {})).get(sid);
  if (!chat || watcher?.user !== me.id) return { ok: {} };
  await removeWatcher(context.db, chat, sid);
  await note(context, me, chat, 'stopped');
  return { ok: {} };
};

const note = (
  { db, now, newId }: ActionContext,
  { id, name }: Me,
  { id: chatId, nickname }: { id: ChatId } & Pick<Chat, 'nickname'>,
  action: WatchLine['action'],
): Promise<void> => addAuditLine(db, { at: now(), who: { id, name }, chatId, nickname, action }, newId());
