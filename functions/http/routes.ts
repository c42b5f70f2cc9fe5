// The action of every route of the http function; the compiler names the one that is missing.
import type { HttpActions } from '../platform/http.ts';
import { leaveMessage } from './leave-message.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { myTicket } from './my-ticket.ts';
import { myTickets } from './my-tickets.ts';
import { session } from './session.ts';

export const httpActions: HttpActions<'http'> = {
  'POST /api/login': login,
  'POST /api/logout': logout,
  'GET /api/session': session,
  'GET /api/my-tickets': myTickets,
  'POST /api/my-tickets': leaveMessage,
  'GET /api/my-tickets/{number}': myTicket,
};
