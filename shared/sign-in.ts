// What both sides agree on of signing in with a company's own provider: why it fails, what a check of one finds, and limits. See docs/identity.md.
import * as v from 'valibot';

/** Why nobody was signed in, as the login page tells it. */
export const SignInFault = v.picklist([
  /** No provider is set up for this site, or another one since. */
  'off',
  /** Whoever was asked at the provider said no, or went back. */
  'cancelled',
  /** It was not this browser that began, or it keeps no cookie. */
  'browser',
  /** Ten minutes are over, or it was used. */
  'late',
  /** The provider gives no answer, or not in time. */
  'unreachable',
  /** What it answers is none. */
  'nonsense',
  /** What it says of the person is not to be believed; the rule is in the log. */
  'token',
  /** The provider knows this site otherwise than it is set up here. */
  'setup',
  /** Who it is is clear; nothing gives that person a right here. */
  'no_access',
  /** The provider ended that person's session meanwhile. */
  'ended',
]);
export type SignInFault = v.InferOutput<typeof SignInFault>;

/** How it is learned that a person was switched off at the provider. */
export const Ending = v.picklist([
  /** It says so at once (OpenID Connect Back-Channel Logout). */
  'logout',
  /** Its refresh token is tried while that person is connected. */
  'renewal',
]);
export type Ending = v.InferOutput<typeof Ending>;

/** What a check of a provider finds; the first four stop it. */
export const ProviderFinding = v.picklist([
  'unreachable',
  'nonsense',
  /** It calls itself otherwise than its address. */
  'issuer',
  /** Something that a sign-in needs is missing: addresses, the code, PKCE. */
  'unable',
  /** Its keys cannot be fetched, or are of no kind that is taken. */
  'keys',
  /** It does not know the client id, or not this secret. */
  'client',
  /** Whether it does is not known before somebody signs in. */
  'client_unknown',
  /** It knows none of the scopes, or lacks one. */
  'scopes',
  /** No back-channel logout, and it names no scope for a refresh token. */
  'no_ending',
]);
export type ProviderFinding = v.InferOutput<typeof ProviderFinding>;

/** Minutes in which somebody has to be back from the provider. */
export const SIGN_IN_MINUTES = 10;
/** Minutes after which a refresh token is tried again. */
export const RENEWAL_MINUTES = 10;

export const ISSUER_ADDRESS_MAX = 200;
export const CLIENT_ID_MAX = 200;
export const CLIENT_SECRET_MAX = 1000;
export const SCOPES_MAX = 300;
export const CLAIM_NAME_MAX = 100;
export const DOMAINS_MAX = 20;
export const DOMAIN_MAX = 253;
