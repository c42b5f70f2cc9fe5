// Whether a token of another company's portal may open a session here: read, looked up by its issuer, checked by that one's keys. Opens nothing itself.
import { compactVerify, importJWK } from 'jose';
import * as v from 'valibot';
import type { TokenFault } from '../../shared/embedding.ts';
import type { Issuer, PublicKey } from '../domain/issuer.ts';
import { ALGORITHMS, type Algorithm, Claims, findFault, type Proved } from '../domain/portal-token.ts';
import type { KeySets } from './key-sets.ts';

const Header = v.object({ alg: v.string(), kid: v.optional(v.string()) });

interface Unverified {
  readonly header: v.InferOutput<typeof Header>;
  readonly claims: Claims;
}

/** What stands in a token, proved or not. */
export const readToken = (token: string): Unverified | undefined => {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  const [header, claims] = parts.map(readPart);
  const known = { header: v.safeParse(Header, header), claims: v.safeParse(Claims, claims) };
  return known.header.success && known.claims.success
    ? { header: known.header.output, claims: known.claims.output }
    : undefined;
};

const readPart = (part: string): unknown => {
  if (!/^[\w-]+$/.test(part)) return undefined;
  const json = v.safeParse(v.pipe(v.string(), v.parseJson()), Buffer.from(part, 'base64url').toString());
  return json.success ? json.output : undefined;
};

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

const isAlgorithm = (name: string): name is Algorithm => Object.hasOwn(ALGORITHMS, name);

export const verifyToken = async (token: string, verifying: Verifying): Promise<Verdict> => {
  const { audience, now, keySets, findIssuer } = verifying;
  const read = readToken(token);
  if (!read) return { fault: 'format' };
  const { header, claims } = read;
  if (!isAlgorithm(header.alg)) return { fault: 'algorithm' };
  const issuer = typeof claims.iss === 'string' ? await findIssuer(claims.iss) : undefined;
  if (!issuer) return { fault: 'issuer' };
  const found = await keySets.find(issuer, header.kid);
  if (!found) return { fault: 'keys_unreachable' };
  const keys = found.filter((key) => fits(key, header.alg as Algorithm));
  if (keys.length === 0) return { fault: 'key' };
  if (!(await isSigned(token, header.alg, keys))) return { fault: 'signature' };
  const proved = findFault(claims, { audience, now });
  return 'fault' in proved ? proved : { ok: { ...proved.ok, issuer, claims } };
};

/** The kind of key decides, not the token: so no public key is ever taken for a shared secret. */
const fits = ({ kty, alg, use }: PublicKey, algorithm: Algorithm): boolean => {
  const isForThis = alg === undefined || alg === algorithm || (isAlgorithm(alg) && ALGORITHMS[alg] === 'OKP');
  return kty === ALGORITHMS[algorithm] && isForThis && (use === undefined || use === 'sig');
};

/** Of a token that does not name its key. */
const KEYS_TRIED = 5;

const isSigned = async (token: string, alg: string, keys: readonly PublicKey[]): Promise<boolean> => {
  for (const key of keys.slice(0, KEYS_TRIED)) {
    try {
      // What stands in it is judged by `findFault`, one name for each fault.
      await compactVerify(token, await importJWK({ ...key }, alg), { algorithms: [alg] });
      return true;
    } catch {
      // Not by this key.
    }
  }
  return false;
};
