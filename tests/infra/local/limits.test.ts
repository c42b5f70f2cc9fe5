// Every limit of infra/local/limits.ts bites: at the limit it is taken, one beyond it is refused in AWS's words.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readApis } from '../../../infra/local/api-model.ts';
import { createClock } from '../../../infra/local/clock.ts';
import { createConcurrency } from '../../../infra/local/concurrency.ts';
import { createFaults } from '../../../infra/local/faults.ts';
import { createLambda } from '../../../infra/local/lambda.ts';
import { type LimitName, limits } from '../../../infra/local/limits.ts';
import { readInterpreter } from '../../../infra/local/running-resources.ts';
import { createUsageMeter } from '../../../infra/local/usage-meter.ts';
import { openSocket, type TestSocket } from '../../support/socket.ts';
import { type AccountLimit, type Bite, sendMail, type TableLimit, takes } from './bites.ts';
import { startTestCloud, type TestCloud } from './fixture.ts';
import { aTemplate, INDEXED_TABLE } from './fixture-template.ts';

/** Answers with as many bytes as it is asked for; over HTTP as many as the body says. */
const WORK = `export const handler = async (event) => {
  if (event.size !== undefined) return 'x'.repeat(event.size - 2);
  if (event.put) {
    const answer = await fetch(process.env.AWS_ENDPOINT_URL_EVENTBRIDGE, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSEvents.PutEvents', authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/x' },
      body: event.put,
    });
    return answer.status;
  }
  if (event.parameter) {
    const answer = await fetch(process.env.AWS_ENDPOINT_URL_SSM, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSSM.PutParameter', authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/x' },
      body: event.parameter,
    });
    return answer.status;
  }
  if (event.later) {
    const answer = await fetch(process.env.AWS_ENDPOINT_URL_LAMBDA + '/2015-03-31/functions/local-Quiet/invocations', {
      method: 'POST',
      headers: { 'x-amz-invocation-type': 'Event', authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/x' },
      body: JSON.stringify('x'.repeat(event.later - 2)),
    });
    return answer.status;
  }
  if (event.requestContext.eventType !== 'MESSAGE') return { statusCode: 200 };
  const { n, bytes, silent } = JSON.parse(event.body);
  if (silent) return { statusCode: 200 };
  return { statusCode: 200, body: bytes ? JSON.stringify({ n, pad: 'x'.repeat(bytes - JSON.stringify({ n, pad: '' }).length) }) : JSON.stringify({ n, id: event.requestContext.connectionId }) };
};`;
/** What is called without anyone who waits. */
const QUIET = 'export const handler = async () => {};';
const AUTHORIZE = `export const handler = async ({ methodArn, headers }) => {
  const answer = { principalId: 'p', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: methodArn }] }, context: { pad: '' } };
  answer.context.pad = 'x'.repeat(Number(headers['X-Bytes'] ?? 1000) - JSON.stringify(answer).length);
  return answer;
};`;
/** Fails once, then answers. */
const FLAKY = `let count = 0; export const handler = async () => ({ statusCode: ++count === 1 ? 500 : 200, body: String(count) });`;
let cloud: TestCloud;
let posts: ApiGatewayManagementApiClient;
beforeAll(async () => {
  cloud = await startTestCloud({
    functions: { Work: WORK, Authorize: AUTHORIZE, Flaky: FLAKY, Quiet: QUIET },
    authorizer: 'Authorize',
    http: { 'POST /api/work': 'Work', 'GET /api/flaky': 'Flaky' },
    socket: { $connect: { to: 'Work' }, ask: { to: 'Work', answered: true } },
    extra: {
      Table: INDEXED_TABLE,
      News: { Type: 'AWS::Events::EventBus', Properties: { Name: 'news' } },
      Mail: { Type: 'AWS::SES::ConfigurationSet' },
    },
  });
  const credentials = { accessKeyId: 'LOCAL.test.1', secretAccessKey: 'local' };
  posts = new ApiGatewayManagementApiClient({
    endpoint: cloud.connectionsUrl,
    region: 'eu-west-1',
    credentials,
    maxAttempts: 1,
  });
});
afterAll(async () => {
  posts.destroy();
  await cloud.stop();
});

