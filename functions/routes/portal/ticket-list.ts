// The customer's own published tickets, newest first, searched and filtered (S78, S114).
import { createMatcher, statusesOf } from '../../domain/ticket.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { listTicketsOf } from '../../store/ticket-lists.ts';
import { toSummary } from './ticket-read.ts';

export const ticketList: RouteHandler<'GET /api/my-tickets'> = async (
  { text, status, from },
  { context, session },
) => {
  const isFound = createMatcher(text.replace(/^\s*#/, ''));
  const statuses = statusesOf(status);
  const page = await listTicketsOf(context.db, session.account.id, {
    from,
    matches: (ticket) =>
      ticket.published && statuses.includes(ticket.status) && isFound(ticket.subject, String(ticket.number)),
  });
  return { ok: { tickets: page.tickets.map(toSummary), next: page.next } };
};
