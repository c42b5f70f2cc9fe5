// The stack as it is deployed, synthesised once in a run of the tests: CDK takes seconds, and two dozen files need it.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import type { Synthesised } from '../../infra/app.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** An empty folder that the files of one run share. */
    readonly assemblyDir: string;
  }
}

/** Vitest's global setup. */
export const setup = async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const dir = await mkdtemp(join(tmpdir(), 'officeheart-assembly-'));
  provide('assemblyDir', dir);
  return () => rm(dir, { recursive: true, force: true });
};

/** Of the bundles and sites in `.build`, made by `npm run build`. Who asks first synthesises it, all others wait for that. */
export const findAssembly = async (): Promise<Synthesised> => {
  const dir = inject('assemblyDir');
  const [claim, done] = [join(dir, 'claimed'), join(dir, 'template.json')];
  const assembly = { dir: join(dir, 'cdk.out') };
  while (!existsSync(done)) {
    const isClaimed = await mkdir(claim).then(
      () => true,
      () => false,
    );
    if (isClaimed) await synthesiseTo(assembly.dir, done).finally(() => rmdir(claim));
    else await sleep(50);
  }
  return { ...assembly, template: JSON.parse(await readFile(done, 'utf8')) };
};

const synthesiseTo = async (outdir: string, done: string): Promise<void> => {
  if (existsSync(done)) return;
  const { synthesise } = await import('../../infra/app.ts');
  const { template } = synthesise({ outdir });
  await writeFile(`${done}.part`, JSON.stringify(template));
  await rename(`${done}.part`, done);
};
