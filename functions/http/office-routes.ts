// The action of every route of the office function; the compiler names the one that is missing.
import type { HttpActions } from '../platform/http.ts';
import { editTicket } from './edit-ticket.ts';
import { ticket } from './ticket.ts';

export const officeActions: HttpActions<'office'> = {
  'GET /api/tickets/{number}': ticket,
  'PATCH /api/tickets/{number}': editTicket,
};
