// What the customer types, passed on to the agents in the chat, masked as a message is (S139) and at most as much as one may have; with how far the customer has read (S140), and on which page (S141). Never stored and never logged (S43). How often: web/connection/typing.ts.
import { maskText } from '../../shared/mask.ts';
import { cutText } from '../../shared/rules.ts';
import { isCustomer, masksOf } from '../domain/chat.ts';
import { previewChanged, previewPushes } from '../domain/recipients.ts';
import type { Action } from '../pipeline/action.ts';
import { readChat } from '../store/log.ts';
import { notifyChat } from '../workflows/notify.ts';

export const chatPreview: Action<'chat.preview'> = async (context, me, { chatId, text, ...told }) => {
  const chat = await readChat(context.db, chatId);
  if (!chat || !isCustomer(chat, me) || chat.ended) return { ok: null };
  if (!chat.preview && told.seen === undefined && !told.page) return { ok: null };
  const masked = maskText(cutText(text), masksOf(chat, me.role)).text;
  const event = previewChanged(chat, { ...told, text: masked });
  await notifyChat(context, chat, previewPushes(chat, event), event);
  return { ok: null };
};
