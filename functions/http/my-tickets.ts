// The customer's own published tickets, newest first (S78, S114).
import type { HttpAction } from '../platform/http.ts';
import { listTickets } from '../store/tickets.ts';

export const myTickets: HttpAction<'GET /api/my-tickets'> = async (_input, { context, session }) => {
  const tickets = await listTickets(context.db, session.account.id);
  return { ok: { tickets: tickets.filter(({ published }) => published) } };
};
