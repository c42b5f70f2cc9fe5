// "Sluiten" after the end: the account's pages show the tab again (S71).
import { refuse } from '../../shared/errors.ts';
import { isCustomer } from '../domain/chat.ts';
import type { Action } from '../pipeline/action.ts';
import { clearLive } from '../store/chats.ts';
import { readChat } from '../store/log.ts';

export const chatDismiss: Action<'chat.dismiss'> = async ({ db }, me, { chatId }) => {
  // An end is final: only a read that does not show it is worth a stronger one.
  const seen = await readChat(db, chatId);
  const chat = seen?.ended ? seen : await readChat(db, chatId, { consistent: true });
  if (!chat || chat.removing || !isCustomer(chat, me)) return refuse({ code: 'not_found' });
  if (!chat.ended) return refuse({ code: 'chat_not_ended' });
  await clearLive(db, me.id, chatId);
  return { ok: {} };
};
