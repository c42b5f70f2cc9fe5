// Vitest's setup of every file: those of one project share their processes, so none leaves behind what it put in the place of something.
import { afterAll, vi } from 'vitest';

afterAll(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
