// The ticket fields of a chat, for a window that is opened again.
import { refuse } from '../../shared/errors.ts';
import { mayRead } from '../domain/chat.ts';
import type { Action } from '../pipeline/action.ts';
import { readForm } from '../store/chats.ts';
import { readChat } from '../store/log.ts';

export const chatForm: Action<'chat.form'> = async ({ db }, me, { chatId }) => {
  const chat = await readChat(db, chatId, { consistent: true });
  if (!chat || !mayRead(chat, me)) return refuse({ code: 'not_found' });
  return { ok: await readForm(db, chat) };
};
