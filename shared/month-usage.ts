// What a month of chats used and cost, as administrators read it. A schema, as in model.ts.
import * as v from 'valibot';

/** What the chats that ended in a month used, and what that costs by the price file (shared/prices.ts). */
export const MonthUsage = v.object({
  /** As in `2026-11`, by UTC, as AWS bills. */
  month: v.string(),
  chats: v.number(),
  messages: v.number(),
  /** The customer's and the agents' minutes in the chats, together. */
  minutes: v.number(),
  /** Chats that became a ticket by themselves, because nobody answered in time (S10). */
  missed: v.optional(v.number()),
  dollars: v.number(),
  /** The price file's date. */
  pricedOn: v.string(),
});
export type MonthUsage = v.InferOutput<typeof MonthUsage>;
