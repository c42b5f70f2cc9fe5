// "Ik ben er nog": the customer is still there, and the count to the time-out starts again (S10).
import { refuse } from '../../shared/errors.ts';
import { decideStay } from '../domain/changes.ts';
import { isCustomer } from '../domain/chat.ts';
import { expiringPushes } from '../domain/recipients.ts';
import type { Action } from '../pipeline/action.ts';
import { changeChat } from '../store/chats.ts';
import { notifyChat } from '../workflows/notify.ts';

export const chatStay: Action<'chat.stay'> = async (context, me, { chatId }) => {
  const { db, random, now } = context;
  const stayed = await changeChat(db, random, chatId, async ({ chat, last }) => {
    if (!isCustomer(chat, me)) return refuse({ code: 'not_found' });
    const decided = decideStay(chat, last, now());
    return 'error' in decided ? decided : { ok: decided.ok && { change: decided.ok } };
  });
  if ('error' in stayed) return stayed;
  const { head, change } = stayed.ok;
  if (change) {
    await notifyChat(context, change.chat, expiringPushes(change.chat, { seq: head.last.seq, now: now() }));
  }
  return { ok: {} };
};
