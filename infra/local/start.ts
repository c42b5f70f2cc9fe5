// npm start: builds, synthesises, runs the whole product on this machine, and says where. `--fresh` forgets the last run's data.
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { type LocalCloud, startLocalCloud } from './cloud.ts';
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

const build = async (part: 'functions' | 'web'): Promise<void> => {
  const child = spawn(process.execPath, [`${part}/build.ts`], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw problem(`${part}/build.ts failed; see above.`);
};

/** Ctrl-C, a plain kill, a closed terminal, and the end of the npm that started this. */
const onEnd = (leave: () => void) => {
  let isLeaving = false;
  const once = () => {
    // A second Ctrl-C does not wait.
    if (isLeaving) process.exit(1);
    isLeaving = true;
    leave();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, once);
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === undefined) return;
  setInterval(() => {
    if (process.ppid !== parent && !isLeaving) once();
  }, 1000).unref();
};

const Accounts = v.array(v.object({ role: v.string(), login: v.string(), password: v.string() }));

const welcome = ({ portalUrl, consoleUrl, seeded }: LocalCloud): string => {
  const accounts = v.parse(Accounts, seeded);
  const rows = accounts.map(({ role, login, password }) => [role === 'customer' ? 'portal' : 'console', login, password]);
  const table = [['site', 'login', 'password'], ...rows].map((row) => `  ${row.map((cell) => cell.padEnd(10)).join('')}`.trimEnd());
  return ['', `Portal   ${portalUrl}`, `Console  ${consoleUrl}`, '', ...table, '', 'Ctrl-C stops it; the data stays in .local.'].join('\n');
};

main().catch((error) => {
  fail(error);
  process.exit(1);
});
