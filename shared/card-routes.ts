// Who a customer is and what was said with that customer before: the card beside a chat (S141), earlier chats by scrolling up (S142), a customer's own past chats (S145).
import * as v from 'valibot';
import { ChatId, EndReason, Entry, Language, Person, Rev, TicketSummary, UserId } from './model.ts';
import type { RouteSpec } from './route-spec.ts';
import { CUSTOMER_NOTE_MAX } from './rules.ts';

/** A chat that has ended, as a link. */
const PastChat = v.object({
  id: ChatId,
  nickname: v.string(),
  startedAt: v.number(),
  ended: v.object({ at: v.number(), reason: EndReason }),
});
export type PastChat = v.InferOutput<typeof PastChat>;

/** What colleagues should know of a customer at every next chat. */
export const CustomerNote = v.object({
  text: v.string(),
  /** Grows with every save; a save of an older version is refused. 0: there is none yet. */
  rev: v.number(),
  by: v.optional(Person),
  at: v.optional(v.number()),
});
export type CustomerNote = v.InferOutput<typeof CustomerNote>;

/** Where the page before ended: the beginning of a chat, its id, and an entry of it. */
const place = v.optional(v.pipe(v.string(), v.regex(/^\d{13}\.[\w-]{22}(\.\d{1,10})?$/)));

/** Some of one chat: the next ones up, or the end of the chat before. Without `chat` there is nothing here; with `before` it goes on. */
const Earlier = v.object({
  chat: v.optional(PastChat),
  entries: v.array(Entry),
  before: v.optional(v.string()),
});
export type Earlier = v.InferOutput<typeof Earlier>;

export const cardRoutes = {
  /** Who the customer of a chat is, for whoever may read that chat. */
  'GET /api/chats/{chatId}/customer': {
    group: 'backoffice',
    by: ['agent'],
    needs: 'helpdesk',
    input: v.object({ chatId: ChatId }),
    reply: v.object({
      customer: v.object({ id: UserId, login: v.string(), name: v.string() }),
      /** Of the account; the one given with the chat is another. */
      email: v.optional(v.string()),
      language: v.optional(Language),
      groups: v.array(v.string()),
      /** What the chat is open in, while it is. */
      device: v.optional(v.object({ browser: v.optional(v.string()), system: v.optional(v.string()) })),
      /** The newest that ended, and the newest tickets. */
      chats: v.array(PastChat),
      tickets: v.array(TicketSummary),
      note: CustomerNote,
    }),
  },
  /** Saves the note on the customer of a chat; an empty one is none. */
  'PUT /api/chats/{chatId}/customer/note': {
    group: 'backoffice',
    by: ['agent'],
    needs: 'helpdesk',
    input: v.object({
      chatId: ChatId,
      text: v.pipe(
        v.string(),
        v.maxLength(CUSTOMER_NOTE_MAX),
        v.transform((text) => text.toWellFormed().trim()),
      ),
      rev: Rev,
    }),
    reply: CustomerNote,
  },
  /** What was said before this chat with the same customer, a page of one chat at a time, newest first. */
  'GET /api/chats/{chatId}/earlier': {
    group: 'backoffice',
    by: ['agent'],
    needs: 'helpdesk',
    input: v.object({ chatId: ChatId, before: place }),
    reply: Earlier,
  },
  /** The customer's own chats that ended, newest first. */
  'GET /api/my-chats': {
    group: 'portal',
    by: ['customer'],
    input: v.object({ before: place }),
    reply: v.object({
      chats: v.array(
        v.object({
          ...PastChat.entries,
          agents: v.array(v.string()),
          /** That it became, where the customer may see it. */
          ticket: v.optional(v.number()),
          /** Where its conversation is to be asked for. */
          end: v.string(),
        }),
      ),
      before: v.optional(v.string()),
    }),
  },
  /** What was said in the customer's own chats, a page of one chat at a time, newest first. */
  'GET /api/my-chats/earlier': {
    group: 'portal',
    by: ['customer'],
    input: v.object({ before: place }),
    reply: Earlier,
  },
} as const satisfies Record<string, RouteSpec>;
