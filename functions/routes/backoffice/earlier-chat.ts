// What was said with the customer of a chat before it (S142): of chats that ended, which every agent may read. The log says so, as wherever one is read.
import { noteRead } from '../../auth/note-access.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readEarlier } from '../../store/earlier-chats.ts';
import { isPast, toEarlier } from '../../workflows/past-chats.ts';
import { readOwnChat } from './customer-card.ts';

export const earlierChat: RouteHandler<'GET /api/chats/{chatId}/earlier'> = async (
  { chatId, before },
  { context, session },
) => {
  const own = await readOwnChat(context, chatId, session.account);
  if ('error' in own) return own;
  const { customer, startedAt } = own.ok;
  const place = before ?? `${startedAt}.${chatId}`;
  const part = await readEarlier(context.db, customer.id, {
    before: place,
    isWanted: (chat) => isPast(chat) && chat.id !== chatId,
  });
  // Not for each further part of the same chat.
  if (part.chat && place.split('.').length === 2) await noteRead(context, session.account, part.chat);
  return { ok: toEarlier(part) };
};
