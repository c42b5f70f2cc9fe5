// What a token of another company's portal has to say, and what of it is taken. Pure: whether it is signed is found out elsewhere.
import * as v from 'valibot';
import {
  SAID_GROUP_MAX,
  SAID_GROUPS_MAX,
  SKEW_SECONDS,
  SUBJECT_CLAIM_MAX,
  TOKEN_ID_MAX,
  TOKEN_SECONDS,
  type TokenCut,
  type TokenFault,
} from '../../shared/embedding.ts';
import { Language } from '../../shared/model.ts';
import { cleanEmail, countCharacters, isEmail, NAME_MAX } from '../../shared/rules.ts';
import { normaliseName } from './names.ts';

/** Algorithms with a public key, each with the kind of key it wants: a token chooses among them, and no key serves two. */
export const ALGORITHMS = {
  RS256: 'RSA',
  ES256: 'EC',
  EdDSA: 'OKP',
  /** The newer name of the same. */
  Ed25519: 'OKP',
} as const;
export type Algorithm = keyof typeof ALGORITHMS;

/** Of any shape: what is wrong is told by name, not as a token that cannot be read. */
export const Claims = v.record(v.string(), v.unknown());
export type Claims = v.InferOutput<typeof Claims>;

/** A token that opens a session, as far as its words go. */
export interface Proved {
  readonly subject: string;
  readonly tokenId: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value !== '' && value.length <= max;

/** @param now milliseconds. */
export const findFault = (
  { aud, exp, iat, nbf, sub, jti }: Claims,
  { audience, now }: { audience: string; now: number },
): { readonly fault: TokenFault } | { readonly ok: Proved } => {
  const seconds = now / 1000;
  const isLate = (time: unknown) => typeof time === 'number' && time > seconds + SKEW_SECONDS;
  if (![aud].flat().includes(audience)) return { fault: 'audience' };
  if (typeof exp !== 'number' || exp <= seconds - SKEW_SECONDS) return { fault: 'expired' };
  if (exp > seconds + TOKEN_SECONDS + SKEW_SECONDS) return { fault: 'too_long' };
  if (typeof iat !== 'number' || isLate(iat) || isLate(nbf)) return { fault: 'not_yet' };
  if (!isText(sub, SUBJECT_CLAIM_MAX)) return { fault: 'subject' };
  if (!isText(jti, TOKEN_ID_MAX)) return { fault: 'token_id' };
  return { ok: { subject: sub, tokenId: jti, expiresAt: exp } };
};

/** What is said of the person beside who it is. */
export interface PersonSaid {
  readonly name: string;
  readonly email: string | undefined;
  readonly language: Language | undefined;
  /** As the portal calls them. */
  readonly groups: readonly string[];
  readonly cuts: readonly TokenCut[];
}

/** A customer of whom nothing is said (S120). */
export const NAMELESS = 'Klant';

/** @param nameless of whom nothing is said. */
export const readPerson = (claims: Claims, nameless = NAMELESS): PersonSaid => {
  const cuts: TokenCut[] = [];
  const name = readName(claims.name, cuts) || nameless;
  const email = readEmail(claims, cuts);
  const language = readLanguage(claims.language, cuts);
  return { name, email, language, groups: readGroups(claims.groups, cuts), cuts };
};

const readName = (said: unknown, cuts: TokenCut[]): string => {
  const whole = typeof said === 'string' ? said.slice(0, 4 * NAME_MAX) : '';
  // Once more behind the cut, which may leave half of what belongs together.
  const name = normaliseName(Array.from(normaliseName(whole)).slice(0, NAME_MAX).join(''));
  if (name === '') cuts.push('name_missing');
  else if (typeof said === 'string' && countCharacters(said.trim()) > NAME_MAX) cuts.push('name_cut');
  return name;
};

const readEmail = ({ email, email_verified: verified }: Claims, cuts: TokenCut[]): string | undefined => {
  if (email === undefined || email === '') return undefined;
  const cleaned = typeof email === 'string' && isEmail(email) ? cleanEmail(email) : undefined;
  if (!cleaned) cuts.push('email_invalid');
  else if (verified === false) cuts.push('email_unverified');
  else return cleaned;
  return undefined;
};

const readLanguage = (said: unknown, cuts: TokenCut[]): Language | undefined => {
  if (said === undefined) return undefined;
  const language = v.safeParse(Language, typeof said === 'string' ? said.slice(0, 2).toLowerCase() : said);
  if (!language.success) cuts.push('language_unknown');
  return language.success ? language.output : undefined;
};

const readGroups = (said: unknown, cuts: TokenCut[]): string[] => {
  const all = said === undefined ? [] : [said].flat();
  const read = all
    .slice(0, SAID_GROUPS_MAX)
    .flatMap((group) => (isText(group, SAID_GROUP_MAX) ? [group.normalize('NFC').trim()] : []));
  if (read.length < all.length) cuts.push('groups_cut');
  return read;
};
