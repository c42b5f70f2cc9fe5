// A process of its own with a cloud in it, for the tests of how it ends. Its folder of assets and its data come as arguments.
import { readFileSync } from 'node:fs';
import { startLocalCloud } from '../../../infra/local/cloud.ts';
import { onShutdown } from '../../../infra/local/on-shutdown.ts';
import { lineOf } from '../../../infra/local/user-error.ts';

const [assets = '', dataDir = ''] = process.argv.slice(2);
try {
  const cloud = await startLocalCloud({
    template: JSON.parse(readFileSync(`${assets}/template.json`, 'utf8')),
    assets,
    dataDir,
    onCrash(reason) {
      process.stderr.write(`${lineOf(reason)}\n`);
      process.exit(1);
    },
  });
  onShutdown(async () => {
    await cloud.stop();
    process.exit(0);
  });
  process.stdout.write(`${JSON.stringify({ portalUrl: cloud.portalUrl })}\n`);
} catch (error) {
  process.stderr.write(`${lineOf(error)}\n`);
  process.exit(1);
}
