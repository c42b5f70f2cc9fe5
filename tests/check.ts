// npm run check: builds, then runs the tests, and beside them what needs the processor alone, as tests wait a lot. What failed is named again at the end.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Commands of package.json, by the name that a failure is told by. */
const BESIDE = {
  types: 'npm run types',
  'lint and format': 'biome ci .',
  'dead code': 'knip',
  documents: 'node infra/docs.ts --check',
} as const;

/** @returns whether it ended well. Its output is shown at once, or, of what runs beside, when it has failed. */
const run = (command: string, shown: 'at once' | 'on failure'): Promise<boolean> =>
  new Promise((resolve) => {
    const output: Buffer[] = [];
    const stdio = shown === 'at once' ? 'inherit' : 'pipe';
    const child = spawn(command, { cwd: root, shell: true, stdio: ['ignore', stdio, stdio] });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => output.push(data));
    child.on('close', (code) => {
      if (code !== 0) process.stderr.write(Buffer.concat(output));
      resolve(code === 0);
    });
  });

/** One after the other: the tests leave about one processor. */
const runBeside = async (): Promise<string[]> => {
  const failed: string[] = [];
  for (const [name, command] of Object.entries(BESIDE))
    if (!(await run(command, 'on failure'))) failed.push(`${name} (${command})`);
  return failed;
};

if (await run('npm run build', 'at once')) {
  const [failed, passed] = await Promise.all([runBeside(), run('vitest run', 'at once')]);
  if (!passed) failed.push('tests (vitest run)');
  for (const each of failed) console.error(`Failed: ${each}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} else process.exitCode = 1;
