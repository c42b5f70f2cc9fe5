// What the customer types, passed on to the agents in the chat, masked as a message is (S139) and at most as much as one may have. Never stored and never logged (S43). How often: web/connection/typing.ts.
import { maskText } from '../../shared/mask.ts';
import { cutText } from '../../shared/rules.ts';
import { isCustomer, masksOf } from '../domain/chat.ts';
import { previewChanged, previewPushes } from '../domain/recipients.ts';
import type { Action } from '../pipeline/action.ts';
import { readChat } from '../store/log.ts';
import { notifyChat } from '../workflows/notify.ts';

export const chatPreview: Action<'chat.preview'> = async (context, me, { chatId, rev, text }) => {
  const chat = await readChat(context.db, chatId);
  if (chat && isCustomer(chat, me) && chat.preview && !chat.ended) {
    const event = previewChanged(chat, rev, maskText(cutText(text), masksOf(chat, me.role)).text);
    await notifyChat(context, chat, previewPushes(chat, event), event);
  }
  return { ok: null };
};
