// Tickets ("Meldingen"): as agents work on them in the console, and as their customers see them in the portal.
import * as v from 'valibot';
import { FILES_A_MESSAGE } from './files.ts';
import {
  AgentTicket,
  Cid,
  CustomerTicket,
  Person,
  Rev,
  TicketRow,
  TicketStatus,
  TicketSummary,
  UserId,
} from './model.ts';
import { type RouteSpec, TicketNumber } from './route-spec.ts';
import { EMAIL_MAX, REMARKS_MAX, SEARCH_MAX, SUBJECT_MAX, TEXT_MAX } from './rules.ts';
import { FileId } from './sent-file.ts';

const searchText = v.optional(v.pipe(v.string(), v.maxLength(SEARCH_MAX)), '');
/** Where the page before ended; made by the server and given back as it is. */
const place = v.optional(
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(64),
    v.transform((text) => text.toWellFormed()),
  ),
);
/**
 * A place in a ticket's history, as an answer gave it. `before`: the page that ends there. `after`: of what is there up to
 * this place nothing is given again; an answer with `earlier` leaves a gap, so it stands alone.
 */
const historyPlace = v.optional(v.pipe(v.string(), v.regex(/^[0-3][\w#-]{0,61}$/)));
/** Up to 8 UTF-16 units a character as people count them: the exact limit is checked, and told, by the action. */
const message = v.pipe(v.string(), v.maxLength(8 * TEXT_MAX));
/** Uploaded and looked into by the same person. */
const files = v.optional(v.pipe(v.array(FileId), v.maxLength(FILES_A_MESSAGE.max)));

/** `unsolved`: new and open. */
export const StatusFilter = v.picklist(['unsolved', ...TicketStatus.options, 'all']);
export type StatusFilter = v.InferOutput<typeof StatusFilter>;
/** By number; by the last change; by status, and within it by the last change. Newest first. */
export const TicketSort = v.picklist(['changed', 'newest', 'status']);
export type TicketSort = v.InferOutput<typeof TicketSort>;

export const ticketRoutes = {
  /** One bounded page; `next` goes on searching, whether or not this page was full. */
  'GET /api/tickets': {
    group: 'backoffice',
    by: ['agent'],
    needs: 'helpdesk',
    input: v.object({
      text: searchText,
      status: v.optional(StatusFilter, 'unsolved'),
      sort: v.optional(TicketSort, 'changed'),
      /** `none`: nobody looks after it. */
      assignee: v.optional(v.union([UserId, v.literal('none')])),
      category: v.optional(v.pipe(v.string(), v.maxLength(100))),
      published: v.optional(v.picklist(['yes', 'no'])),
      customer: v.optional(UserId),
      from: place,
    }),
    reply: v.object({
      tickets: v.array(TicketRow),
      next: v.optional(v.string()),
      /** The customer asked for. */
      customer: v.optional(TicketRow.entries.customer),
      /** With the first page: categories that are on the list no more, and that tickets may still have (S34). */
      formerCategories: v.optional(v.array(v.string())),
    }),
  },
  /** Everyone a ticket can be given to. */
  'GET /api/assignees': {
    group: 'backoffice',
    by: ['agent'],
    needs: 'helpdesk',
    input: v.object({}),
    reply: v.object({ agents: v.array(Person) }),
  },
  /** A ticket with the newest page of its history, or with the one before a place. */
  'GET /api/tickets/{number}': {
    group: 'backoffice',
    by: ['agent'],
    needs: 'helpdesk',
    input: v.object({ number: TicketNumber, before: historyPlace }),
    reply: AgentTicket,
  },
  /** Edits a ticket; refused as `outdated` when someone saved a newer version meanwhile. */
  'PATCH /api/tickets/{number}': {
    group: 'backoffice',
    by: ['agent'],
    needs: 'helpdesk',
    input: v.object({
      number: TicketNumber,
      rev: Rev,
      subject: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(SUBJECT_MAX))),
      status: v.optional(TicketStatus),
      category: v.optional(v.pipe(v.string(), v.maxLength(100))),
      /** `none` takes it from whoever has it. */
      assignee: v.optional(v.union([UserId, v.literal('none')])),
      remarks: v.optional(v.pipe(v.string(), v.maxLength(REMARKS_MAX))),
      email: v.optional(v.pipe(v.string(), v.maxLength(EMAIL_MAX))),
      published: v.optional(v.boolean()),
      after: historyPlace,
    }),
    reply: AgentTicket,
  },
  /** Answers the customer, who sees it when the ticket is published; once per `cid`. */
  'POST /api/tickets/{number}/replies': {
    group: 'backoffice',
    by: ['agent'],
    needs: 'helpdesk',
    input: v.object({
      number: TicketNumber,
      cid: Cid,
      text: message,
      files,
      /** Whether the ticket is solved with it. */
      solve: v.optional(v.boolean(), false),
      after: historyPlace,
    }),
    reply: AgentTicket,
  },

  /** The customer's own published tickets, newest first; one bounded page as in the console. */
  'GET /api/my-tickets': {
    group: 'portal',
    by: ['customer'],
    input: v.object({ text: searchText, status: v.optional(StatusFilter, 'all'), from: place }),
    reply: v.object({ tickets: v.array(TicketSummary), next: v.optional(v.string()) }),
  },
  /** A question as a ticket: from the portal's form, or left in the chat window while nobody has room. */
  'POST /api/my-tickets': {
    group: 'portal',
    by: ['customer'],
    input: v.object({
      /** The same on every retry: one question is one ticket. */
      cid: Cid,
      text: message,
      files,
      email: v.pipe(v.string(), v.maxLength(EMAIL_MAX)),
      /** The first line of the text when it is left out or empty. */
      subject: v.optional(v.pipe(v.string(), v.maxLength(SUBJECT_MAX)), ''),
      category: v.optional(v.pipe(v.string(), v.maxLength(100)), ''),
    }),
    reply: v.object({ number: v.number() }),
  },
  'GET /api/my-tickets/{number}': {
    group: 'portal',
    by: ['customer'],
    input: v.object({ number: TicketNumber, before: historyPlace }),
    reply: CustomerTicket,
  },
  /** Replies to the helpdesk, once per `cid`; a solved ticket is open again. */
  'POST /api/my-tickets/{number}/replies': {
    group: 'portal',
    by: ['customer'],
    input: v.object({ number: TicketNumber, cid: Cid, text: message, files, after: historyPlace }),
    reply: CustomerTicket,
  },
  /** The categories a customer can choose from for a new ticket. */
  'GET /api/ticket-categories': {
    group: 'portal',
    by: ['customer'],
    input: v.object({}),
    reply: v.object({ categories: v.array(v.string()) }),
  },
} as const satisfies Record<string, RouteSpec>;
