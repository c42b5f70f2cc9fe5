// Who is signed in, as the pages of both sites are told.
import * as v from 'valibot';
import { Language, Permission, Role, UserId } from './model.ts';

export const Session = v.object({
  user: v.object({ id: UserId, login: v.string(), name: v.string(), role: Role }),
  permissions: v.array(Permission),
  /** What this person reads in, once it was chosen on any device. */
  language: v.optional(Language),
  /** The password is one that an administrator made: nothing but choosing another is allowed until that is done (S168). */
  passwordDue: v.optional(v.boolean()),
  /** A second factor is obligatory for this person, who has none: nothing but setting one up is allowed until that is done (S127). */
  factorDue: v.optional(v.boolean()),
  /** When an administrator took this person's second factor away, until that was read; milliseconds since 1970. */
  factorsResetAt: v.optional(v.number()),
});
export type Session = v.InferOutput<typeof Session>;
