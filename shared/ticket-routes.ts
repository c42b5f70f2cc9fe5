// Tickets as agents work on them ("Meldingen" in the console).
import * as v from 'valibot';
import { AgentTicket, TicketStatus } from './model.ts';
import { type RouteSpec, TicketNumber } from './route-spec.ts';
import { EMAIL_MAX, REMARKS_MAX, SUBJECT_MAX } from './rules.ts';

export const ticketRoutes = {
  'GET /api/tickets/{number}': {
    group: 'office',
    by: ['agent'],
    needs: 'helpdesk',
    input: v.object({ number: TicketNumber }),
    reply: AgentTicket,
  },
  /** Edits a ticket; refused as `busy` when someone saved a newer version meanwhile. */
  'PATCH /api/tickets/{number}': {
    group: 'office',
    by: ['agent'],
    needs: 'helpdesk',
    input: v.object({
      number: TicketNumber,
      rev: v.number(),
      subject: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(SUBJECT_MAX))),
      status: v.optional(TicketStatus),
      category: v.optional(v.pipe(v.string(), v.maxLength(100))),
      remarks: v.optional(v.pipe(v.string(), v.maxLength(REMARKS_MAX))),
      email: v.optional(v.pipe(v.string(), v.maxLength(EMAIL_MAX))),
      published: v.optional(v.boolean()),
    }),
    reply: AgentTicket,
  },
} as const satisfies Record<string, RouteSpec>;
