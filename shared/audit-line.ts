// What stands in the log of administrators, a line each. Schemas, as in model.ts.
import * as v from 'valibot';
import { At, ChatId, Person } from './model.ts';

/** The account or the group a line is about; of a chat, its customer. Stays what it is when a name or a login changes. */
const aboutId = v.optional(v.string());

/** Who watched which chat unseen, and when (S91). */
export const WatchLine = v.object({
  at: At,
  who: Person,
  aboutId,
  chatId: ChatId,
  nickname: v.string(),
  action: v.picklist(['watched', 'stopped']),
});
export type WatchLine = v.InferOutput<typeof WatchLine>;

/** A yes or no is `true` or `false`, a period `12 months` or `never`. */
export const AuditChange = v.object({
  name: v.string(),
  from: v.optional(v.string()),
  to: v.optional(v.string()),
});
export type AuditChange = v.InferOutput<typeof AuditChange>;

/** What is noted for administrators: who watched unseen, who changed what others may or how the desk works, who gave out or erased data, who let a number through. */
export const AuditLine = v.variant('action', [
  WatchLine,
  /** A message of the customer may have a number in it that is masked else (S139). */
  v.object({
    at: At,
    who: Person,
    aboutId,
    chatId: ChatId,
    nickname: v.string(),
    action: v.picklist(['number_allowed']),
  }),
  /** A message of the chat, or a note, was taken away by somebody with "Chat beheren" (S138): never what it said. */
  v.object({ ...v.omit(WatchLine, ['action']).entries, action: v.literal('redacted') }),
  /** A chat that ended was opened (S163). */
  v.object({ ...v.omit(WatchLine, ['action']).entries, action: v.literal('chat_read') }),
  v.object({
    at: At,
    who: Person,
    action: v.picklist([
      'account_created',
      'rights_changed',
      'blocked',
      'unblocked',
      'password_set',
      'factors_reset',
      'group_created',
      'group_changed',
      'group_deleted',
    ]),
    /** The login of the account, or the name of the group, as it was called then; empty once that one is erased. */
    about: v.string(),
    aboutId,
    /** What it may from then on: permissions, or for a customer the names of groups. */
    rights: v.array(v.string()),
  }),
  v.object({
    at: At,
    who: Person,
    /** Of one's own sign-ins, or of the way into somebody's account. */
    action: v.picklist([
      'invited',
      'password_chosen',
      'session_ended',
      'sessions_ended',
      'account_linked',
      'signed_in',
      'sign_in_failed',
      'factor_added',
      'factor_removed',
    ]),
    /** The login of the account. */
    about: v.string(),
    aboutId,
  }),
  v.object({
    at: At,
    who: Person,
    action: v.picklist([
      'exported',
      'erased',
      'note_changed',
      'retention_changed',
      'settings_changed',
      'sign_in_changed',
      'brand_changed',
      'categories_changed',
      'text_saved',
      'text_deleted',
      'issuer_saved',
      'issuer_deleted',
      'provider_saved',
      'provider_deleted',
    ]),
    /** The login of the customer whose data was given out, empty once that one is erased; or the title of the text, or the name of the issuer or provider. */
    about: v.string(),
    aboutId,
    /** What stood there before and what from then on, the beginning of it where it is long; nothing for what was not there. */
    changes: v.optional(v.array(AuditChange)),
  }),
]);
export type AuditLine = v.InferOutput<typeof AuditLine>;
/** watching: a chat unseen; access: signing in, and reading of chats that ended; rights: accounts and groups; data: given out, erased, how long kept; settings: how the desk works. */
export const AuditKind = v.picklist(['watching', 'access', 'rights', 'data', 'settings']);
export type AuditKind = v.InferOutput<typeof AuditKind>;