const open = (headers: Record<string, string> = {}) => openSocket(cloud.portalUrl, headers);
const silently = (bytes: number) => JSON.stringify({ action: 'ask', silent: true }).padEnd(bytes);
const sendInFrames = ({ socket }: TestSocket, bytes: number) => {
  const [text, frame] = [silently(bytes), limits.socketFrame.value];
  for (let at = 0; at < bytes; at += frame)
    socket.send(text.slice(at, at + frame), { fin: at + frame >= bytes });
};

const putParameter = async (bytes: number) => {
  const parameter = JSON.stringify({ Name: '/a', Value: 'x'.repeat(bytes), Overwrite: true });
  const answer = await cloud.invoke('work', { parameter });
  return 'result' in answer ? answer.result : expect.fail(answer.error.errorMessage);
};

const failed = async (event: unknown) => {
  const answer = await cloud.invoke('work', event);
  return 'error' in answer ? answer.error.errorType : undefined;
};

const bites: Record<Exclude<LimitName, TableLimit | AccountLimit>, Bite> = {
  socketFrame: {
    it: '[A1] 32 KB in a frame',
    async run() {
      const fits = await open();
      fits.socket.send(silently(limits.socketFrame.value));
      await takes(fits);
      const framesIn = () => cloud.usage.snapshot().socket.framesIn;
      const before = framesIn();
      const large = await open();
      large.socket.send(silently(limits.socketFrame.value + 1));
      expect(await large.closed()).toBe(1009);
      expect(framesIn()).toBe(before);
    },
  },
  socketMessage: {
    it: '[A1] 128 KB in several frames',
    async run() {
      const fits = await open();
      sendInFrames(fits, limits.socketMessage.value);
      await takes(fits);
      const large = await open();
      sendInFrames(large, limits.socketMessage.value + 1);
      expect(await large.closed()).toBe(1009);
    },
  },
  socketAnswer: {
    it: '128 KB of answer, in bytes as they travel',
    async run() {
      const socket = await open();
      const most = limits.socketAnswer.value;
      socket.send({ action: 'ask', n: 'x', bytes: most });
      expect(JSON.stringify(await socket.next())).toHaveLength(most);
      for (const n of ['x', 'é']) {
        socket.send({ action: 'ask', n, bytes: n === 'x' ? most + 1 : most });
        expect(await socket.next()).toEqual({
          message: 'Internal server error',
          connectionId: expect.any(String),
          requestId: expect.any(String),
        });
      }
      await takes(socket);
    },
  },
  socketPost: {
    it: '128 KB in a post to a connection',
    async run() {
      const socket = await open();
      socket.send({ action: 'ask', n: 1 });
      const { id } = await socket.next();
      const post = (size: number) =>
        posts.send(
          new PostToConnectionCommand({
            ConnectionId: String(id),
            Data: Buffer.from(JSON.stringify('x'.repeat(size - 2))),
          }),
        );
      await post(limits.socketPost.value);
      expect(await socket.next()).toHaveLength(limits.socketPost.value - 2);
      await expect(post(limits.socketPost.value + 1)).rejects.toMatchObject({
        name: 'PayloadTooLargeException',
        $metadata: { httpStatusCode: 413 },
      });
      socket.close();
    },
  },
  socketSilence: {
    it: '10 minutes of silence',
    async run() {
      const silent = await open();
      for (let time = 0; time < 2; time++) {
        await cloud.clock.advance(limits.socketSilence.value - 60_000);
        silent.send({ action: 'ask', n: 1 });
        await silent.next();
      }
      await cloud.clock.advance(limits.socketSilence.value + 1);
      expect(await silent.closed()).toBe(1001);
    },
  },
  socketAge: {
    it: '2 hours in any case',
    async run() {
      const busy = await open();
      for (let minutes = 0; minutes < 117; minutes += 9) {
        busy.send({ action: 'ask', n: 1 });
        await busy.next();
        await cloud.clock.advance(9 * 60_000);
      }
      await cloud.clock.advance(3 * 60_000 + 1);
      expect(await busy.closed()).toBe(1001);
    },
  },
  socketWait: {
    it: '29 seconds for an integration, whatever the template says',
    run: async () => expect(longestWait('WEBSOCKET')).toBe(limits.socketWait.value),
  },
  socketAddress: {
    it: '4,096 characters of address',
    async run() {
      const long = (characters: number) =>
        openSocket(cloud.portalUrl, {}, `?${'x'.repeat(characters - '/ws?'.length)}`);
      (await long(limits.socketAddress.value)).close();
      await expect(long(limits.socketAddress.value + 1)).rejects.toThrow('handshake 414');
    },
  },
  authorizerAnswer: {
    it: '8 KB from an authorizer',
    async run() {
      const most = limits.authorizerAnswer.value;
      (await open({ 'X-Bytes': String(most) })).close();
      await expect(open({ 'X-Bytes': String(most + 1) })).rejects.toThrow('handshake 500');
    },
  },
  httpRequest: {
    it: '10 MB in a request',
    async run() {
      const post = async (size: number) => {
        const answer = await fetch(`${cloud.httpApiUrl}/api/work`, {
          method: 'POST',
          body: new Uint8Array(size),
        });
        return answer.status;
      };
      // What the gateway takes is too much for a function: both say so alike.
      expect(await post(limits.httpRequest.value + 1)).toBe(413);
      expect(await post(1_000)).toBe(200);
    },
  },
  httpWait: {
    it: '30 seconds for an integration, whatever the template says',
    run: async () => expect(longestWait('HTTP')).toBe(limits.httpWait.value),
  },
  functionRequest: {
    it: '6 MB to a function',
    async run() {
      const most = limits.functionRequest.value;
      const event = (size: number) => ({ size: 10, pad: 'x'.repeat(size - '{"size":10,"pad":""}'.length) });
      expect(await failed(event(most))).toBeUndefined();
      expect(await failed(event(most + 1))).toBe('RequestTooLargeException');
      const answer = await fetch(`${cloud.portalUrl}/api/work`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: 'x'.repeat(most),
      });
      expect([answer.status, await answer.text()]).toEqual([413, '{"message":"Request Entity Too Large"}']);
    },
  },
  functionAnswer: {
    it: '6 MB from a function',
    async run() {
      const most = limits.functionAnswer.value;
      expect(await failed({ size: most })).toBeUndefined();
      expect(await failed({ size: most + 1 })).toBe('Function.ResponseSizeTooLarge');
      expect(await failed({ size: 10 })).toBeUndefined();
    },
  },
  functionInit: {
    it: '10 seconds to load, beside its own time',
    async run() {
      const folder = await mkdtemp(join(tmpdir(), 'lambda-test-'));
      await writeFile(
        join(folder, 'index.mjs'),
        'setInterval(() => {}, 1000); await new Promise(() => {}); export const handler = () => 1;',
      );
      // The worker has a clock of its own, which goes on.
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const lambda = createLambda({
        name: 'slow',
        arn: 'slow',
        folder,
        handler: 'index.handler',
        memory: 128,
        timeout: 1,
        environment: {},
        workers: 1,
        places: createConcurrency(1)(),
        clock: createClock(),
        usage: createUsageMeter(),
        faults: createFaults(1),
        log: () => {},
      });
      try {
        let answer: unknown;
        const asked = lambda.invoke({}).then((result) => {
          answer = result;
        });
        await vi.advanceTimersByTimeAsync(limits.functionInit.value + 999);
        expect(answer).toBeUndefined();
        await vi.advanceTimersByTimeAsync(2);
        await asked;
        expect(answer).toMatchObject({ error: { errorType: 'Sandbox.Timedout' } });
      } finally {
        vi.useRealTimers();
        await lambda.stop();
        await rm(folder, { recursive: true });
      }
    },
  },
  busEntries: {
    it: '10 events at once',
    async run() {
      expect(await putEvents(limits.busEntries.value)).toBe(200);
      expect(await putEvents(limits.busEntries.value + 1)).toBe(400);
    },
  },
  busRequest: {
    it: '256 KB of events at once',
    async run() {
      expect(await putEvents(1, limits.busRequest.value)).toBe(200);
      expect(await putEvents(1, limits.busRequest.value + 1)).toBe(400);
    },
  },
  parameterValue: {
    it: '4 KB in a parameter',
    async run() {
      expect(await putParameter(limits.parameterValue.value)).toBe(200);
      expect(await putParameter(limits.parameterValue.value + 1)).toBe(400);
    },
  },
  functionEvent: {
    it: '1 MB of an event for a function, to be run later',
    async run() {
      const later = (bytes: number) => cloud.invoke('work', { later: bytes });
      expect(await later(limits.functionEvent.value)).toEqual({ result: 202 });
      expect(await later(limits.functionEvent.value + 1)).toEqual({ result: 413 });
    },
  },
  mailRecipients: {
    it: '50 recipients of a mail',
    async run() {
      const to = (count: number) => Array.from({ length: count }, (_, index) => `jan${index}@example.nl`);
      expect(await sendMail(cloud.sesEndpoint, { to: to(limits.mailRecipients.value) })).toEqual([200, null]);
      expect(await sendMail(cloud.sesEndpoint, { to: to(limits.mailRecipients.value + 1) })).toEqual(
        NOT_SENT,
      );
    },
  },
  mailBytes: {
    it: '40 MB of mail',
    async run() {
      expect(await sendMail(cloud.sesEndpoint, { pad: limits.mailBytes.value + 1 })).toEqual(NOT_SENT);
    },
  },
  mailHeaders: {
    it: '15 headers of one’s own',
    async run() {
      expect(await sendMail(cloud.sesEndpoint, { headers: limits.mailHeaders.value })).toEqual([200, null]);
      expect(await sendMail(cloud.sesEndpoint, { headers: limits.mailHeaders.value + 1 })).toEqual(NOT_SENT);
    },
  },
  mailAddress: {
    it: '64 characters before the @ of an address, of seven bits each',
    async run() {
      const before = (local: string) => sendMail(cloud.sesEndpoint, { to: [`${local}@example.nl`] });
      expect(await before('a'.repeat(64))).toEqual([200, null]);
      for (const local of ['a'.repeat(65), 'zoë', 'zo e', '']) expect(await before(local)).toEqual(NOT_SENT);
      const long = `a@${`${'b'.repeat(60)}.`.repeat(6)}nl`;
      expect(await sendMail(cloud.sesEndpoint, { to: [long] })).toEqual(NOT_SENT);
    },
  },
  keptError: {
    it: '10 seconds for which CloudFront keeps an error, for everybody',
    async run() {
      const get = async () => {
        const answer = await fetch(`${cloud.portalUrl}/api/flaky`);
        return [answer.status, await answer.text()];
      };
      expect([await get(), await get()]).toEqual([
        [500, '1'],
        [500, '1'],
      ]);
      await cloud.clock.advance(limits.keptError.value + 1);
      expect(await get()).toEqual([200, '2']);
    },
  },
};

