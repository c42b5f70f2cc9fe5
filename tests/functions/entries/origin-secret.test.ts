// The secrets of a deployment. That of CloudFront: long, the same again for the same turn, another for the next, and told to CloudFormation alone. The key of the table's secrets: told to nobody.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler } from '../../../functions/entries/origin-secret.ts';

const Put = v.object({
  Name: v.string(),
  Value: v.string(),
  Type: v.literal('SecureString'),
  Overwrite: v.literal(false),
});
const Named = v.object({ Name: v.string() });

/** The parameters of the account, by name, as SSM keeps them; `isDown` while SSM answers nobody. */
const parameters = new Map<string, string>();
let isDown = false;

/** What CloudFormation was answered: all that others may see of the resource, but for `Data`, which `NoEcho` masks. */
const answers: Record<string, unknown>[] = [];
const lines: string[] = [];

const serveParameters = (operation: string, body: unknown): { status: number; said: unknown } => {
  const missing = { status: 400, said: { __type: 'ParameterNotFound' } };
  if (isDown) return { status: 400, said: { __type: 'AccessDeniedException' } };
  if (operation === 'PutParameter') {
    const { Name, Value } = v.parse(Put, body);
    if (parameters.has(Name)) return { status: 400, said: { __type: 'ParameterAlreadyExists' } };
    parameters.set(Name, Value);
    return { status: 200, said: { Version: 1 } };
  }
  const { Name } = v.parse(Named, body);
  const Value = parameters.get(Name);
  if (Value === undefined) return missing;
  if (operation === 'GetParameter') return { status: 200, said: { Parameter: { Name, Value } } };
  parameters.delete(Name);
  return { status: 200, said: {} };
};

let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer(async (request: IncomingMessage, response) => {
    const body: unknown = JSON.parse(await text(request));
    const target = String(request.headers['x-amz-target'] ?? '');
    if (target.startsWith('AmazonSSM.')) {
      const { status, said } = serveParameters(target.replace('AmazonSSM.', ''), body);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(said));
      return;
    }
    answers.push({ method: request.method, ...Object(body) });
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  vi.stubEnv('AWS_ENDPOINT_URL_SSM', url);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  vi.unstubAllEnvs();
});
beforeEach(() => {
  parameters.clear();
  answers.length = 0;
  lines.length = 0;
  isDown = false;
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
});

const NAME = '/OfficeHeartChat-test/origin-secret';
const KEYS = '/OfficeHeartChat-test/data-key';
const deploy = async (
  RequestType: string,
  Turn: number,
  PhysicalResourceId?: unknown,
  ResourceType = 'Custom::OriginSecret',
) => {
  await handler({
    RequestType,
    ResourceType,
    ResponseURL: url,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'OriginSecretValue',
    PhysicalResourceId,
    ResourceProperties: {
      ServiceToken: 'arn',
      Turn: String(Turn),
      Parameter: ResourceType === 'Custom::DataKey' ? KEYS : NAME,
    },
  });
  return answers.at(-1) ?? {};
};
const current = ({ Data }: Record<string, unknown>): string => Object(Data).Current;
const accepted = ({ Data }: Record<string, unknown>): string[] => String(Object(Data).Accepted).split(',');
const kept = (): { root: string } => JSON.parse(parameters.get(NAME) ?? '{}');
const secretOf = (root: string, turn: number) =>
  createHmac('sha256', root).update(`x-origin-secret ${turn}`).digest('base64url');

test('it has 256 bits, and CloudFormation is told not to show it', async () => {
  const made = await deploy('Create', 1);
  expect(made).toMatchObject({ method: 'PUT', Status: 'SUCCESS', NoEcho: true, StackId: 'stack' });
  expect(Buffer.from(current(made), 'base64url')).toHaveLength(32);
  parameters.clear();
  expect(current(await deploy('Create', 1))).not.toBe(current(made));
});

test('the next turn has another, each takes that of its neighbours, and going back finds the first again', async () => {
  const first = await deploy('Create', 1);
  const second = await deploy('Update', 2, first.PhysicalResourceId);
  expect(second.PhysicalResourceId).toBe(first.PhysicalResourceId);
  expect(current(second)).not.toBe(current(first));
  expect(accepted(second)).toContain(current(first));
  expect(accepted(first)).toContain(current(second));
  expect(current(await deploy('Update', 1, first.PhysicalResourceId))).toBe(current(first));
  // Two turns on, the first no longer opens.
  expect(accepted(await deploy('Update', 3, first.PhysicalResourceId))).not.toContain(current(first));
});

test('asked twice for the same, as Lambda may, it makes one', async () => {
  const [first, second] = [await deploy('Create', 1), await deploy('Create', 1)];
  expect(current(second)).toBe(current(first));
});

