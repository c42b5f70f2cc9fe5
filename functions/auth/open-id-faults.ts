// What the library of OpenID Connect throws, as why a sign-in failed and which rule was broken. Never what stands in a token.
import { ClientError, ResponseBodyError } from 'openid-client';
import type { SignInFault } from '../../shared/sign-in.ts';
import { NotReached } from '../adapters/outside-fetch.ts';

/** Why it did not work; `rule` says for the log what was broken. */
export interface OpenIdFault {
  readonly why: SignInFault;
  readonly rule?: string | undefined;
}
/** Claims by the rules that the log knows from other tokens as well. */
const RULES: Readonly<Record<string, string>> = {
  iss: 'issuer',
  aud: 'audience',
  azp: 'audience',
  exp: 'expired',
  iat: 'not_yet',
  nbf: 'not_yet',
  sub: 'subject',
  nonce: 'nonce',
  alg: 'algorithm',
};

export const whyOf = (error: unknown): SignInFault => {
  const errors = chainOf(error);
  if (errors.some((one) => one instanceof NotReached)) return 'unreachable';
  if (codeOf(error) === 'OAUTH_TIMEOUT') return 'unreachable';
  const body = errors.find((one) => one instanceof ResponseBodyError);
  // The code was used, is too old, or is another client's.
  if (body) return body.status >= 500 ? 'unreachable' : body.error === 'invalid_grant' ? 'late' : 'setup';
  const response = errors.find((one) => one instanceof Response);
  if (response && response.status >= 500) return 'unreachable';
  return claimOf(error) === undefined ? 'nonsense' : 'token';
};

/** A word for the log, out of a short list: none of it comes from the provider. */
export const ruleOf = (error: unknown): string => {
  const claim = claimOf(error);
  const notReached = chainOf(error).find((one) => one instanceof NotReached);
  const body = chainOf(error).find((one) => one instanceof ResponseBodyError);
  // What the library compares in a provider's word on itself is its name.
  if (codeOf(error) === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED') return 'issuer';
  return claim ?? notReached?.why ?? (body && known(body.error)) ?? codeOf(error) ?? 'unknown';
};

/** Which claim of a token the library refused; it says so in its message, in quotes. */
const claimOf = (error: unknown): string | undefined => {
  for (const one of chainOf(error)) {
    const [, name = ''] = (one instanceof Error && /(?:JWT|ID Token) "(\w+)"/.exec(one.message)) || [];
    if (Object.hasOwn(RULES, name)) return RULES[name];
  }
  return undefined;
};

/** What RFC 6749 names; anything else is the provider's own. */
const known = (error: string): string =>
  /^(invalid_request|invalid_client|invalid_grant|unauthorized_client|unsupported_grant_type|invalid_scope)$/.test(
    error,
  )
    ? error
    : 'other_error';

const codeOf = (error: unknown): string | undefined =>
  error instanceof ClientError && typeof error.code === 'string' ? error.code : undefined;

const chainOf = (error: unknown): readonly unknown[] => {
  const found: unknown[] = [];
  for (let one = error; one !== undefined && one !== null && found.length < 5; ) {
    found.push(one);
    one = one instanceof Error ? one.cause : undefined;
  }
  return found;
};
