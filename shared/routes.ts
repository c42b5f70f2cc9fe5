// The HTTP interface under /api: who may call what, and what goes in and out. Answers are `{ok}` or `{error}` as on the socket.
import * as v from 'valibot';
import { ChatId, Cid, CustomerTicket, Permission, Role, TicketSummary, UserId } from './model.ts';
import { type RouteSpec, TicketNumber } from './route-spec.ts';
import { EMAIL_MAX, TEXT_MAX } from './rules.ts';
import { ticketRoutes } from './ticket-routes.ts';

const nothing = v.object({});

export const Session = v.object({
  user: v.object({ id: UserId, login: v.string(), name: v.string(), role: Role }),
  permissions: v.array(Permission),
});
export type Session = v.InferOutput<typeof Session>;

/** Path parameters, the query of a GET (text, all of it) and the body of any other are one input object. */
export const routes = {
  ...ticketRoutes,
  'POST /api/login': {
    group: 'http',
    by: ['anyone'],
    input: v.object({
      login: v.pipe(v.string(), v.maxLength(100)),
      password: v.pipe(v.string(), v.maxLength(200)),
    }),
    reply: Session,
  },
  'POST /api/logout': { group: 'http', by: ['anyone'], input: nothing, reply: nothing },
  'GET /api/session': { group: 'http', by: ['customer', 'agent'], input: nothing, reply: Session },
  /** The customer's own published tickets, newest first. */
  'GET /api/my-tickets': {
    group: 'http',
    by: ['customer'],
    input: nothing,
    reply: v.object({ tickets: v.array(TicketSummary) }),
  },
  /** "Laat een bericht achter": a question as a ticket, while nobody has room for a chat. */
  'POST /api/my-tickets': {
    group: 'http',
    by: ['customer'],
    input: v.object({
      /** The same on every retry: one question is one ticket. */
      cid: Cid,
      text: v.pipe(v.string(), v.maxLength(8 * TEXT_MAX)),
      email: v.pipe(v.string(), v.maxLength(EMAIL_MAX)),
    }),
    reply: v.object({ number: v.number() }),
  },
  'GET /api/my-tickets/{number}': {
    group: 'http',
    by: ['customer'],
    input: v.object({ number: TicketNumber }),
    reply: CustomerTicket,
  },
  /** Makes the PDF of a chat and gives a link to it that works for TRANSCRIPT_LINK_SECONDS. */
  'POST /api/chats/{chatId}/transcript': {
    group: 'transcript',
    by: ['customer', 'agent'],
    input: v.object({
      chatId: ChatId,
      language: v.picklist(['nl', 'en']),
      timeZone: v.pipe(v.string(), v.maxLength(64)),
    }),
    reply: v.object({ url: v.string() }),
  },
} as const satisfies Record<string, RouteSpec>;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
export type RouteInput<N extends RouteName> = v.InferInput<Routes[N]['input']>;
export type RouteReply<N extends RouteName> = v.InferOutput<Routes[N]['reply']>;
