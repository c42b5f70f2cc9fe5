// A message: stored once at its place in the log, then shown to the others.
import { refuse } from '../../shared/errors.ts';
import { findTextFault, TEXT_MAX } from '../../shared/rules.ts';
import { authorOf, isCustomer, refuseSpeaking, speaksOf, toQuestion, toSummary } from '../domain/chat.ts';
import { entriesAdded, entriesPushes } from '../domain/recipients.ts';
import { entriesFor } from '../domain/speaking.ts';
import type { Action } from '../pipeline/action.ts';
import { fitToMessage } from '../store/fit-to-message.ts';
import { append, readChat, readTail } from '../store/log.ts';
import { notifyChat, notifyConsoles } from '../workflows/notify.ts';

export const chatSay: Action<'chat.say'> = async (context, me, { chatId, cid, after, text }) => {
  const fault = findTextFault(text);
  if (fault === 'empty_text') return refuse({ code: fault });
  if (fault === 'text_too_long') return refuse({ code: fault, max: TEXT_MAX });

  const tail = await readTail(context.db, chatId, after);
  const chat = tail?.chat ?? (await readChat(context.db, chatId));
  // A chat of someone else and one that does not exist are the same to a customer.
  if (!chat || (me.role === 'customer' && !isCustomer(chat, me))) return refuse({ code: 'not_found' });
  if (!tail) return refuse({ code: 'behind' });

  const sent = await append(
    context.db,
    tail,
    { kind: 'message', at: context.now(), cid, author: authorOf(chat, me), text },
    (latest) => refuseSpeaking(chat, me, latest),
  );
  if ('error' in sent) return sent;

  // Told again on a retry: whoever has it already knows it by its seq.
  const own = sent.ok.entries.filter(({ seq }) => seq === sent.ok.seq);
  const [first] = own;
  const told = entriesAdded(chat, own);
  await Promise.all([
    notifyChat(context, chat, entriesPushes(chat, told, me.connection), told),
    first?.seq === 2 && chat.agents.length === 0
      ? notifyConsoles(context, { event: 'chat.changed', chat: toSummary(chat, toQuestion(first)) })
      : undefined,
  ]);
  return { ok: { ...sent.ok, entries: fitToMessage(entriesFor(sent.ok.entries, speaksOf(chat, me))) } };
};
