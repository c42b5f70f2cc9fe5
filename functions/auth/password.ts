// Hashing and checking passwords. Independent of any account.
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import type { PasswordHash } from '../domain/account.ts';

/** One of the equally strong settings of the OWASP Password Storage Cheat Sheet; takes 32 MB while it runs. */
const STRENGTH = { n: 2 ** 15, r: 8, p: 3 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** @param strength less for a password that is no secret, which then takes no time to check either. */
export const hashPassword = async (
  password: string,
  strength: Pick<PasswordHash, 'n' | 'r' | 'p'> = STRENGTH,
): Promise<PasswordHash> => {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, strength);
  return { ...strength, salt: salt.toString('base64url'), hash: hash.toString('base64url') };
};

/** Without a hash (no such account) it takes as long and is never right. */
export const checkPassword = async (password: string, stored: PasswordHash | undefined): Promise<boolean> => {
  const { salt, hash, ...strength } = stored ?? { ...STRENGTH, salt: '', hash: '' };
  const given = await derive(password, Buffer.from(salt, 'base64url'), strength);
  const expected = Buffer.from(hash, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
};

const derive = (
  password: string,
  salt: Buffer,
  { n, r, p }: { n: number; r: number; p: number },
): Promise<Buffer> => {
  // Node's limit is 32 MB, and the algorithm needs a little more than 128 * n * r.
  const options: ScryptOptions = { N: n, r, p, maxmem: 256 * n * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, HASH_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
};
