// What a provider says of a person, as it is taken; and what a word of it that somebody is signed out has to say. Pure: whether it is signed is found out elsewhere.
import { SKEW_SECONDS, SUBJECT_CLAIM_MAX, TOKEN_ID_MAX } from '../../shared/embedding.ts';
import type { Role } from '../../shared/model.ts';
import { NICKNAME_MAX } from '../../shared/rules.ts';
import { normaliseName } from './names.ts';
import { type Claims, NAMELESS, type PersonSaid, readPerson } from './portal-token.ts';

/** An agent of whom nothing is said. */
const NAMELESS_AGENT = 'Medewerker';

export interface ProviderSaid extends PersonSaid {
  /** What others call an agent (S120). */
  readonly givenName: string | undefined;
}

/** @param groupsClaim where the groups stand; empty where they are not asked for. */
export const readProviderClaims = (claims: Claims, groupsClaim: string, role: Role): ProviderSaid => {
  const { name, given_name: given, family_name: family, email, locale } = claims;
  const parts = [given, family].filter((part) => typeof part === 'string').join(' ');
  const language = typeof locale === 'string' ? locale.slice(0, 2).toLowerCase() : undefined;
  const person = readPerson(
    {
      name: typeof name === 'string' && name.trim() !== '' ? name : parts,
      email,
      email_verified: isVerified(claims),
      language: language === 'nl' || language === 'en' ? language : undefined,
      groups: groupsClaim === '' ? undefined : claims[groupsClaim],
    },
    role === 'agent' ? NAMELESS_AGENT : NAMELESS,
  );
  return { ...person, givenName: readGivenName(given) };
};

/** Said in so many words, or not: `true`, as text by Amazon Cognito, and by Entra ID as `xms_edov`. */
const isVerified = ({ email_verified: verified, xms_edov: byEntra }: Claims): boolean =>
  verified === true || verified === 'true' || [true, 1, '1', 'true'].some((yes) => yes === byEntra);

const readGivenName = (given: unknown): string | undefined => {
  const cleaned = typeof given === 'string' ? normaliseName(given.slice(0, 4 * NICKNAME_MAX)) : '';
  return normaliseName(Array.from(cleaned).slice(0, NICKNAME_MAX).join('')) || undefined;
};

/** Why a logout token ends nothing. */
export type LogoutFault =
  | 'issuer'
  | 'audience'
  | 'expired'
  | 'not_yet'
  | 'token_id'
  | 'events'
  | 'nonce'
  | 'subject';

export interface LoggedOut {
  readonly subject: string | undefined;
  /** The session at the provider; none: all of that person's. */
  readonly sid: string | undefined;
  readonly tokenId: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** Seconds that a logout token without `exp` is good for, and one with it at most. */
const LOGOUT_SECONDS = 10 * 60;

const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value !== '' && value.length <= max;

/** @param now milliseconds. OpenID Connect Back-Channel Logout 1.0, 2.6. */
export const readLogout = (
  { iss, aud, iat, exp, jti, events, nonce, sub, sid }: Claims,
  { issuer, audience, now }: { issuer: string; audience: string; now: number },
): { readonly fault: LogoutFault } | { readonly ok: LoggedOut } => {
  const seconds = now / 1000;
  if (iss !== issuer) return { fault: 'issuer' };
  if (![aud].flat().includes(audience)) return { fault: 'audience' };
  // With one it may be an ID token, which whoever signed in has seen.
  if (nonce !== undefined) return { fault: 'nonce' };
  const event = Object(events)[EVENT];
  if (typeof event !== 'object' || event === null) return { fault: 'events' };
  if (typeof iat !== 'number' || iat > seconds + SKEW_SECONDS) return { fault: 'not_yet' };
  const expiresAt = Math.min(typeof exp === 'number' ? exp : Number.POSITIVE_INFINITY, iat + LOGOUT_SECONDS);
  if (expiresAt <= seconds - SKEW_SECONDS) return { fault: 'expired' };
  if (!isText(jti, TOKEN_ID_MAX)) return { fault: 'token_id' };
  const [subject, session] = [sub, sid].map((one) => (isText(one, SUBJECT_CLAIM_MAX) ? one : undefined));
  if (!subject && !session) return { fault: 'subject' };
  return { ok: { subject, sid: session, tokenId: jti, expiresAt } };
};
