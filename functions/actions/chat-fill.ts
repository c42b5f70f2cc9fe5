// Ticket fields saved while they are filled, and shown to the other agents in the chat (S32).
import { refuse } from '../../shared/errors.ts';
import { cleanEmail, isEmail } from '../../shared/rules.ts';
import { decideFill } from '../domain/changes.ts';
import { mayRead } from '../domain/chat.ts';
import { formPushes } from '../domain/recipients.ts';
import type { Action } from '../pipeline/action.ts';
import { changeChat, fillForm } from '../store/chats.ts';
import { notifyChat } from '../workflows/notify.ts';

export const chatFill: Action<'chat.fill'> = async (context, me, { chatId, fields: typed }) => {
  const { db, random } = context;
  const fields = typed.email === undefined ? typed : { ...typed, email: cleanEmail(typed.email) };
  const isNothing = Object.values(fields).every((value) => value === undefined);
  const filled = await changeChat(db, random, chatId, async ({ chat }) => {
    if (!mayRead(chat, me)) return refuse({ code: 'not_found' });
    if (fields.email && !isEmail(fields.email)) return refuse({ code: 'bad_email' });
    const decided = decideFill(chat);
    if ('error' in decided) return decided;
    return { ok: isNothing ? null : { change: decided.ok, more: [fillForm(chatId, fields)] } };
  });
  if ('error' in filled) return filled;
  const { change } = filled.ok;
  if (change) await notifyChat(context, change.chat, formPushes(change.chat, fields, me.connection));
  return { ok: {} };
};
