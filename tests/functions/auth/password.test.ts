// Passwords: right, wrong, and no account at all.
import { scrypt } from 'node:crypto';
import { afterAll, expect, test, vi } from 'vitest';
import { checkPassword, hashPassword } from '../../../functions/auth/password.ts';

// The real one, counted.
// What others of this process have loaded is loaded anew, and again after it.
vi.hoisted(() => vi.resetModules());
afterAll(() => void vi.resetModules());
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  return { ...crypto, scrypt: vi.fn(crypto.scrypt) };
});
const derived = vi.mocked(scrypt);

test('knows the right password from a wrong one', async () => {
  const stored = await hashPassword('geheim wachtwoord');
  expect(await checkPassword('geheim wachtwoord', stored)).toBe(true);
  expect(await checkPassword('geheim Wachtwoord', stored)).toBe(false);
  expect(await checkPassword('', stored)).toBe(false);
});

test('keeps its parameters and a salt of its own with each hash', async () => {
  const [first, second] = await Promise.all([hashPassword('zelfde'), hashPassword('zelfde')]);
  expect(first).toMatchObject({ n: 32768, r: 8, p: 3 });
  expect(first.salt).not.toBe(second.salt);
  expect(first.hash).not.toBe(second.hash);
});

test('still checks a hash made with other parameters', async () => {
  // RFC 7914, section 12: scrypt("password", "NaCl", N=1024, r=8, p=16), its first 32 bytes.
  const stored = {
    n: 1024,
    r: 8,
    p: 16,
    salt: Buffer.from('NaCl').toString('base64url'),
    hash: Buffer.from('fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162', 'hex').toString(
      'base64url',
    ),
  };
  expect(await checkPassword('password', stored)).toBe(true);
});

test('takes an accent typed as one character or as two for the same', async () => {
  const stored = await hashPassword('caf\u00e9');
  expect(await checkPassword('cafe\u0301', stored)).toBe(true);
});

test('without an account it is never right and does the same work', async () => {
  const stored = await hashPassword('x');
  const workFor = async (hash: typeof stored | undefined) => {
    derived.mockClear();
    expect(await checkPassword('', hash)).toBe(false);
    return derived.mock.calls.map(([, , length, options]) => ({ length, options }));
  };
  const work = await workFor(stored);
  expect(work).toHaveLength(1);
  expect(await workFor(undefined)).toEqual(work);
});

test('a damaged hash lets nobody in', async () => {
  const stored = await hashPassword('x');
  expect(await checkPassword('x', { ...stored, hash: '' })).toBe(false);
  expect(await checkPassword('x', { ...stored, hash: stored.hash.slice(0, 20) })).toBe(false);
});
