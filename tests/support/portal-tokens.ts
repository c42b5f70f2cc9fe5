// Another company's portal for tests: its keys, the tokens it signs, and what a desk knows of it. Speaks to no server.
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { createKeySets, type KeySets } from '../../functions/auth/key-sets.ts';
import { readKeys } from '../../functions/auth/read-keys.ts';
import type { Issuer, PublicKey } from '../../functions/domain/issuer.ts';
import type { EmbedMeans } from '../../functions/routes/embed/means.ts';
import type { Db } from '../../functions/store/db.ts';
import { writeIssuer } from '../../functions/store/issuers.ts';
import { issuerIdOf } from '../../functions/store/keys.ts';
import { nobodyThere } from './accounts.ts';

export const PORTAL_PAGE = 'https://www.gemeente.example';
export const ISSUER = 'https://login.gemeente.example';

export type Kind = 'RS256' | 'ES256' | 'EdDSA';

const pairOf = (kind: Kind) => {
  switch (kind) {
    case 'RS256':
      return generateKeyPairSync('rsa', { modulusLength: 2048 });
    case 'ES256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' });
    case 'EdDSA':
      return generateKeyPairSync('ed25519');
    default:
      return kind satisfies never;
  }
};

export interface SigningKey {
  readonly kind: Kind;
  readonly kid: string;
  readonly secret: KeyObject;
  /** As the desk has it. */
  readonly jwk: PublicKey;
  readonly pem: string;
}

export const aSigningKey = (kind: Kind = 'ES256', kid = `key-${kind}`): SigningKey => {
  const { privateKey: secret, publicKey } = pairOf(kind);
  const [jwk] = readKeys(JSON.stringify({ ...publicKey.export({ format: 'jwk' }), kid })) ?? [];
  if (!jwk) throw new Error('no key');
  return { kind, kid, secret, jwk, pem: String(publicKey.export({ format: 'pem', type: 'spki' })) };
};

export interface TokenClaims {
  readonly [claim: string]: unknown;
}

/** @param now milliseconds. A claim that is given as `undefined` is left out. */
export const signToken = (
  key: SigningKey,
  { now, audience, ...claims }: { now: number; audience: string } & TokenClaims,
): Promise<string> => {
  const seconds = Math.floor(now / 1000);
  const all = {
    iss: ISSUER,
    aud: audience,
    sub: 'jansen-7',
    iat: seconds,
    exp: seconds + 300,
    jti: randomUUID(),
    name: 'Jan Jansen',
    ...claims,
  };
  const said = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new SignJWT(said).setProtectedHeader({ alg: key.kind, kid: key.kid }).sign(key.secret);
};

export const anIssuer = (key: SigningKey, given: Partial<Issuer> = {}): Issuer => {
  const issuer = given.issuer ?? ISSUER;
  return {
    id: issuerIdOf(issuer),
    name: 'Gemeente',
    issuer,
    keys: [key.jwk],
    origins: [PORTAL_PAGE],
    everyone: [],
    groups: [],
    rev: 0,
    ...given,
  };
};

export const addIssuer = async (db: Db, issuer: Issuer): Promise<Issuer> => {
  const saved = await writeIssuer(db, Math.random, issuer, []);
  if (!saved) throw new Error('the issuer was not saved');
  return saved;
};

const unlimited = { take: () => true };
const nothingOutside: KeySets = createKeySets(async () => ({ failed: 'lost' }), Date.now);

/** What the routes of other pages need, where nothing is asked outside. */
export const embedMeans = (given: Partial<EmbedMeans> = {}): EmbedMeans => ({
  ...nobodyThere,
  keySets: nothingOutside,
  persons: unlimited,
  issuers: unlimited,
  ...given,
});
