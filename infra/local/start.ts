// npm start: builds, synthesises, runs the whole product on this machine, and says where. `--fresh` forgets the last run's data, `--demo` adds weeks of a desk's life.
import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root, runAtTerminal, say } from './terminal.ts';
import { userError } from './user-error.ts';

/** What each build writes last. */
const outputs = {
  functions: '.build/functions/sweep/index.mjs',
  web: '.build/web/portal/index.html',
} as const;

/** @throws a userError when there is nothing new to run; a build that is only over its budget runs, with its complaint. */
const build = async (part: keyof typeof outputs): Promise<void> => {
  const begun = Date.now();
  const child = spawn(process.execPath, [`${part}/build.ts`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const complaint = text(child.stderr);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  process.stderr.write(await complaint);
  const written = await stat(join(root, outputs[part])).catch(() => undefined);
  if (!written || written.mtimeMs < begun) throw userError(`${part}/build.ts failed; see above.`);
  process.stderr.write(`${part}/build.ts failed after it had written its output; that is used.\n`);
};

await runAtTerminal({
  async prepare(seed) {
    say('Bundling the functions and the sites…');
    // The CDK library takes a second to load; meanwhile the bundles are built.
    const [{ LOCAL_CONTEXT, synthesise }] = await Promise.all([
      import('../app.ts'),
      build('functions'),
      build('web'),
    ]);
    say('Synthesising the stack…');
    const { template, dir } = synthesise({
      outdir: join(root, '.build/cdk.out'),
      context: LOCAL_CONTEXT,
    });
    return { template, assets: dir, seed: join(root, `.build/tools/${seed}.mjs`) };
  },
});
