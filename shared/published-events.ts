// What the product tells other systems over EventBridge: ids and times, never a name, an address or a text. Described in docs/events.md.
import * as v from 'valibot';
import { ChatId, Cid, EndReason, Role, TicketStatus, UserId } from './model.ts';

/** The `source` of every event. */
export const EVENT_SOURCE = 'officeheart.chat';

/** The `source` of what the product says to its own functions on the same bus: no event for others. */
export const WAKE_SOURCE = 'officeheart.chat.own';

/** A mail waits for the function that sends. */
export const MailDue = v.object({
  type: v.literal('mail.due'),
  id: v.string(),
  at: v.number(),
  mailId: v.string(),
});
/** A session is to be renewed by the function that speaks with providers. */
export const RenewalDue = v.object({
  type: v.literal('renewal.due'),
  id: v.string(),
  at: v.number(),
  userId: UserId,
  /** Its hash. */
  session: v.string(),
});
export type Wake = v.InferOutput<typeof MailDue> | v.InferOutput<typeof RenewalDue>;

const Who = v.object({ role: Role, id: UserId });

const common = {
  /** The same however often an event is sent: a receiver that has seen it drops it. */
  id: v.string(),
  /** When it happened, in milliseconds since 1970. */
  at: v.number(),
};

export const PublishedEvent = v.variant('type', [
  v.object({
    ...common,
    type: v.literal('chat.ended'),
    chatId: ChatId,
    customerId: UserId,
    startedAt: v.number(),
    reason: EndReason,
    /** Absent when nobody ended it: a time-out, a connection that went away. */
    by: v.optional(Who),
    agentIds: v.array(UserId),
  }),
  v.object({
    ...common,
    type: v.literal('ticket.saved'),
    number: v.number(),
    /** 1 when it was made; grows with every change of its fields. */
    rev: v.number(),
    status: TicketStatus,
    published: v.boolean(),
    customerId: UserId,
    assigneeId: v.optional(UserId),
    /** The chat it came from. */
    chatId: v.optional(ChatId),
    /** Absent when it made itself, of a chat that nobody answered in time. */
    by: v.optional(Who),
  }),
  v.object({
    ...common,
    type: v.literal('ticket.replied'),
    number: v.number(),
    cid: Cid,
    status: TicketStatus,
    published: v.boolean(),
    customerId: UserId,
    by: Who,
  }),
]);
export type PublishedEvent = v.InferOutput<typeof PublishedEvent>;
