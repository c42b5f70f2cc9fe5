// What has to be said for once: an agent lets the customer's next message through unmasked (S139), with a line in the log for administrators.
import { decideAllow } from '../domain/changes.ts';
import { toSummary } from '../domain/chat.ts';
import { previewSwitchedPushes } from '../domain/recipients.ts';
import type { Action } from '../pipeline/action.ts';
import { auditLine } from '../store/audit.ts';
import { changeChat } from '../store/chats.ts';
import { notifyChat, notifyConsoles } from '../workflows/notify.ts';

export const chatAllow: Action<'chat.allow'> = async (context, me, { chatId, allowed }) => {
  const { db, random, now, newId } = context;
  const changed = await changeChat(db, random, chatId, async ({ chat }) => {
    const decided = decideAllow(chat, { agent: me.id, allowed, now: now() });
    if ('error' in decided) return decided;
    if (!decided.ok) return { ok: null };
    const line = {
      at: now(),
      who: { id: me.id, name: me.name },
      aboutId: chat.customer.id,
      chatId,
      nickname: chat.nickname,
      action: 'number_allowed',
    } as const;
    return { ok: { change: decided.ok, more: allowed ? [auditLine(line, newId())] : [] } };
  });
  if ('error' in changed) return changed;
  const { change } = changed.ok;
  if (change) {
    const { chat } = change;
    await Promise.all([
      notifyChat(context, chat, previewSwitchedPushes(chat)),
      notifyConsoles(context, { event: 'chat.changed', chat: toSummary(chat) }),
    ]);
  }
  return { ok: {} };
};
