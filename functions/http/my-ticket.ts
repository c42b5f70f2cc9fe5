// One ticket as its customer may see it: published, with the conversation, without the internal remarks (S35, S78).
import { refuse } from '../../shared/errors.ts';
import type { HttpAction } from '../platform/http.ts';
import { readHistory, readTicket } from '../store/tickets.ts';

export const myTicket: HttpAction<'GET /api/my-tickets/{number}'> = async (
  { number },
  { context, session },
) => {
  const ticket = await readTicket(context.db, number);
  // Someone else's, not published and not there are one answer: a number tells nothing.
  if (!ticket?.published || ticket.customer.id !== session.account.id) return refuse({ code: 'not_found' });
  const { subject, status, createdAt, published } = ticket;
  return {
    ok: { number, subject, status, createdAt, published, history: await readHistory(context.db, ticket) },
  };
};
