// The handler of every route of the portal function; the compiler names the one that is missing.
import type { RouteHandlers } from '../../pipeline/http.ts';
import { brandRead } from './brand-read.ts';
import { categoryList } from './category-list.ts';
import { myChats, myEarlierChat } from './my-chats.ts';
import { noticeRead } from './notice-read.ts';
import { changeProfile, profile } from './profile.ts';
import { sessionRead } from './session-read.ts';
import { signInRead } from './sign-in-read.ts';
import { ticketCreate } from './ticket-create.ts';
import { ticketList } from './ticket-list.ts';
import { ticketRead } from './ticket-read.ts';
import { ticketReply } from './ticket-reply.ts';

export const portalRoutes: RouteHandlers<'portal'> = {
  'GET /api/session': sessionRead,
  'GET /api/brand': brandRead,
  'GET /api/sign-in': signInRead,
  'GET /api/privacy': noticeRead,
  'GET /api/my-tickets': ticketList,
  'POST /api/my-tickets': ticketCreate,
  'GET /api/my-tickets/{number}': ticketRead,
  'POST /api/my-tickets/{number}/replies': ticketReply,
  'GET /api/my-chats': myChats,
  'GET /api/my-chats/earlier': myEarlierChat,
  'GET /api/ticket-categories': categoryList,
  'GET /api/profile': profile,
  'PATCH /api/profile': changeProfile,
};
