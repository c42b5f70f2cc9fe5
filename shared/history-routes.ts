// Ended chats to find back, one of them whole, and the ratings of a month: what the console's "Chatgeschiedenis" and "Waarderingen" ask.
import * as v from 'valibot';
import { ChatId, EndReason, Entry, Note, Person, Stars, UserId } from './model.ts';
import type { RouteSpec } from './route-spec.ts';
import { SEARCH_MAX } from './rules.ts';

/** Everything in a query is text. */
const number = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));
const words = v.pipe(v.string(), v.maxLength(SEARCH_MAX));

/** `2026-11` */
export const Month = v.pipe(v.string(), v.regex(/^20\d\d-(0[1-9]|1[0-2])$/));

const Customer = v.object({ id: UserId, login: v.string(), name: v.string() });

/** An ended chat as one line of a list. */
export const EndedChat = v.object({
  id: ChatId,
  nickname: v.string(),
  email: v.optional(v.string()),
  customer: Customer,
  startedAt: v.number(),
  ended: v.object({ at: v.number(), reason: EndReason }),
  /** Everyone of the helpdesk who took part, also who left before the end. */
  agents: v.array(Person),
  /** Whether and when it was saved or deleted; one that was not is in "Ongesloten chats". */
  closed: v.optional(v.object({ at: v.number(), ticket: v.optional(v.number()) })),
});
export type EndedChat = v.InferOutput<typeof EndedChat>;

/** Where in a chat a text was found. */
export const Match = v.object({ at: v.number(), name: v.string(), text: v.string() });

export const FoundChat = v.object({ ...EndedChat.entries, match: v.optional(Match) });
export type FoundChat = v.InferOutput<typeof FoundChat>;

/** One customer's opinion of one chat, without saying which customer. */
export const RatingLine = v.object({
  chatId: ChatId,
  at: v.number(),
  stars: Stars,
  comment: v.string(),
  agents: v.array(Person),
});
export type RatingLine = v.InferOutput<typeof RatingLine>;

/** How often 1, 2, 3, 4 and 5 stars were given. */
export const StarCounts = v.tuple([v.number(), v.number(), v.number(), v.number(), v.number()]);
export type StarCounts = v.InferOutput<typeof StarCounts>;

export const historyRoutes = {
  /** Ended chats, newest first, a page at a time; a page may be empty and yet have a next one, for a search reads only so much at once. */
  'GET /api/chats': {
    group: 'backoffice',
    by: ['agent'],
    needs: 'helpdesk',
    input: v.object({
      /** Part of the customer's login, name, nickname or e-mail address. */
      who: v.optional(words, ''),
      /** All chats of this account, and no others. */
      customer: v.optional(UserId),
      /** Part of the name of an agent who took part. */
      agent: v.optional(words, ''),
      /** Said by anyone in the chat. */
      text: v.optional(words, ''),
      /** Milliseconds since 1970: begun at or after `from`, and before `to`. */
      from: v.optional(number),
      to: v.optional(number),
      /** From the page before. */
      cursor: v.optional(v.pipe(v.string(), v.regex(/^\d{13}(\.[\w-]{22}(\.\d{1,10})?)?$/))),
    }),
    reply: v.object({
      chats: v.array(FoundChat),
      cursor: v.optional(v.string()),
      /** Everything begun at or after this was looked at (milliseconds); absent when there is nothing older. */
      lookedUntil: v.optional(v.number()),
      /** The account whose login is exactly `who`. */
      account: v.optional(Customer),
    }),
  },
  /** An ended chat, its conversation a page at a time. */
  'GET /api/chats/{chatId}': {
    group: 'backoffice',
    by: ['agent'],
    needs: 'helpdesk',
    input: v.object({ chatId: ChatId, after: v.optional(number, '0') }),
    reply: v.object({
      chat: EndedChat,
      entries: v.array(Entry),
      more: v.boolean(),
      /** What agents noted in it (S136), with the first page. */
      notes: v.optional(v.array(Note)),
      rating: v.optional(v.object({ stars: Stars, comment: v.string(), at: v.number() })),
    }),
  },
  /** The ratings given in a month (UTC), a page at a time; of those whose chat was removed only how often, with the first page. */
  'GET /api/ratings': {
    group: 'backoffice',
    by: ['agent'],
    needs: 'manage',
    input: v.object({
      month: Month,
      cursor: v.optional(v.pipe(v.string(), v.regex(/^\d{13}\.[\w-]{22}$/))),
    }),
    reply: v.object({
      ratings: v.array(RatingLine),
      cursor: v.optional(v.string()),
      removed: v.object({
        all: StarCounts,
        agents: v.array(v.object({ agent: Person, counts: StarCounts })),
      }),
    }),
  },
} as const satisfies Record<string, RouteSpec>;
