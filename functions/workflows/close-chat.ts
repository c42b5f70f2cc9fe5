// Saving or deleting a chat: one that has ended at once, one that nobody ended after ending it, unless its customer is still there (S79, S104).
import { type Result, refuse } from '../../shared/errors.ts';
import type { ChatId, EndReason } from '../../shared/model.ts';
import type { DeskContext } from '../adapters/context.ts';
import type { Caller } from '../domain/caller.ts';
import type { Change } from '../domain/changes.ts';
import { authorOf, type Chat, isUnattended } from '../domain/chat.ts';
import { changeChat } from '../store/chats.ts';
import type { Write } from '../store/db.ts';
import { endChat } from './end-chat.ts';
import { gathering } from './gather.ts';

export interface Closing {
  readonly chatId: ChatId;
  /** Why it ends, should it still run. */
  readonly reason: Extract<EndReason, 'saved' | 'deleted'>;
}

/** @param decide what to write, of a chat that has ended; `null` when nothing is left to do. */
export const closeEnded = async (
  context: DeskContext,
  me: Caller,
  { chatId, reason }: Closing,
  decide: (chat: Chat) => Promise<Result<{ change: Change; more?: readonly Write[] } | null>>,
) => {
  const close = () =>
    changeChat(context.db, context.random, chatId, async ({ chat }) =>
      chat.ended ? decide(chat) : refuse({ code: 'chat_not_ended' }),
    );
  // Nearly every chat that is saved has ended: looked at first, it costs one read.
  const closed = await close();
  if (!('error' in closed) || closed.error.code !== 'chat_not_ended') return closed;
  const news = gathering(context);
  const over = await endChat(news.context, {
    chatId,
    reason,
    by: (chat) => authorOf(chat, me),
    byPresence: true,
    allows: ({ chat }) =>
      chat.ended || isUnattended(chat, context.now()) ? { ok: true } : refuse({ code: 'customer_connected' }),
  });
  if ('error' in over) return over;
  try {
    const both = await close();
    // Whoever closes it tells the consoles: of the end alone they need not hear.
    if ('ok' in both && both.ok.change) news.leaveOut(chatId);
    return both;
  } finally {
    await news.tell();
  }
};
