// The whole product on this machine, as it is built now, for as long as something is measured in it. No figures of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFunctions } from '../../functions/build.ts';
import { synthesise } from '../../infra/app.ts';
import { type LocalCloud, startLocalCloud } from '../../infra/local/cloud.ts';
import { buildWeb } from '../../web/build.ts';

const root = join(import.meta.dirname, '../..');

/** With the accounts of the demonstration. Builds what it runs, so that it needs nothing but the packages. */
export const withCloud = async <T>(work: (cloud: LocalCloud) => Promise<T>): Promise<T> => {
  await buildFunctions({ outDir: join(root, '.build') });
  await buildWeb({ outDir: join(root, '.build/web') });
  const dir = await mkdtemp(join(tmpdir(), 'local-cloud-'));
  const { template, dir: assets } = synthesise({ outdir: join(dir, 'cdk.out') });
  const seed = join(root, '.build/tools/seed-demo.mjs');
  const cloud = await startLocalCloud({ template, assets, dataDir: join(dir, 'data'), seed });
  try {
    return await work(cloud);
  } finally {
    await cloud.stop();
    await rm(dir, { recursive: true, force: true });
  }
};
