// What takes seconds to make and many files need: made once in a run of the tests, by whoever asks first. Independent of what it is.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder that the files of one run share. */
    readonly runDir: string;
  }
}

/** Vitest's global setup. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const dir = await mkdtemp(join(tmpdir(), 'officeheart-run-'));
  project.provide('runDir', dir);
  // While watching, what it was made of has changed.
  project.onTestsRerun(async () => {
    await rm(dir, { recursive: true, force: true });
    await mkdir(dir);
  });
  return () => rm(dir, { recursive: true, force: true });
};

/**
 * @param make fills the folder that it is given; when it fails, the next who asks tries again.
 * @returns the folder, for reading only.
 */
export const runOnce = async (name: string, make: (dir: string) => Promise<unknown>): Promise<string> => {
  const dir = join(inject('runDir'), name);
  const [claim, part] = [`${dir}.claimed`, `${dir}.part`];
  while (!existsSync(dir)) {
    const isClaimed = await mkdir(claim).then(
      () => true,
      () => false,
    );
    if (!isClaimed) await sleep(50);
    else if (existsSync(dir)) await rmdir(claim);
    else {
      try {
        await mkdir(part, { recursive: true });
        await make(part);
        // At once and whole.
        await rename(part, dir);
      } finally {
        await rmdir(claim);
      }
    }
  }
  return dir;
};
