// "Opslaan als melding": an ended chat becomes a ticket, exactly one, whoever saves and how often (S76, S77).
import { refuse } from '../../shared/errors.ts';
import { decideClose } from '../domain/changes.ts';
import { toSummary } from '../domain/chat.ts';
import { type SavedTicket, ticketSaved } from '../domain/published.ts';
import type { Action } from '../pipeline/action.ts';
import { readSettings } from '../store/desk.ts';
import { takeTicketNumber } from '../store/new-tickets.ts';
import { ticketOfChat } from '../workflows/chat-ticket.ts';
import { closeEnded } from '../workflows/close-chat.ts';
import { notifyConsoles } from '../workflows/notify.ts';

export const chatSave: Action<'chat.save'> = async (context, me, { chatId, publish }) => {
  const { db, now } = context;
  let number: number | undefined;
  let made: SavedTicket | undefined;

  const saved = await closeEnded(context, me, { chatId, reason: 'saved' }, async (chat) => {
    if (chat.closed?.ticket !== undefined) return { ok: null };
    if (chat.closed) return refuse({ code: 'chat_closed' });
    const published = publish ?? (await readSettings(db)).publish;
    number ??= await takeTicketNumber(db, chat.customer.id);
    const decided = decideClose(chat, { ticket: number, now: now() });
    if ('error' in decided) return decided;
    const [ticket, write] = await ticketOfChat(db, chat, { number, published, createdAt: now() });
    made = ticket;
    return { ok: { change: decided.ok, more: [write] } };
  });
  if ('error' in saved) return saved;

  const { head, change } = saved.ok;
  // Who saves has it in the reply.
  if (change) {
    await Promise.all([
      notifyConsoles(context, { event: 'chat.changed', chat: toSummary(change.chat) }, me.connection),
      made && context.publish(ticketSaved(made, me)),
    ]);
  }
  const ticket = (change?.chat ?? head.chat).closed?.ticket;
  return ticket === undefined ? refuse({ code: 'chat_closed' }) : { ok: { ticket } };
};
