// How long what is kept, and what of one customer is given out or erased: for administrators; and what everyone may know of it.
import * as v from 'valibot';
import { MaskKind, Rev, UserId } from './model.ts';
import type { RouteSpec } from './route-spec.ts';
import { PERIOD_MAX } from './rules.ts';

/** Counted back from today; months by the calendar. */
export const Period = v.object({
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(PERIOD_MAX)),
  unit: v.picklist(['days', 'months']),
});
export type Period = v.InferOutput<typeof Period>;

/** `null`: kept until somebody removes it. What was deleted, and who watched whom, is not kept for ever. */
export const Retention = v.object({
  /** Tickets with their chats, from the last change on. */
  cases: v.nullable(Period),
  /** Chats that an agent deleted. */
  deleted: Period,
  /** Ratings with their comments; how often which stars were given stays. */
  ratings: v.nullable(Period),
  /** The log of who watched and who changed rights. */
  audit: Period,
  /** Grows with every save; a save of an older version is refused. */
  rev: Rev,
});
export type Retention = v.InferOutput<typeof Retention>;
export type RetentionKind = Exclude<keyof Retention, 'rev'>;

/** What was removed in a month, by the retention and by hand. */
export const Removed = v.object({
  month: v.string(),
  chats: v.number(),
  tickets: v.number(),
  ratings: v.number(),
  auditLines: v.number(),
  customers: v.number(),
});
export type Removed = v.InferOutput<typeof Removed>;

/** What is known of a customer, in numbers. */
export const Dossier = v.object({
  customer: v.object({ id: UserId, login: v.string(), name: v.string() }),
  chats: v.number(),
  tickets: v.number(),
  /** An erasure of this customer was begun and goes on by itself. */
  erasing: v.boolean(),
});
export type Dossier = v.InferOutput<typeof Dossier>;

const admin = { by: ['agent'], needs: 'administer' } as const;
const Login = v.pipe(v.string(), v.maxLength(100));

export const privacyRoutes = {
  /** What the notices say: how long what is kept, and whether the helpdesk sees what is typed. */
  'GET /api/privacy': {
    group: 'portal',
    by: ['customer', 'agent'],
    input: v.object({}),
    reply: v.object({
      cases: Retention.entries.cases,
      deleted: Period,
      ratings: Retention.entries.ratings,
      preview: v.boolean(),
      /** Numbers that are masked (S139). */
      masks: v.optional(v.array(MaskKind)),
    }),
  },
  'GET /api/retention': {
    ...admin,
    group: 'backoffice',
    input: v.object({}),
    reply: v.object({ retention: Retention, removed: v.array(Removed) }),
  },
  /** Carried out from the next minute on; refused as `outdated` when someone saved a newer version meanwhile. */
  'PUT /api/retention': { ...admin, group: 'backoffice', input: Retention, reply: Retention },
  /** The customer with exactly this login; or of this account, which may have none. */
  'GET /api/customers': {
    ...admin,
    group: 'privacy',
    input: v.object({ login: Login, account: v.optional(UserId) }),
    reply: Dossier,
  },
  /**
   * All data of a customer as one ZIP: each call makes as many of the PDFs as fit its time; the last one gives a link
   * that works for TRANSCRIPT_LINK_SECONDS.
   */
  'POST /api/customers/{customerId}/export': {
    ...admin,
    group: 'privacy',
    input: v.object({
      customerId: UserId,
      language: v.picklist(['nl', 'en']),
      timeZone: v.pipe(v.string(), v.maxLength(64)),
    }),
    reply: v.variant('done', [
      v.object({ done: v.literal(false), made: v.number(), of: v.number() }),
      v.object({ done: v.literal(true), url: v.string(), bytes: v.number() }),
    ]),
  },
  /**
   * Erases a customer. `login` is typed by whoever asks, so that nobody is erased by a slip. Not done: it goes on with the
   * next call, or by itself.
   */
  'POST /api/customers/{customerId}/erase': {
    ...admin,
    group: 'privacy',
    input: v.object({ customerId: UserId, login: Login }),
    reply: v.object({ done: v.boolean() }),
  },
} as const satisfies Record<string, RouteSpec>;
