// The local WebSocket API: the handshake, the routes, the answers, and what closes a socket.
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openSocket } from '../../support/socket.ts';
import { ECHO, startTestCloud, type TestCloud } from './fixture.ts';

/** Answers with the event, slowly when asked; refuses the browser that says so. */
const WORK = `export const handler = async (event) => {
  const said = JSON.parse(event.body ?? '{}');
  if (event.headers?.['X-Refuse']) return { statusCode: Number(event.headers['X-Refuse']) };
  if (event.headers?.['X-Break']) throw new Error('no');
  if (said.wait) await new Promise((done) => setTimeout(done, said.wait));
  if (said.fail) throw new Error('no');
  if (said.malformed) return { body: 'x' };
  if (said.silent) return { statusCode: 200 };
  if (event.requestContext.eventType === 'DISCONNECT') console.log('gone ' + JSON.stringify(event));
  return { statusCode: 200, body: JSON.stringify({ n: said.n, event }) };
};`;

/** Decides by a header of the handshake. */
const AUTHORIZE = `export const handler = async (event) => {
  const how = event.headers['X-How'] ?? 'allow';
  if (how === 'unauthorized') throw new Error('Unauthorized');
  if (how === 'broken') throw new Error('other');
  const Statement = [{ Action: 'execute-api:Invoke', Effect: how === 'deny' ? 'Deny' : 'Allow', Resource: how === 'elsewhere' ? event.methodArn + 'x' : event.methodArn.replace('$connect', '*') }];
  const context = how === 'list' ? { list: ['a'] } : { userId: 'u1', level: 3, isNew: true, event: JSON.stringify(event), ...(how === 'large' && { large: 'x'.repeat(9000) }) };
  return { principalId: 'someone', policyDocument: { Version: '2012-10-17', Statement }, context };
};`;