test('nothing that others may read leads to it: no id, no data that is not masked, no line of the log', async () => {
  const secrets = new Set<string>();
  for (const [type, turn] of [
    ['Create', 1],
    ['Update', 2],
    ['Update', 3],
    ['Delete', 3],
  ] as const)
    for (const secret of accepted(
      await deploy(type, turn, type === 'Create' ? undefined : answers[0]?.PhysicalResourceId),
    ))
      secrets.add(secret);
  isDown = true;
  await deploy('Update', 4, answers[0]?.PhysicalResourceId);
  expect(secrets.size).toBeGreaterThanOrEqual(5);
  const open = [...answers.map(({ Data: _masked, ...rest }) => JSON.stringify(rest)), ...lines].join('\n');
  const words = new Set(open.match(/[\w-]+/g));
  expect(words).toContain('origin-secret');
  for (const word of words) {
    expect([...secrets]).not.toContain(word);
    for (let turn = 0; turn <= 5; turn++) expect([...secrets], word).not.toContain(secretOf(word, turn));
  }
});

describe('a stack of the release that had the root for a name', () => {
  const OLD = 'a-root-of-before-that-everybody-read';

  test('goes over to a new root, while CloudFront still sends what followed from the old one', async () => {
    const moved = await deploy('Update', 4, OLD);
    expect(moved.PhysicalResourceId).not.toBe(OLD);
    expect(current(moved)).toBe(secretOf(kept().root, 4));
    expect(kept().root).not.toBe(OLD);
    for (const turn of [3, 4, 5]) expect(accepted(moved)).toContain(secretOf(OLD, turn));
    // The same turn again is the same again.
    expect((await deploy('Update', 4, moved.PhysicalResourceId)).Data).toEqual(moved.Data);
    const next = await deploy('Update', 5, moved.PhysicalResourceId);
    expect(accepted(next)).toEqual([4, 5, 6].map((turn) => secretOf(kept().root, turn)));
  });

  test('loses nothing when CloudFormation then deletes the old name', async () => {
    const moved = await deploy('Update', 4, OLD);
    const { root } = kept();
    expect(await deploy('Delete', 4, OLD)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: OLD });
    expect(kept().root).toBe(root);
    expect(current(await deploy('Update', 4, moved.PhysicalResourceId))).toBe(current(moved));
  });
});

test('it goes with the stack, also when it is gone already, and is not needed for that', async () => {
  const made = await deploy('Create', 1);
  for (let time = 0; time < 2; time++) {
    expect(await deploy('Delete', 1, made.PhysicalResourceId)).not.toHaveProperty('Data');
    expect(answers.at(-1)).toMatchObject({ Status: 'SUCCESS' });
    expect(parameters.size).toBe(0);
  }
});

test('CloudFormation hears of a failure at once, and not why', async () => {
  isDown = true;
  expect(await deploy('Create', 1)).toMatchObject({
    Status: 'FAILED',
    Reason: 'see the log of this function',
  });
  expect(lines.join('')).toContain('AccessDenied');
});

describe("the key of the table's secrets", () => {
  const deployKey = (type: string, turn: number) => deploy(type, turn, undefined, 'Custom::DataKey');

  test('[S125] it has 256 bits, one for each turn, each made once, and nothing that is answered or logged says it', async () => {
    for (const [type, turn] of [
      ['Create', 1],
      ['Create', 1],
      ['Update', 2],
      ['Update', 1],
    ] as const) {
      const before = parameters.get(`${KEYS}/1`);
      expect(await deployKey(type, turn)).toMatchObject({
        Status: 'SUCCESS',
        PhysicalResourceId: 'data-key',
      });
      if (before) expect(parameters.get(`${KEYS}/1`)).toBe(before);
    }
    const made = [1, 2].map((turn) => parameters.get(`${KEYS}/${turn}`) ?? '');
    expect(new Set(made).size).toBe(2);
    const said = [...answers.map((answer) => JSON.stringify(answer)), ...lines].join('\n');
    for (const key of made) {
      expect(Buffer.from(key, 'base64url')).toHaveLength(32);
      expect(said).not.toContain(key);
    }
    expect(answers.every((answer) => !('Data' in answer))).toBe(true);
  });

  test('[S125] it goes with a stack that is thrown away, in all its turns, and leaves what is not its own', async () => {
    await deploy('Create', 1);
    for (const turn of [1, 2, 3]) await deployKey('Update', turn);
    expect(await deployKey('Delete', 3)).toMatchObject({ Status: 'SUCCESS' });
    expect([...parameters.keys()]).toEqual([NAME]);
  });
});
