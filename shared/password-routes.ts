// A password without the one of before: forgotten, or by an invitation, with a link that came by mail (S128). On both sites, for anyone.
import * as v from 'valibot';
import type { RefusalCode } from './errors.ts';
import { Language } from './model.ts';
import type { RouteSpec } from './route-spec.ts';
import { EMAIL_MAX, PASSWORD_MAX } from './rules.ts';

const anyone = { group: 'accounts', by: ['anyone'] } as const;

/** What stands behind the `#` of a link in a mail. */
const LinkToken = v.pipe(v.string(), v.maxLength(200));

export const passwordRoutes = {
  /** Whether this deployment sends mail; where it does not, an administrator gives a new password. */
  'GET /api/password/means': {
    ...anyone,
    input: v.object({}),
    reply: v.object({ byMail: v.boolean() }),
  },
  /** Asks for a link. The answer and the work are the same whoever has that name or address, or nobody. */
  'POST /api/password/forgotten': {
    ...anyone,
    input: v.object({
      /** A login or an e-mail address. */
      name: v.pipe(v.string(), v.maxLength(EMAIL_MAX)),
      /** Of the page, for whoever has not chosen one. */
      language: Language,
    }),
    reply: v.object({}),
  },
  /** Looks whether a link still works, and for whom; it works as long afterwards. */
  'POST /api/password/link': {
    ...anyone,
    input: v.object({ token: LinkToken }),
    reply: v.object({
      login: v.string(),
      /** Characters the password needs at least. */
      min: v.number(),
    }),
  },
  /** Uses the link: the new password counts, every session of before is over. Signs nobody in. */
  'POST /api/password/choose': {
    ...anyone,
    input: v.object({ token: LinkToken, password: v.pipe(v.string(), v.maxLength(PASSWORD_MAX)) }),
    reply: v.object({ login: v.string() }),
  },
} as const satisfies Record<string, RouteSpec>;

/** What only the page of a link tells, in words of its own. */
export type LinkRefusal = Extract<RefusalCode, 'link_used' | 'link_expired'>;

/** What only the pages about accounts tell; their texts come with those. */
export type InvitationRefusal = Extract<
  RefusalCode,
  'mail_off' | 'no_email' | 'mail_fails' | 'invite_instead'
>;
