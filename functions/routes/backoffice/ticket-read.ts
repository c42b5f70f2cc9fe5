// A ticket with everything an agent sees of it.
import type { RouteHandler } from '../../pipeline/http.ts';
import { readAgentTicket } from './agent-ticket.ts';

export const ticketRead: RouteHandler<'GET /api/tickets/{number}'> = ({ number, before }, { context }) =>
  readAgentTicket(context.db, number, { before });
