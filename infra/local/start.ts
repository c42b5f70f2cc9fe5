// npm start: builds, synthesises, runs the whole product on this machine, and says where. `--fresh` forgets the last run's data.
import { spawn } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { type LocalCloud, startLocalCloud } from './cloud.ts';
import { onEnd } from './on-end.ts';
import { lineOf, problem } from './problem.ts';

const root = join(import.meta.dirname, '../..');
const dataDir = join(root, '.local');

const main = async (): Promise<void> => {
  // Lambda's time zone; workers share the process's.
  process.env.TZ = 'UTC';
  const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } });
  const settings = {
    portalPort: portFrom('PORTAL_PORT', 8080),
    consolePort: portFrom('CONSOLE_PORT', 8081),
    dynamoEndpoint: process.env.DYNAMODB_ENDPOINT || undefined,
  };
  let cloud: LocalCloud | undefined;
  const leave = async (code: number) => {
    await cloud?.stop();
    process.exit(code);
  };
  onEnd(() => leave(0));

  // The CDK library takes a second to load; meanwhile the bundles are built.
  const [{ synthesise }] = await Promise.all([import('../app.ts'), build('functions'), build('web')]);
  const { template, dir } = synthesise({ outdir: join(root, '.build/cdk.out') });
  if (values.fresh) await rm(dataDir, { recursive: true, force: true });
  cloud = await startLocalCloud({
    ...settings,
    template,
    assets: dir,
    dataDir,
    seed: join(root, '.build/tools/seed-demo.mjs'),
    log: (line) => process.stderr.write(`${line}\n`),
    onCrash(reason) {
      fail(reason);
      void leave(1);
    },
  });
  process.stdout.write(`${welcome(cloud)}\n`);
};

const fail = (error: unknown) => process.stderr.write(`${lineOf(error)}\n`);

/** @throws a problem for anything but a port number. */
const portFrom = (name: string, standard: number): number => {
  const text = process.env[name];
  if (!text) return standard;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw problem(`${name} is "${text}", which is no port number.`);
};

/** What each build writes last. */
const outputs = {
  functions: '.build/functions/sweep/index.mjs',
  web: '.build/web/portal/index.html',
} as const;

/** @throws a problem when there is nothing new to run; a build that is only over its budget runs, with its complaint. */
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
  if (!written || written.mtimeMs < begun) throw problem(`${part}/build.ts failed; see above.`);
  process.stderr.write(`${part}/build.ts failed after it had written its output; that is used.\n`);
};

const Accounts = v.array(v.object({ role: v.string(), login: v.string(), password: v.string() }));

const welcome = ({ portalUrl, consoleUrl, seeded }: LocalCloud): string => {
  const accounts = v.parse(Accounts, seeded);
  const rows = accounts.map(({ role, login, password }) => [
    role === 'customer' ? 'portal' : 'console',
    login,
    password,
  ]);
  const table = [['site', 'login', 'password'], ...rows].map((row) =>
    `  ${row.map((cell) => cell.padEnd(10)).join('')}`.trimEnd(),
  );
  return [
    '',
    `Portal   ${portalUrl}`,
    `Console  ${consoleUrl}`,
    '',
    ...table,
    '',
    'Ctrl-C stops it; the data stays in .local.',
  ].join('\n');
};

main().catch((error) => {
  fail(error);
  process.exit(1);
});