let cloud: TestCloud;
let bare: TestCloud;
let posts: ApiGatewayManagementApiClient;
beforeAll(async () => {
  cloud = await startTestCloud({
    functions: { Work: WORK, Authorize: AUTHORIZE },
    authorizer: 'Authorize',
    socket: {
      $connect: { to: 'Work' },
      $disconnect: { to: 'Work' },
      $default: { to: 'Work', answered: true },
      ask: { to: 'Work', answered: true },
      tell: { to: 'Work' },
      slow: { to: 'Work', answered: true, timeout: 100 },
    },
  });
  bare = await startTestCloud({
    functions: { Work: ECHO },
    socket: { only: { to: 'Work', answered: true } },
  });
  posts = new ApiGatewayManagementApiClient({
    endpoint: cloud.connectionsUrl,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'LOCAL.test.1', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  posts.destroy();
  await Promise.all([cloud.stop(), bare.stop()]);
});
afterEach(() => cloud.faults.clear());

const open = (headers: Record<string, string> = {}) => openSocket(cloud.portalUrl, headers);
/** Opens and asks for the own connection id. */
const openKnown = async () => {
  const client = await open();
  client.send({ action: 'ask' });
  const { event } = (await client.next()) as { event: { requestContext: { connectionId: string } } };
  return { client, id: event.requestContext.connectionId };
};

describe('the handshake', () => {
  it.each([
    ['deny', 403],
    ['elsewhere', 403],
    ['unauthorized', 401],
    ['broken', 500],
    ['list', 500],
  ])('is refused when the authorizer says %s', async (how, status) => {
    await expect(open({ 'x-how': how })).rejects.toThrow(`handshake ${status}`);
  });

  it('is refused without the identity source, and the authorizer is not asked', async () => {
    const before = cloud.usage.snapshot().functions.authorize?.invocations ?? 0;
    await expect(open({ cookie: '' })).rejects.toThrow('handshake 401');
    expect(cloud.usage.snapshot().functions.authorize?.invocations ?? 0).toBe(before);
  });

  it('is refused with the status of $connect, or 502 when that fails', async () => {
    await expect(open({ 'x-refuse': '429' })).rejects.toThrow('handshake 429');
    await expect(open({ 'x-break': '1' })).rejects.toThrow('handshake 502');
  });

  it('tells the authorizer what API Gateway tells it', async () => {
    const client = await open({ 'X-Own': 'Yes' });
    client.send({ action: 'ask' });
    const { event } = (await client.next()) as {
      event: { requestContext: { authorizer: { event: string }; connectionId: string } };
    };
    const seen = JSON.parse(event.requestContext.authorizer.event);
    expect(seen).toMatchObject({
      type: 'REQUEST',
      methodArn: expect.stringMatching(/^arn:aws:execute-api:eu-west-1:\d{12}:\w+\/ws\/\$connect$/),
      headers: {
        'X-Own': 'Yes',
        'X-Site': 'portal',
        'X-Viewer-Host': new URL(cloud.portalUrl).host,
        Origin: cloud.portalUrl,
      },
      multiValueHeaders: { 'X-Own': ['Yes'] },
      requestContext: {
        eventType: 'CONNECT',
        routeKey: '$connect',
        stage: 'ws',
        connectionId: event.requestContext.connectionId,
      },
    });
    client.close();
  });
});

describe('a message', () => {
  it('arrives with what the authorizer said, as text', async () => {
    const client = await open();
    client.send({ action: 'ask', n: 1 });
    expect(await client.next()).toMatchObject({
      n: 1,
      event: {
        body: '{"action":"ask","n":1}',
        isBase64Encoded: false,
        requestContext: {
          routeKey: 'ask',
          eventType: 'MESSAGE',
          messageDirection: 'IN',
          messageId: expect.any(String),
          stage: 'ws',
          connectedAt: expect.any(Number),
          identity: { sourceIp: expect.any(String) },
          authorizer: { principalId: 'someone', userId: 'u1', level: '3', isNew: 'true' },
        },
      },
    });
    client.close();
  });

  it.each([
    ['an action without a route', { action: 'nobody' }],
    ['no action', { n: 1 }],
    ['a reserved route', { action: '$connect' }],
    ['no JSON', '"hello"'],
  ])('goes to $default for %s', async (_name, message) => {
    const client = await open();
    client.send(message);
    expect(await client.next()).toMatchObject({ event: { requestContext: { routeKey: '$default' } } });
    client.close();
  });

  it('is forbidden when there is no route and no $default', async () => {
    const client = await openSocket(bare.portalUrl);
    client.send({ action: 'nobody' });
    expect(await client.next()).toEqual({
      message: 'Forbidden',
      connectionId: expect.any(String),
      requestId: expect.any(String),
    });
    client.close();
  });

  it('is answered only where the route has a response, and the function gave a body', async () => {
    const client = await open();
    client.send({ action: 'tell', n: 1 });
    client.send({ action: 'ask', silent: true });
    client.send({ action: 'ask', n: 3, wait: 300 });
    expect(await client.next()).toMatchObject({ n: 3 });
    client.close();
  });

  it.each([
    ['the function fails', { action: 'ask', fail: true }, 'Internal server error'],
    ['a function without a route response fails', { action: 'tell', fail: true }, 'Internal server error'],
    ['the result is malformed', { action: 'ask', malformed: true }, 'Internal server error'],
    ['the integration takes too long', { action: 'slow', wait: 400 }, 'Endpoint request timed out'],
  ])("is answered by the gateway's own frame when %s", async (_name, message, text) => {
    const client = await open();
    client.send(message);
    expect(await client.next()).toEqual({
      message: text,
      connectionId: expect.any(String),
      requestId: expect.any(String),
    });
    client.close();
  });

  it('does not wait for the one before it', async () => {
    const client = await open();
    client.send({ action: 'ask', n: 1, wait: 500 });
    client.send({ action: 'ask', n: 2 });
    expect([await client.next(), await client.next()]).toMatchObject([{ n: 2 }, { n: 1 }]);
    client.close();
  });
});

describe('a socket', () => {
  it('[A1] closes with 1003 after a binary message', async () => {
    const client = await open();
    client.socket.send(Buffer.from([1, 2, 3]));
    expect(await client.closed()).toBe(1003);
  });

  it('keeps the sockets when a test wants them kept', async () => {
    const client = await open();
    await cloud.clock.advance(3 * 60 * 60_000, { keepSockets: true });
    client.send({ action: 'ask', n: 1 });
    expect(await client.next()).toMatchObject({ n: 1 });
    client.close();
  });
});

describe('$disconnect', () => {
  it('runs when a browser leaves and when the network does, with what the authorizer said', async () => {
    const { client, id } = await openKnown();
    client.close();
    const said = () => cloud.lines.find((line) => line.includes('gone') && line.includes(id));
    await expect.poll(said).toBeDefined();
    expect(JSON.parse((said() ?? '').split('gone ')[1] ?? '')).toMatchObject({
      requestContext: {
        routeKey: '$disconnect',
        eventType: 'DISCONNECT',
        connectionId: id,
        disconnectStatusCode: 1005,
        authorizer: { userId: 'u1' },
      },
    });
    const other = await openKnown();
    cloud.dropConnections();
    expect(await other.client.closed()).toBe(1006);
    await expect
      .poll(() => cloud.lines.some((line) => line.includes('gone') && line.includes(other.id)))
      .toBe(true);
  });
});

describe('@connections', () => {
  const post = (id: string, text: string) =>
    posts.send(new PostToConnectionCommand({ ConnectionId: id, Data: Buffer.from(text) }));

  it('posts, looks at and closes a connection', async () => {
    const { client, id } = await openKnown();
    await post(id, '{"a":1}');
    expect(await client.next()).toEqual({ a: 1 });
    const seen = await posts.send(new GetConnectionCommand({ ConnectionId: id }));
    expect(seen.ConnectedAt?.getTime()).toBeLessThanOrEqual(seen.LastActiveAt?.getTime() ?? 0);
    await posts.send(new DeleteConnectionCommand({ ConnectionId: id }));
    expect(await client.closed()).toBe(1000);
  });

  it('answers 410 once the browser is gone', async () => {
    const { client, id } = await openKnown();
    client.close();
    await client.closed();
    await expect
      .poll(() => post(id, '{}').catch((error) => error))
      .toMatchObject({ name: 'GoneException', $metadata: { httpStatusCode: 410 } });
    await expect(posts.send(new GetConnectionCommand({ ConnectionId: id }))).rejects.toMatchObject({
      name: 'GoneException',
    });
    await expect(posts.send(new DeleteConnectionCommand({ ConnectionId: id }))).rejects.toMatchObject({
      name: 'GoneException',
    });
  });

  it('refuses the unsigned', async () => {
    const { client, id } = await openKnown();
    const answer = await fetch(`${cloud.connectionsUrl}/@connections/${id}`, { method: 'POST', body: 'x' });
    expect(answer.status).toBe(403);
    client.close();
  });

  it('drops, doubles, refuses and delays when a test wants it, as often as it says', async () => {
    const { client, id } = await openKnown();
    const drop = cloud.faults.dropPush({ including: 'first' });
    await post(id, '{"n":"first"}');
    await post(id, '{"n":"second"}');
    expect(await client.next()).toEqual({ n: 'second' });
    expect(drop.hits).toBe(1);
    cloud.faults.duplicatePush({ connectionId: id });
    await post(id, '{"n":3}');
    expect([await client.next(), await client.next()]).toEqual([{ n: 3 }, { n: 3 }]);
    cloud.faults.gone({ connectionId: id });
    await expect(post(id, '{}')).rejects.toMatchObject({ name: 'GoneException' });
    cloud.faults.limit();
    await expect(post(id, '{}')).rejects.toMatchObject({ name: 'LimitExceededException' });
    cloud.faults.delay({ at: 'push', ms: 300, times: 1 });
    const began = Date.now();
    await post(id, '{"n":4}');
    expect(Date.now() - began).toBeGreaterThanOrEqual(290);
    client.close();
  });
});

describe('the ledger', () => {
  it('counts connections, frames, posts and what API Gateway bills as messages', async () => {
    const { client, id } = await openKnown();
    cloud.usage.reset();
    client.socket.send(JSON.stringify({ action: 'tell' }));
    client.send({ action: 'ask' });
    await client.next();
    await posts.send(
      new PostToConnectionCommand({ ConnectionId: id, Data: Buffer.from('"x"'.padEnd(40 * 1024)) }),
    );
    await expect.poll(() => cloud.usage.snapshot().functions.work?.invocations).toBe(2);
    const { socket, functions } = cloud.usage.snapshot();
    expect(socket).toMatchObject({
      framesIn: 2,
      framesOut: 2,
      messages: 5,
      posts: { sent: 1, gone: 0, dropped: 0 },
    });
    expect(functions.work).toMatchObject({ invocations: 2, errors: 0 });
    expect(functions.test).toMatchObject({ posts: 1 });
    client.close();
  });
});
