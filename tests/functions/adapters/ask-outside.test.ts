// What may be asked outside of AWS: the open internet over https, and nothing that lies inside, however it is written.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { askOutside, isInside } from '../../../functions/adapters/ask-outside.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
const serve = async (listener: RequestListener): Promise<string> => {
  const started = createServer(listener);
  servers.push(started);
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/keys`;
};

it.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fd00:ec2::254',
  'fe80::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::a00:1',
  '2002:7f00:1::',
  'no address',
])('%s is inside', (address) => {
  expect(isInside(address)).toBe(true);
});

it.each(['93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:2800:220:1::1'])('%s is outside', (address) => {
  expect(isInside(address)).toBe(false);
});

it.each([
  'http://example.nl/keys',
  'ftp://example.nl/keys',
  'https://user:secret@example.nl/keys',
  'file:///etc/passwd',
  'no address',
])('%s is not asked at all', async (address) => {
  const resolve = vi.fn();
  expect(await askOutside(address, resolve)).toEqual({ failed: 'address' });
  expect(resolve).not.toHaveBeenCalled();
});

it.each([
  'https://127.0.0.1/keys',
  'https://[::1]/keys',
  'https://2130706433/keys',
  'https://0x7f.1/keys',
  'https://[::ffff:169.254.169.254]/',
])('%s is an address inside', async (address) => {
  expect(await askOutside(address, async (host) => [host])).toEqual({ failed: 'inside' });
});

it('a name is not asked that leads inside by one of its addresses', async () => {
  for (const addresses of [['10.0.0.1'], ['93.184.216.34', '169.254.169.254'], ['::1']])
    expect(await askOutside('https://keys.example.nl/', async () => addresses)).toEqual({ failed: 'inside' });
  expect(await askOutside('https://keys.example.nl/', async () => [])).toEqual({ failed: 'lost' });
});

it('on one machine everything is asked, but no redirect is followed and nothing read without end', async () => {
  vi.stubEnv('ALL_ON_THIS_MACHINE', 'true');
  expect(await askOutside(await serve((_, answer) => answer.end('{"keys":[]}')))).toEqual({
    body: '{"keys":[]}',
  });
  const led = await serve((_, answer) => answer.writeHead(302, { location: 'https://example.nl' }).end());
  expect(await askOutside(led)).toEqual({ failed: 'status' });
  const long = await serve((_, answer) => answer.end('x'.repeat(64 * 1024 + 1)));
  expect(await askOutside(long)).toEqual({ failed: 'too_large' });
  const cut = await serve((request) => request.socket.destroy());
  expect(await askOutside(cut)).toEqual({ failed: 'lost' });
});

it('what was checked is what is connected to: the name is not asked for again', async () => {
  vi.stubEnv('ALL_ON_THIS_MACHINE', 'true');
  const here = await serve((_, answer) => answer.end('here'));
  const port = new URL(here).port;
  const resolve = vi.fn(async () => ['127.0.0.1']);
  expect(await askOutside(`http://no-such-name.example:${port}/`, resolve)).toEqual({ body: 'here' });
  expect(resolve).toHaveBeenCalledTimes(1);
});
