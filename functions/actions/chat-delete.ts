// "Verwijderen": an ended chat goes into the bin, from which it can come back (S103).
import { decideClose } from '../domain/changes.ts';
import { toSummary } from '../domain/chat.ts';
import type { Action } from '../pipeline/action.ts';
import { putInBin } from '../store/remove.ts';
import { closeEnded } from '../workflows/close-chat.ts';
import { notifyConsoles } from '../workflows/notify.ts';

export const chatDelete: Action<'chat.delete'> = async (context, me, { chatId }) => {
  const { now } = context;
  const closed = await closeEnded(context, me, { chatId, reason: 'deleted' }, async (chat) => {
    if (chat.closed && chat.closed.ticket === undefined) return { ok: null };
    const decided = decideClose(chat, { now: now() });
    return 'error' in decided ? decided : { ok: { change: decided.ok, more: putInBin(decided.ok.chat) } };
  });
  if ('error' in closed) return closed;
  const { change } = closed.ok;
  if (change) {
    await notifyConsoles(context, { event: 'chat.changed', chat: toSummary(change.chat) }, me.connection);
  }
  return { ok: {} };
};
