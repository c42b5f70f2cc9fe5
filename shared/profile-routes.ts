// A customer's own account in the portal ("Profiel").
import * as v from 'valibot';
import { Language } from './model.ts';
import type { RouteSpec } from './route-spec.ts';
import { EMAIL_MAX, NAME_MAX, PASSWORD_MAX } from './rules.ts';

const Profile = v.object({
  login: v.string(),
  name: v.string(),
  /** Empty when none was given. */
  email: v.string(),
  /** The language chosen for both this and other devices, once one was. */
  language: v.optional(Language),
});

export const profileRoutes = {
  'GET /api/profile': { group: 'portal', by: ['customer'], input: v.object({}), reply: Profile },
  /** Changes the fields given. */
  'PATCH /api/profile': {
    group: 'portal',
    by: ['customer'],
    input: v.object({
      /** White space that is taken out of it is no fault. */
      name: v.optional(v.pipe(v.string(), v.maxLength(4 * NAME_MAX))),
      email: v.optional(v.pipe(v.string(), v.maxLength(EMAIL_MAX))),
      language: v.optional(Language),
      /** The password, for another e-mail address where links to choose one are sent by mail (S128). */
      current: v.optional(v.pipe(v.string(), v.maxLength(PASSWORD_MAX))),
    }),
    reply: Profile,
  },
  /** Ends the sessions of this account on every other device. */
  'POST /api/profile/password': {
    group: 'accounts',
    by: ['customer'],
    withGivenPassword: true,
    withoutFactor: true,
    input: v.object({
      current: v.pipe(v.string(), v.maxLength(PASSWORD_MAX)),
      password: v.pipe(v.string(), v.maxLength(PASSWORD_MAX)),
    }),
    reply: v.object({}),
  },
} as const satisfies Record<string, RouteSpec>;
