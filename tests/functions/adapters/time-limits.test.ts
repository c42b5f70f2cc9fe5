// Requests to AWS that hang: another try, a push that is given up, and no client without a limit.
import { globSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { createContext } from '../../../functions/adapters/context.ts';
import { createPost } from '../../../functions/adapters/deliver.ts';

const root = join(import.meta.dirname, '../../..');
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  vi.unstubAllEnvs();
});

/** A server that leaves its first request without an answer. */
const startHanging = async (answer: RequestListener) => {
  let requests = 0;
  const server = createServer((request, response) => {
    request.resume();
    if (++requests > 1) answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, count: () => requests };
};

const asCaller = () => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
};

it('a read that hangs is asked again', async () => {
  const table = await startHanging((_, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end('{}');
  });
  asCaller();
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', table.url);
  vi.stubEnv('TABLE_NAME', 'table');
  expect(await createContext().db.get({ pk: 'a', sk: 'b' })).toBeUndefined();
  expect(table.count()).toBe(2);
});

it('a post that hangs is given up, and nobody waits for it twice', async () => {
  const gateway = await startHanging((_, response) => response.end());
  asCaller();
  vi.stubEnv('CONNECTIONS_URL', gateway.url);
  const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const post = createPost();
  expect(await post('slow', '{}')).toBe('failed');
  log.mockRestore();
  expect(gateway.count()).toBe(1);
  expect(await post('quick', '{}')).toBe('sent');
});

it('a post on a connection that was closed while the function stood still is tried again', async () => {
  let requests = 0;
  const server = createServer((request, response) => {
    request.resume();
    if (++requests === 2) request.socket.destroy();
    else response.end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  asCaller();
  vi.stubEnv('CONNECTIONS_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const post = createPost();
  expect([await post('a', '{}'), await post('a', '{}')]).toEqual(['sent', 'sent']);
  expect(requests).toBe(3);
});

it('every client of a function has a limit', () => {
  const made = globSync('functions/{adapters,auth,entries}/**/*.ts', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/new (\w+Client)\(([^;]*)/g)].map(
      ([, client, options = '']) => ({ file, client, hasLimit: /within\(TIME_LIMITS\.\w+/.test(options) }),
    ),
  );
  expect(made.length).toBeGreaterThan(5);
  expect(made.filter(({ hasLimit }) => !hasLimit)).toEqual([]);
});
