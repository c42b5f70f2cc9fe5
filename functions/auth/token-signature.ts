// Whether a token of others is signed by a key of theirs, and by which algorithm. Independent of what stands in it.
import { compactVerify, importJWK } from 'jose';
import * as v from 'valibot';
import type { Issuer, PublicKey } from '../domain/issuer.ts';
import { ALGORITHMS, type Algorithm, Claims } from '../domain/portal-token.ts';
import type { KeySets } from './key-sets.ts';

const Header = v.object({ alg: v.string(), kid: v.optional(v.string()), typ: v.optional(v.unknown()) });

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

export type SignatureFault = 'algorithm' | 'keys_unreachable' | 'key' | 'signature';

export const isAlgorithm = (name: string): name is Algorithm => Object.hasOwn(ALGORITHMS, name);

/** @returns why it is not signed by one of these keys; nothing when it is. */
export const findSignatureFault = async (
  token: string,
  { header }: Unverified,
  signer: Pick<Issuer, 'keys' | 'keysAddress'>,
  keySets: KeySets,
): Promise<SignatureFault | undefined> => {
  const { alg, kid } = header;
  if (!isAlgorithm(alg)) return 'algorithm';
  const found = await keySets.find(signer, kid);
  if (!found) return 'keys_unreachable';
  const keys = found.filter((key) => fits(key, alg));
  if (keys.length === 0) return 'key';
  return (await isSigned(token, alg, keys)) ? undefined : 'signature';
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
      // What stands in it is judged elsewhere, one name for each fault.
      await compactVerify(token, await importJWK({ ...key }, alg), { algorithms: [alg] });
      return true;
    } catch {
      // Not by this key.
    }
  }
  return false;
};
