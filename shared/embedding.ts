// What both sides agree on of the chat on another company's page: why a token is refused, what of it is cut, and limits. See docs/embedding.md.
import * as v from 'valibot';

export { ISSUER_MAX, originOf } from './page-origin.ts';

/** Why a token opens no session; the first of these that holds. */
export const TokenFault = /* @__PURE__ */ v.picklist([
  /** No token at all, or not of three parts with JSON in them. */
  'format',
  /** Not RS256, ES256 or EdDSA: a shared secret, or no signature. */
  'algorithm',
  /** Nobody of that name was set up. */
  'issuer',
  /** The page is none of those of this issuer. */
  'page',
  /** None of the issuer's keys has that name, or fits the algorithm. */
  'key',
  /** The address of the keys gave none. */
  'keys_unreachable',
  'signature',
  'audience',
  'expired',
  /** `exp` is further ahead than TOKEN_SECONDS. */
  'too_long',
  /** `iat` or `nbf` has yet to come, or there is no `iat`. */
  'not_yet',
  'subject',
  'token_id',
  /** The page names another user than the token does. */
  'user',
  /** It opened a session before. */
  'replayed',
]);
export type TokenFault = v.InferOutput<typeof TokenFault>;

/** What of a token is left out or shortened, and the rest taken. */
export const TokenCut = /* @__PURE__ */ v.picklist([
  'name_missing',
  'name_cut',
  'email_invalid',
  'email_unverified',
  /** It is how another account signs in here. */
  'email_of_another',
  'groups_cut',
  'groups_unknown',
  'language_unknown',
]);
export type TokenCut = v.InferOutput<typeof TokenCut>;

/** Seconds a token may last from now on. */
export const TOKEN_SECONDS = 600;
/** Seconds by which the clocks of the portal and of AWS may differ. */
export const SKEW_SECONDS = 60;
/** Characters of a token: ten times what one with a few groups has. */
export const TOKEN_MAX = 16_384;
/** What a name in a token may have at most: RFC 7519 sets no bound, OpenID Connect 255 for `sub`. */
export const SUBJECT_CLAIM_MAX = 255;
export const TOKEN_ID_MAX = 255;
/** Groups that are read of a token, and characters of each. */
export const SAID_GROUPS_MAX = 100;
export const SAID_GROUP_MAX = 100;
/** Companies, or portals, that sign tokens. */
export const ISSUERS_MAX = 20;
export const ORIGINS_MAX = 20;
/** Keys that are pasted: the one in use and the next. */
export const KEYS_MAX = 2;
export const KEY_TEXT_MAX = 8000;

/** Where the frame keeps its session: a cookie as on our own site, one of the page's partition, or nowhere but in memory. */
export const Keeping = /* @__PURE__ */ v.picklist(['site', 'partition', 'memory']);
export type Keeping = v.InferOutput<typeof Keeping>;

/** What the socket of a session that lives in memory offers: the protocol that is answered, and the token behind its mark. */
export const SOCKET_PROTOCOL = 'chat.v1';
export const TOKEN_MARK = 't.';
