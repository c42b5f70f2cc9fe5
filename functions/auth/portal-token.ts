// Whether a token of another company's portal may open a session here: read, looked up by its issuer, checked by that one's keys. Opens nothing itself.
import type { TokenFault } from '../../shared/embedding.ts';
import type { Issuer } from '../domain/issuer.ts';
import { type Claims, findFault, type Proved } from '../domain/portal-token.ts';
import type { KeySets } from './key-sets.ts';
import { findSignatureFault, isAlgorithm, readToken } from './token-signature.ts';

export interface Verifying {
  /** What the token has to be for. */
  readonly audience: string;
  /** Milliseconds. */
  readonly now: number;
  readonly keySets: KeySets;
  readonly findIssuer: (issuer: string) => Promise<Issuer | undefined>;
}

export interface Verified extends Proved {
  readonly issuer: Issuer;
  readonly claims: Claims;
}

export type Verdict = { readonly ok: Verified } | { readonly fault: TokenFault };

export const verifyToken = async (token: string, verifying: Verifying): Promise<Verdict> => {
  const { audience, now, keySets, findIssuer } = verifying;
  const read = readToken(token);
  if (!read) return { fault: 'format' };
  const { header, claims } = read;
  // Before its issuer is looked for.
  if (!isAlgorithm(header.alg)) return { fault: 'algorithm' };
  const issuer = typeof claims.iss === 'string' ? await findIssuer(claims.iss) : undefined;
  if (!issuer) return { fault: 'issuer' };
  const fault = await findSignatureFault(token, read, issuer, keySets);
  if (fault) return { fault };
  const proved = findFault(claims, { audience, now });
  return 'fault' in proved ? proved : { ok: { ...proved.ok, issuer, claims } };
};