const NOT_SENT = [400, 'BadRequestException'];

const longestWait = (protocol: 'HTTP' | 'WEBSOCKET') => {
  const template = aTemplate({
    functions: { Work: WORK },
    http: { 'GET /api/work': 'Work' },
    socket: { ask: { to: 'Work', timeout: 90_000 } },
    extra: {
      HttpApiIntegration0: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          ApiId: { Ref: 'HttpApi' },
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: 'work',
          PayloadFormatVersion: '2.0',
          TimeoutInMillis: 90_000,
        },
      },
    },
  });
  const models = readApis(readInterpreter(template, { region: 'eu-west-1', account: '1', stack: 'local' }));
  return models.find((model) => model.protocol === protocol)?.routes[0]?.timeout;
};

const putEvents = async (count: number, size = 0): Promise<unknown> => {
  const entry = { EventBusName: 'news', Source: 'test', DetailType: 'test', Detail: '{}' };
  const body = JSON.stringify({ Entries: Array(count).fill(entry) });
  const answer = await cloud.invoke('work', { put: body.padEnd(size) });
  return 'result' in answer ? answer.result : answer.error;
};

describe('a limit of AWS', () => {
  it.each(Object.values(bites).map((bite) => [bite.it, bite.run] as const))('is %s', (_, run) => run());

  it.each(Object.entries(limits))('called %s says where it stands and what lies beyond it', (_, limit) => {
    expect(limit.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(limit.beyond).not.toBe('');
    expect(limit.value).toBeGreaterThan(0);
  });
});
