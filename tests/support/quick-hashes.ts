// Vitest's setup of what runs on an engine: a password's hash takes a fifth of a second on purpose, and thousands are made. That it does is tests/functions/auth/password.test.ts.
import type { BinaryLike, ScryptOptions } from 'node:crypto';
import { vi } from 'vitest';

type Scrypt = [BinaryLike, BinaryLike, number, ScryptOptions, (error: Error | null, key: Buffer) => void];

vi.mock('node:crypto', async (load) => {
  const real = await load<typeof import('node:crypto')>();
  const scrypt = (...[password, salt, length, { N = 0, ...options }, done]: Scrypt) =>
    real.scrypt(password, salt, length, { ...options, N: Math.min(N, 1024), p: 1 }, done);
  return { ...real, scrypt };
});
