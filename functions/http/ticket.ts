// A ticket with everything an agent sees of it.
import type { HttpAction } from '../platform/http.ts';
import { readAgentTicket } from './agent-ticket.ts';

export const ticket: HttpAction<'GET /api/tickets/{number}'> = ({ number, before }, { context }) =>
  readAgentTicket(context.db, number, { before });
