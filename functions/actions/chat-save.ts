// "Opslaan als melding": an ended chat becomes a ticket, exactly one, whoever saves and how often (S76, S77).
import { refuse } from '../../shared/errors.ts';
import { ticket as texts } from '../../shared/text/nl/ticket.ts';
import { decideClose } from '../domain/changes.ts';
import { toSummary } from '../domain/chat.ts';
import { type SavedTicket, ticketSaved } from '../domain/published.ts';
import { completeForm } from '../domain/ticket.ts';
import type { Action } from '../pipeline/action.ts';
import { readForm } from '../store/chats.ts';
import { readSettings } from '../store/desk.ts';
import { readFirst } from '../store/log.ts';
import { makeTicket, takeTicketNumber } from '../store/save.ts';
import { closeEnded } from '../workflows/close-chat.ts';
import { tellConsoles } from '../workflows/notify.ts';

/** The customer's first line is among the first entries, or there is no hurry to find it. */
const LOOK_FOR_SUBJECT_IN = 20;

export const chatSave: Action<'chat.save'> = async (context, me, { chatId, publish }) => {
  const { db, now } = context;
  if (!me.permissions.has('helpdesk')) return refuse({ code: 'forbidden' });
  let number: number | undefined;
  let made: SavedTicket | undefined;

  const saved = await closeEnded(context, me, { chatId, reason: 'saved' }, async (chat) => {
    if (chat.closed?.ticket !== undefined) return { ok: null };
    const [form, settings] = await Promise.all([
      readForm(db, chat),
      publish === undefined ? readSettings(db) : { publish },
    ]);
    const first = form.subject.trim() ? [] : await readFirst(db, chatId, LOOK_FOR_SUBJECT_IN);
    if (chat.closed) return refuse({ code: 'chat_closed' });
    number ??= await takeTicketNumber(db, chat.customer.id);
    const decided = decideClose(chat, { ticket: number, now: now() });
    if ('error' in decided) return decided;
    const date = new Date(chat.startedAt).toLocaleDateString(texts.locale, { timeZone: 'Europe/Amsterdam' });
    const [ticket, write] = makeTicket({
      number,
      about: { chatId },
      customer: chat.customer,
      form: completeForm(form, first, texts.defaultSubject(chat.nickname, date)),
      published: settings.publish,
      createdAt: now(),
    });
    made = ticket;
    return { ok: { change: decided.ok, more: [write] } };
  });
  if ('error' in saved) return saved;

  const { head, change } = saved.ok;
  // Who saves has it in the reply.
  if (change) {
    await Promise.all([
      tellConsoles(context, { event: 'chat.changed', chat: toSummary(change.chat) }, me.connection),
      made && context.publish(ticketSaved(made, me)),
    ]);
  }
  const ticket = (change?.chat ?? head.chat).closed?.ticket;
  return ticket === undefined ? refuse({ code: 'chat_closed' }) : { ok: { ticket } };
};
