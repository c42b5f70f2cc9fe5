// Vitest's setup of every file: those of one project share their processes, so none leaves behind what it put in the place of something.
import { afterAll, vi } from 'vitest';

const before = { ...process.env };

afterAll(() => {
  vi.unstubAllEnvs();
  // What was set without a stub goes as well.
  for (const name of Object.keys(process.env))
    if (!(name in before)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, before);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
