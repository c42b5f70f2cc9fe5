// Public keys out of what an administrator pasted: JSON Web Keys or PEM. Refuses what is private. Independent of where they are kept.
import { createPublicKey } from 'node:crypto';
import * as v from 'valibot';
import { KEYS_MAX } from '../../shared/embedding.ts';
import { PublicKey } from '../domain/issuer.ts';

/** @returns one or two public keys; nothing for what is none, is private, or is more. */
export const readKeys = (text: string): PublicKey[] | undefined => {
  const given = text.trim();
  const found = given.startsWith('{') || given.startsWith('[') ? readJson(given) : readPem(given);
  const isRight = found && found.length >= 1 && found.length <= KEYS_MAX;
  return isRight ? found : undefined;
};

const PRIVATE = ['d', 'p', 'q', 'k'];
const KeySet = v.object({ keys: v.array(v.unknown()) });

const readJson = (text: string): PublicKey[] | undefined => {
  const json = v.safeParse(v.pipe(v.string(), v.parseJson()), text);
  if (!json.success) return undefined;
  const set = v.safeParse(KeySet, json.output);
  const given = set.success ? set.output.keys : [json.output].flat();
  const keys = given.map(readKey);
  return keys.every((key) => key !== undefined) ? keys : undefined;
};

/** @returns nothing for what is no public key of a kind that tokens are signed with. */
export const readKey = (given: unknown): PublicKey | undefined => {
  if (PRIVATE.some((name) => name in Object(given))) return undefined;
  const key = v.safeParse(PublicKey, given);
  return key.success && isKey(key.output) ? key.output : undefined;
};

const isKey = (key: PublicKey): boolean => {
  try {
    createPublicKey({ key, format: 'jwk' });
    return key.kty !== 'RSA' || Buffer.from(key.n, 'base64url').length >= RSA_BYTES;
  } catch {
    return false;
  }
};

/** 2,048 bits, as RFC 7518 asks. */
const RSA_BYTES = 256;

const PEM = /-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g;

const readPem = (text: string): PublicKey[] | undefined => {
  const blocks = text.match(PEM) ?? [];
  if (text.replace(PEM, '').trim() !== '') return undefined;
  const keys = blocks.map((block) => {
    try {
      return readKey(createPublicKey(block).export({ format: 'jwk' }));
    } catch {
      return undefined;
    }
  });
  return keys.every((key) => key !== undefined) ? keys : undefined;
};
