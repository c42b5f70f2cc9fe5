// The stack as it is deployed, of the bundles and sites in `.build`, made by `npm run build`.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Synthesised } from '../../infra/app.ts';
import { runOnce } from './run-once.ts';

const TEMPLATE = 'template.json';

export const findAssembly = async (): Promise<Synthesised> => {
  const dir = await runOnce('assembly', async (outdir) => {
    // CDK itself takes a second to load.
    const { LOCAL_CONTEXT, synthesise } = await import('../../infra/app.ts');
    await writeFile(
      join(outdir, TEMPLATE),
      JSON.stringify(synthesise({ outdir, context: LOCAL_CONTEXT }).template),
    );
  });
  return { dir, template: JSON.parse(await readFile(join(dir, TEMPLATE), 'utf8')) };
};
