// The closed union of refusals a client can get; each code has a Dutch and an English text in shared/text.
import * as v from 'valibot';
import type { TokenFault } from './embedding.ts';
import type { SignInFault } from './sign-in.ts';

const plain = <const C extends string>(code: C) => v.object({ code: v.literal(code) });

/** One of a list that is kept elsewhere: whoever refuses has it, and the hot path need not carry it. */
const word = <W extends string>() => v.custom<W>((text) => typeof text === 'string');

export const Refusal = v.variant('code', [
  /** The frame or body does not fit the action's schema; `path` names the first field that does not. */
  v.object({ code: v.literal('bad_request'), path: v.optional(v.string()) }),
  plain('unknown_action'),
  plain('not_signed_in'),
  plain('forbidden'),
  plain('not_found'),
  plain('empty_text'),
  v.object({ code: v.literal('text_too_long'), max: v.number() }),
  /** A name of `over` characters more than the `max` it may have: nothing of it is cut. `path` names the field. */
  v.object({
    code: v.literal('too_long'),
    max: v.number(),
    over: v.number(),
    path: v.optional(v.string()),
  }),
  plain('too_large'),
  plain('bad_email'),
  /** The client's cursor names an entry this chat does not have: sync, then try again. */
  plain('behind'),
  plain('chat_ended'),
  plain('chat_closed'),
  /** Only an ended chat can be saved or deleted (S79). */
  plain('chat_not_ended'),
  /** A chat is rated once (S67). */
  plain('already_rated'),
  /** One or two stars need an explanation (S69). */
  plain('comment_required'),
  plain('not_participant'),
  /** The last agent of a chat cannot leave it (S86). */
  plain('last_agent'),
  /** A chat is neither saved nor deleted under the hands of its customer (S104). */
  plain('customer_connected'),
  /** Only agents on duty who are not in the chat can be invited (S81). */
  plain('not_invitable'),
  plain('not_invited'),
  /** Someone saved a newer version meanwhile. */
  plain('outdated'),
  /** Asked by a page of somebody who is not the one signed in: in another tab somebody else signed in meanwhile. */
  plain('other_account'),
  /** `opensAt`: by the opening hours it is closed, until then (S149). */
  v.object({ code: v.literal('no_room'), opensAt: v.optional(v.number()) }),
  plain('no_chat_right'),
  plain('not_on_duty'),
  /** Another agent answered first (S28); join again with `second: true` to take part as well. */
  v.object({ code: v.literal('taken'), by: v.string() }),
  v.object({ code: v.literal('at_maximum'), max: v.number() }),
  /** There are as many of these as there may be: standard texts, groups. */
  v.object({ code: v.literal('too_many'), max: v.number() }),
  /** As many agents take part in the chat, or are asked to, as may. */
  v.object({ code: v.literal('chat_full'), max: v.number() }),
  plain('wrong_credentials'),
  /** The password was right, so it is no secret. */
  plain('account_blocked'),
  /** The current password, asked for before a new one is set, is another. */
  plain('wrong_password'),
  v.object({ code: v.literal('password_too_short'), min: v.number() }),
  plain('login_taken'),
  /** Among the first that anyone would guess, or the login itself. */
  plain('password_too_easy'),
  /** The password was given by an administrator: another is to be chosen before anything else (S168). */
  plain('password_due'),
  /** The new password is the one that was given. */
  plain('password_given'),
  /** The password was right; now comes the second step of signing in (S127), by one of these ways. */
  v.object({ code: v.literal('second_factor'), ways: v.array(v.picklist(['totp', 'passkey'])) }),
  /** A second factor is to be set up before anything else (S127). */
  plain('factor_due'),
  /** The five minutes for the second step, or the ten for setting something up, are over. */
  plain('factor_expired'),
  /** No code of now, or one that was used. */
  plain('wrong_code'),
  /** The passkey is not one of this account, or what it signed is not what was asked. */
  plain('wrong_passkey'),
  /** Who sits there has to show again who it is. */
  plain('proof_due'),
  /** The last second factor stays where one is obligatory. */
  plain('factor_obligatory'),
  /** A link that came by mail: used, or another took its place. */
  plain('link_used'),
  plain('link_expired'),
  /** This deployment sends no mail. */
  plain('mail_off'),
  plain('no_email'),
  /** What was sent to this address came back. */
  plain('mail_fails'),
  /** Who can be invited by mail chooses a password oneself. */
  plain('invite_instead'),
  /** Nobody blocks oneself or gives up the right to administer: so there is always somebody who has it. */
  plain('own_rights'),
  /** Text in this colour cannot be read in one of the themes; the nearest that can. */
  v.object({
    code: v.literal('colour_unreadable'),
    theme: v.picklist(['light', 'dark']),
    nearest: v.string(),
  }),
  /** By its bytes no PNG, JPEG or WebP. */
  plain('bad_logo'),
  /** The desk takes no files. */
  plain('files_off'),
  /** Found by its bytes to be of a kind that the desk does not take, or that nobody takes. */
  plain('file_kind'),
  /** Of more bytes than `max`, which are megabytes. */
  v.object({ code: v.literal('file_too_large'), max: v.number() }),
  v.object({ code: v.literal('too_many_files'), max: v.number() }),
  /** Not uploaded, taken away, sent already, or somebody else's. */
  plain('file_gone'),
  /** Not what it says it is: nothing can be taken out of it. */
  plain('file_broken'),
  /** Malware was found in it. */
  plain('file_infected'),
  /** It could not be scanned, and what was not scanned is not passed on. */
  plain('file_unscanned'),
  v.object({ code: v.literal('too_many_attempts'), retryAfterSeconds: v.number() }),
  /** The token of the page around the chat opens no session. */
  v.object({ code: v.literal('bad_token'), rule: word<TokenFault>() }),
  /** There is an issuer of this name already. */
  plain('issuer_taken'),
  /** Nobody was signed in by the provider. */
  v.object({ code: v.literal('sign_in_failed'), why: word<SignInFault>() }),
  /** At this site nobody signs in with a password, nor is given one. */
  plain('passwords_off'),
  /** Passwords are switched off by somebody who came in by the provider: so there is a way in without. */
  plain('provider_first'),
  /** Too many writers at once; the same request may be tried again. */
  plain('busy'),
  v.object({ code: v.literal('internal'), requestId: v.optional(v.string()) }),
]);
export type Refusal = v.InferOutput<typeof Refusal>;
export type RefusalCode = Refusal['code'];

export type Result<T> = { readonly ok: T } | { readonly error: Refusal };

export const refuse = <R extends Refusal>(error: R): { readonly error: R } => ({ error });
