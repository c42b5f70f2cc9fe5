// The action of every route of the http function; the compiler names the one that is missing.
import type { HttpActions } from '../platform/http.ts';
import { myReply } from './my-reply.ts';
import { myTicket } from './my-ticket.ts';
import { myTickets } from './my-tickets.ts';
import { newTicket } from './new-ticket.ts';
import { privacyNotice } from './privacy-notice.ts';
import { changeProfile, profile } from './profile.ts';
import { session } from './session.ts';
import { ticketCategories } from './ticket-categories.ts';

export const httpActions: HttpActions<'http'> = {
  'GET /api/session': session,
  'GET /api/privacy': privacyNotice,
  'GET /api/my-tickets': myTickets,
  'POST /api/my-tickets': newTicket,
  'GET /api/my-tickets/{number}': myTicket,
  'POST /api/my-tickets/{number}/replies': myReply,
  'GET /api/ticket-categories': ticketCategories,
  'GET /api/profile': profile,
  'PATCH /api/profile': changeProfile,
};
