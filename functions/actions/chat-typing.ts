// Somebody types: a sign without content. An agent's for the customer (S45), a customer's for every console as long as nobody is there (S26).
import { type Buckets, createBuckets } from '../auth/rate-limit.ts';
import { authorOf, takesPart } from '../domain/chat.ts';
import { TYPING_SIGNS } from '../domain/rate-limit.ts';
import { typingPushes } from '../domain/recipients.ts';
import type { Action } from '../pipeline/action.ts';
import { readChat } from '../store/log.ts';
import { notifyChat, notifyConsoles } from '../workflows/notify.ts';

/** @param signs how often a customer's typing is told: a worker remembers it, so that it costs no write. */
export const createChatTyping =
  (signs: Buckets = createBuckets(TYPING_SIGNS)): Action<'chat.typing'> =>
  async (context, me, { chatId }) => {
    const chat = await readChat(context.db, chatId);
    if (!chat || !takesPart(chat, me) || chat.ended) return { ok: null };
    if (me.role === 'agent') await notifyChat(context, chat, typingPushes(chat, authorOf(chat, me).name));
    // An agent who is there sees what is typed instead.
    else if (chat.preview && chat.agents.length === 0 && signs.take(chatId, context.now()))
      await notifyConsoles(context, { event: 'customer.typing', chatId, at: context.now() });
    return { ok: null };
  };
