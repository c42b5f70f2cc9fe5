// An agent types: an indicator for the customer, without content (S45).
import { tellTyping } from '../domain/audience.ts';
import { authorOf, takesPart } from '../domain/chat.ts';
import type { Action } from '../pipeline/action.ts';
import { readChat } from '../store/log.ts';
import { tellChat } from '../workflows/notify.ts';

export const chatTyping: Action<'chat.typing'> = async (context, me, { chatId }) => {
  const chat = await readChat(context.db, chatId);
  if (chat && takesPart(chat, me) && !chat.ended) {
    await tellChat(context, chat, tellTyping(chat, authorOf(chat, me).name));
  }
  return { ok: null };
};
