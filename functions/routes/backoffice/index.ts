// The handler of every route of the backoffice function; the compiler names the one that is missing.
import type { ReadSegment } from '../../adapters/segment-files.ts';
import type { RouteHandlers } from '../../pipeline/http.ts';
import { assigneeList } from './assignee-list.ts';
import { createChatList } from './chat-list.ts';
import { chatRead } from './chat-read.ts';
import { customerCard, saveCustomerNote } from './customer-card.ts';
import { earlierChat } from './earlier-chat.ts';
import { ratingList } from './rating-list.ts';
import { changeRetention, retention } from './retention.ts';
import { ticketChange } from './ticket-change.ts';
import { ticketList } from './ticket-list.ts';
import { ticketRead } from './ticket-read.ts';
import { ticketReply } from './ticket-reply.ts';
import { timeOutEffect } from './time-out-effect.ts';

export const createBackofficeRoutes = (readSegment: ReadSegment): RouteHandlers<'backoffice'> => ({
  'GET /api/tickets': ticketList,
  'GET /api/assignees': assigneeList,
  'GET /api/chats': createChatList(readSegment),
  'GET /api/chats/{chatId}': chatRead,
  'GET /api/chats/{chatId}/customer': customerCard,
  'PUT /api/chats/{chatId}/customer/note': saveCustomerNote,
  'GET /api/chats/{chatId}/earlier': earlierChat,
  'GET /api/ratings': ratingList,
  'GET /api/retention': retention,
  'PUT /api/retention': changeRetention,
  'GET /api/time-out': timeOutEffect,
  'GET /api/tickets/{number}': ticketRead,
  'PATCH /api/tickets/{number}': ticketChange,
  'POST /api/tickets/{number}/replies': ticketReply,
});
