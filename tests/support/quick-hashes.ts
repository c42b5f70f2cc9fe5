// Vitest's setup of what runs on an engine: a password's hash takes a fifth of a second on purpose, and thousands are made. That it does is tests/functions/auth/password.test.ts.
import { vi } from 'vitest';

const QUICK = { n: 1024, r: 8, p: 1 };

vi.mock('../../functions/auth/password.ts', async (load) => {
  const real = await load<typeof import('../../functions/auth/password.ts')>();
  const hashPassword: typeof real.hashPassword = (password, strength = QUICK) =>
    real.hashPassword(password, strength);
  const checkPassword: typeof real.checkPassword = (password, stored) =>
    real.checkPassword(password, stored ?? { ...QUICK, salt: '', hash: '' });
  return { ...real, hashPassword, checkPassword };
});
