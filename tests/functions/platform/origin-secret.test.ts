// The secret of a deployment: long, the same again for the same turn, another for the next, and told to CloudFormation alone.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { handler } from '../../../functions/origin-secret.ts';

let server: Server;
let url: string;
const answers: Record<string, unknown>[] = [];
beforeAll(async () => {
  server = createServer(async (request, response) => {
    answers.push({ method: request.method, ...JSON.parse(await text(request)) });
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());
const lines: string[] = [];
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
});

const deploy = async (RequestType: string, Turn: number, PhysicalResourceId?: unknown) => {
  await handler({
    RequestType,
    ResponseURL: url,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'OriginSecretValue',
    PhysicalResourceId,
    ResourceProperties: { ServiceToken: 'arn', Turn: String(Turn) },
  });
  return answers.at(-1) ?? {};
};
const current = ({ Data }: Record<string, unknown>): string => Object(Data).Current;
const accepted = ({ Data }: Record<string, unknown>): string[] => String(Object(Data).Accepted).split(',');

test('it has 256 bits, and CloudFormation is told not to show it', async () => {
  const made = await deploy('Create', 1);
  expect(made).toMatchObject({ method: 'PUT', Status: 'SUCCESS', NoEcho: true, StackId: 'stack' });
  expect(Buffer.from(current(made), 'base64url')).toHaveLength(32);
  expect(current(await deploy('Create', 1))).not.toBe(current(made));
});

test('the next turn has another, each takes that of its neighbours, and going back finds the first again', async () => {
  const first = await deploy('Create', 1);
  const root = first.PhysicalResourceId;
  const second = await deploy('Update', 2, root);
  expect(second.PhysicalResourceId).toBe(root);
  expect(current(second)).not.toBe(current(first));
  expect(accepted(second)).toContain(current(first));
  expect(accepted(first)).toContain(current(second));
  expect(current(await deploy('Update', 1, root))).toBe(current(first));
  // Two turns on, the first no longer opens.
  expect(accepted(await deploy('Update', 3, root))).not.toContain(current(first));
});

test('it is not in the log, and not needed to delete', async () => {
  const made = await deploy('Create', 1);
  expect(await deploy('Delete', 1, made.PhysicalResourceId)).not.toHaveProperty('Data');
  expect(lines.join('')).not.toContain(current(made));
  expect(lines.join('')).not.toContain(String(made.PhysicalResourceId));
});
