// npm run stack on errors that were really thrown: by a bundle of a function as it ships, and by a script of a site.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readFrames } from '../../infra/frames.ts';

const root = join(import.meta.dirname, '../..');
const build = join(root, '.build');

/** The line that a function writes of an error, in a process of its own as on Lambda: its environment is its own. */
const logLineOf = async (name: string, event: unknown): Promise<string> => {
  const bundle = pathToFileURL(join(build, 'functions', name, 'index.mjs')).href;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { handler } = await import(process.argv[1]); await handler(JSON.parse(process.argv[2]), {});`,
      bundle,
      JSON.stringify(event),
    ],
    {
      env: {
        ...process.env,
        AWS_REGION: 'eu-west-1',
        TABLE_NAME: 'table',
        TELLER: 'tell',
        CONNECTIONS_URL: 'https://api.example/ws',
        METRICS_NAMESPACE: 'of-a-test',
      },
    },
  );
  return stdout;
};

/** A message on a connection that nobody authorized, which is a fault of the set-up and throws. */
const unauthorized = {
  body: '{"id":1,"action":"ping"}',
  requestContext: { routeKey: 'ping', requestId: 'request-1', connectionId: 'connection-1' },
};

const stack = (input: string): Promise<{ code: number; stdout: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [join(root, 'infra/frames.ts')], (error, stdout) =>
      resolve({ code: Number(error?.code ?? 0), stdout }),
    );
    child.stdin?.end(input);
  });

describe('the frames of a log line', () => {
  it('become the file and the line that threw', async () => {
    // Warming up, without a gateway, has failed as well.
    const lines = (await logLineOf('conversation', unauthorized)).split('\n');
    const line = lines.find((each) => each.includes('"message":"action failed"')) ?? '';
    const { code, stdout } = await stack(line);
    const [first = ''] = stdout.split('\n').filter((frame) => frame.startsWith('functions/'));
    const [, file = '', row] = /^([^:]+):(\d+):\d+$/.exec(first) ?? [];
    expect(file).toBe('functions/auth/caller.ts');
    const source = (await readFile(join(root, file), 'utf8')).split('\n')[Number(row) - 1];
    expect(source).toContain('v.parse(Identity');
    expect(code).toBe(0);
  });

  it('are those of a site as well', async () => {
    const assets = join(build, 'web/console/assets');
    const source = 'web/console/shell/page.ts';
    const word = "'popstate'";
    for (const file of (await readdir(assets)).filter((name) => name.endsWith('.js'))) {
      const rows = (await readFile(join(assets, file), 'utf8')).split('\n');
      const row = rows.findIndex((text) => text.includes('popstate'));
      if (row === -1) continue;
      const column = (rows[row]?.indexOf('popstate') ?? 0) + 1;
      const { stdout } = await stack(
        `at x (https://helpdesk.example.nl/assets/${file}:${row + 1}:${column - 1})`,
      );
      const written = (await readFile(join(root, source), 'utf8')).split('\n');
      expect(stdout).toMatch(
        new RegExp(`^${source}:${written.findIndex((text) => text.includes(word)) + 1}:\\d+\\n$`),
      );
    }
    expect.assertions(1);
  });

  it('say so where the release is not at hand', async () => {
    const { code, stdout } = await stack('at a (file:///var/task/desk-AAAAAAAA.mjs:1:20)');
    expect(stdout).toBe('desk-AAAAAAAA.mjs:1:20  (no map of this release)\n');
    expect(code).toBe(1);
  });

  it('are asked for once for each file, and told in their order', async () => {
    const asked: string[] = [];
    const frames = await readFrames('b.js:1:1 then a.mjs:2:2 then b.js:3:3', async (file) => {
      asked.push(file);
      return undefined;
    });
    expect(frames.map(({ given }) => given)).toEqual(['b.js:1:1', 'a.mjs:2:2', 'b.js:3:3']);
    expect(asked).toEqual(['b.js', 'a.mjs']);
  });
});

describe('the maps', () => {
  it('lie beside what is deployed, not in it', async () => {
    for (const folder of ['functions', 'tools', 'web']) {
      const files = await readdir(join(build, folder), { recursive: true });
      expect(files.filter((name) => name.endsWith('.map'))).toEqual([]);
    }
  });
});
