// A deleted chat comes back out of the bin as it was when it ended (S103).
import { decideReopen } from '../domain/changes.ts';
import { toSummary } from '../domain/chat.ts';
import type { Action } from '../pipeline/action.ts';
import { changeChat } from '../store/chats.ts';
import { takeFromBin } from '../store/remove.ts';
import { notifyConsoles } from '../workflows/notify.ts';

export const chatUndelete: Action<'chat.undelete'> = async (context, _me, { chatId }) => {
  const reopened = await changeChat(context.db, context.random, chatId, async ({ chat }) => {
    if (!chat.closed) return { ok: null };
    const decided = decideReopen(chat);
    return 'error' in decided ? decided : { ok: { change: decided.ok, more: takeFromBin(chat) } };
  });
  if ('error' in reopened) return reopened;
  const { change } = reopened.ok;
  if (change) await notifyConsoles(context, { event: 'chat.changed', chat: toSummary(change.chat) });
  return { ok: {} };
};
