// The action of every route of the http function; the compiler names the one that is missing.
import type { HttpActions } from '../platform/http.ts';
import { editTicket } from './edit-ticket.ts';
import { leaveMessage } from './leave-message.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { myTicket } from './my-ticket.ts';
import { myTickets } from './my-tickets.ts';
import { session } from './session.ts';
import { ticket } from './ticket.ts';

export const httpActions: HttpActions<'http'> = {
  'POST /api/login': login,
  'POST /api/logout': logout,
  'GET /api/session': session,
  'GET /api/my-tickets': myTickets,
  'POST /api/my-tickets': leaveMessage,
  'GET /api/my-tickets/{number}': myTicket,
  'GET /api/tickets/{number}': ticket,
  'PATCH /api/tickets/{number}': editTicket,
};
