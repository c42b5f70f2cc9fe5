// npm run dev on a copy of the sources: what is saved runs at once, in the functions and on the pages, and an open socket stays open.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSocketClient, signInOverHttp } from '../support/client.ts';

const root = join(import.meta.dirname, '../..');

let dir: string;
let child: ChildProcess;
let said = '';
let hasEnded: Promise<never>;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dev-'));
  for (const path of ['functions', 'shared', 'web', 'infra', 'package.json', 'tsconfig.base.json'])
    await cp(join(root, path), join(dir, path), { recursive: true });
  await symlink(join(root, 'node_modules'), join(dir, 'node_modules'));
  child = spawn(process.execPath, ['infra/dev.ts'], {
    cwd: dir,
    env: { ...process.env, PORTAL_PORT: '0', CONSOLE_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  hasEnded = once(child, 'exit').then(() => {
    throw new Error(`it ended: ${said}`);
  });
  hasEnded.catch(() => {});
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text) => {
      said += text;
    });
});
afterAll(async () => {
  child.kill('SIGTERM');
  await hasEnded.catch(() => {});
  await rm(dir, { recursive: true, force: true });
});

/** Everything the terminal says until it says this. */
const untilPrinted = async (words: RegExp): Promise<void> => {
  while (!words.test(said)) await Promise.race([once(child.stdout ?? child, 'data'), hasEnded]);
};

const addressOf = (site: string): string => new RegExp(`${site} +(http://\\S+)`).exec(said)?.[1] ?? '';

/** The script that the page itself names, and all it imports at once. */
const scriptsOf = async (url: string): Promise<string> => {
  const page = await (await fetch(url)).text();
  const paths = [...page.matchAll(/(?:src|href)="([^"]+\.js)"/g)].flatMap(([, path]) => path ?? []);
  const scripts = await Promise.all(paths.map(async (path) => (await fetch(new URL(path, url))).text()));
  return scripts.join('\n');
};

it('says what it does, builds what is saved, swaps functions under an open socket and has pages load anew', async () => {
  await untilPrinted(/Watching/);
  expect(said.split('\n').filter((line) => line.endsWith('…'))).toEqual([
    'Bundling the functions and the sites…',
    'Synthesising the stack…',
    'Starting the database and the buckets…',
    'Starting the functions and the sites…',
    'Adding the demo accounts…',
  ]);
  const portal = addressOf('Portal');
  const customer = await createSocketClient(portal, await signInOverHttp(portal, 'jansen'));
  expect(await customer.ask('ping', {})).toEqual({});

  const page = await fetch(`${portal}/live-reload`);
  const received = page.body?.pipeThrough(new TextDecoderStream()).getReader();
  const first = (await received?.read())?.value ?? '';
  expect(await scriptsOf(portal)).toContain('/live-reload');

  // Both sides have it.
  const rules = join(dir, 'shared/rules.ts');
  const before = await readFile(rules, 'utf8');
  await writeFile(rules, `${before}\nObject.assign(globalThis, { saved: 'just now' });\n`);
  const second = (await received?.read())?.value ?? '';
  expect(second).toMatch(/^data: \d+\n\n$/);
  expect(second).not.toBe(first);
  expect(await scriptsOf(portal)).toContain('just now');
  expect(said).toMatch(/Built in \d+ ms: (?=.*conversation)(?=.*desk).*the sites/);

  // What cannot be built leaves what runs, and says so.
  await writeFile(rules, `${before}\nexport const ;`);
  await untilPrinted(/Not built/);
  expect(said).toMatch(/shared\/rules\.ts:\d+:\d+/);
  expect(await customer.ask('ping', {})).toEqual({});

  await writeFile(rules, `${before}\nconst answer = { swapped: true };\nexport { answer };\n`);
  const source = join(dir, 'functions/actions/ping.ts');
  await writeFile(
    source,
    (await readFile(source, 'utf8')).replace('{ ok: {} }', '{ ok: { swapped: true } }'),
  );
  await expect.poll(() => customer.ask('ping', {})).toEqual({ swapped: true });
  customer.close();
});
