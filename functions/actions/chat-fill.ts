// Ticket fields saved while they are filled, and shown to the other agents in the chat (S32).
import { refuse } from '../../shared/errors.ts';
import { isEmail } from '../../shared/rules.ts';
import { tellForm } from '../domain/audience.ts';
import { mayRead } from '../domain/chat.ts';
import { writeForm } from '../store/chats.ts';
import { readChat } from '../store/log.ts';
import type { Action } from './action.ts';
import { tellChat } from './tell.ts';

export const chatFill: Action<'chat.fill'> = async (context, me, { chatId, fields }) => {
  const chat = await readChat(context.db, chatId);
  if (!chat || !mayRead(chat, me)) return refuse({ code: 'not_found' });
  if (chat.closed) return refuse({ code: 'chat_closed' });
  if (fields.email && !isEmail(fields.email)) return refuse({ code: 'bad_email' });
  if (!(await writeForm(context.db, chatId, fields))) return refuse({ code: 'not_found' });
  await tellChat(context, chat, tellForm(chat, fields, me.connection));
  return { ok: {} };
};
