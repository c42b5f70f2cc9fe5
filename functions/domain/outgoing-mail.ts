// A mail that is to be sent, as it waits for that: what it is about, not what it says. Pure.
import * as v from 'valibot';
import { Language, Role, UserId } from '../../shared/model.ts';

const common = {
  /** Names the mail, and the round of the link in it. */
  id: v.string(),
  /** When the sweep looks after it; milliseconds since 1970. */
  at: v.number(),
  /** Not sent after this moment: what it says would be of no use any more. */
  until: v.number(),
};

export const OutgoingMail = v.variant('kind', [
  /** Somebody asked for a link; who that may be, if anybody, is found out when it is sent. */
  v.object({
    ...common,
    kind: v.literal('forgotten'),
    role: Role,
    /** A login or an address, as typed. */
    name: v.string(),
    language: Language,
  }),
  v.object({ ...common, kind: v.literal('reset'), user: UserId, language: Language }),
  v.object({ ...common, kind: v.literal('invitation'), user: UserId }),
  /** The password is another one: said to its owner, who may not have done it. */
  v.object({ ...common, kind: v.literal('password_changed'), user: UserId }),
]);
export type OutgoingMail = v.InferOutput<typeof OutgoingMail>;
export type MailOf<K extends OutgoingMail['kind']> = Extract<OutgoingMail, { kind: K }>;
