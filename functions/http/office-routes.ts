// The action of every route of the office function; the compiler names the one that is missing.
import type { HttpActions } from '../platform/http.ts';
import { assignees } from './assignees.ts';
import { editTicket } from './edit-ticket.ts';
import { endedChat } from './ended-chat.ts';
import { endedChats } from './ended-chats.ts';
import { ratings } from './ratings.ts';
import { replyToCustomer } from './reply-to-customer.ts';
import { changeRetention, retention } from './retention.ts';
import { ticket } from './ticket.ts';
import { tickets } from './tickets.ts';

export const officeActions: HttpActions<'office'> = {
  'GET /api/tickets': tickets,
  'GET /api/assignees': assignees,
  'GET /api/chats': endedChats,
  'GET /api/chats/{chatId}': endedChat,
  'GET /api/ratings': ratings,
  'GET /api/retention': retention,
  'PUT /api/retention': changeRetention,
  'GET /api/tickets/{number}': ticket,
  'PATCH /api/tickets/{number}': editTicket,
  'POST /api/tickets/{number}/replies': replyToCustomer,
};
