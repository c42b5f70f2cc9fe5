// Saving or deleting a chat that nobody ended: it ends first, unless its customer is still there (S79, S104).
import { type Result, refuse } from '../../shared/errors.ts';
import type { ChatId, EndReason } from '../../shared/model.ts';
import { authorOf, isUnattended } from '../domain/chat.ts';
import type { ActionContext, Me } from './action.ts';
import { endChat } from './end.ts';

export const endUnattended = async (
  context: ActionContext,
  me: Me,
  chatId: ChatId,
  reason: Extract<EndReason, 'saved' | 'deleted'>,
): Promise<Result<unknown>> =>
  endChat(context, {
    chatId,
    reason,
    by: (chat) => authorOf(chat, me),
    allows: ({ chat }) =>
      chat.ended || isUnattended(chat) ? { ok: true } : refuse({ code: 'customer_connected' }),
  });
