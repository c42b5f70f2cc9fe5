// Opening and closing a socket, through the function as it is deployed.
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Account } from '../../../functions/domain/account.ts';
import type { handler as Handler } from '../../../functions/entries/connect.ts';
import { addGroup, blockAccount, changeAccount } from '../../../functions/store/accounts.ts';
import { lobby } from '../../../functions/store/desk.ts';
import { readSession, sessionEnded } from '../../../functions/store/sessions.ts';
import { listSockets } from '../../../functions/store/sockets.ts';
import { aContext, addAgentAccount, addCustomerAccount, HOST, signedInAs } from '../../support/accounts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
let handler: typeof Handler;
beforeAll(async () => {
  engine = await startEngine();
  Object.assign(process.env, {
    TABLE_NAME: engine.table,
    CONNECTIONS_URL: 'http://127.0.0.1:9/ws',
    TELLER: 'tell',
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  ({ handler } = await import('../../../functions/entries/connect.ts'));
  await addGroup(engine.db, { id: 'chat', name: 'Klanten met chat', permissions: ['chat'] });
});
afterAll(() => engine.stop());

const methodArn = 'arn:aws:execute-api:eu-west-1:123456789012:api/ws/$connect';

/** A context with the clock of the function itself. */
const now = () => ({ ...aContext(engine.db), now: Date.now });

/** Header names as API Gateway gives them for a socket: as they were sent. */
const open = (headers: Record<string, string | undefined>, query?: Record<string, string>) =>
  handler({
    methodArn,
    headers,
    ...(query && { queryStringParameters: query }),
    requestContext: { requestId: 'request-1' },
  });

const fromPage = (site: 'portal' | 'console', cookie: string | undefined) => ({
  Cookie: cookie,
  Origin: `https://${HOST[site]}`,
  'X-Viewer-Host': HOST[site],
  'x-site': site,
  'x-origin-secret': 'of-a-test',
});

const policy = (Effect: 'Allow' | 'Deny') => ({
  Version: '2012-10-17',
  Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: methodArn }],
});

test('[S41] an agent gets in, under the nickname', async () => {
  const agent = await addAgentAccount(engine.db, { nickname: 'Anna', permissions: ['helpdesk', 'manage'] });
  const cookie = await signedInAs(now(), agent);
  const session = await readSession(engine.db, cookie.slice(-44), Date.now());
  const answer = await open(fromPage('console', cookie));
  expect(answer).toEqual({
    principalId: agent.id,
    policyDocument: policy('Allow'),
    context: {
      userId: agent.id,
      role: 'agent',
      sessionId: session?.id,
      login: agent.login,
      name: 'Anna',
      until: String(session?.endsAt),
      permissions: 'helpdesk manage',
    },
  });
  expect(JSON.stringify(answer)).not.toContain(cookie.slice(-44));
});

test('a customer gets in, under the own name, with or without the right to chat', async () => {
  for (const groups of [['chat'], []]) {
    const customer = await addCustomerAccount(engine.db, { groups });
    expect(await open(fromPage('portal', await signedInAs(now(), customer)))).toMatchObject({
      policyDocument: policy('Allow'),
      context: {
        userId: customer.id,
        role: 'customer',
        name: customer.name,
        permissions: groups.join(' '),
      },
    });
  }
});

test('a page of somebody who signed out meanwhile is known as that, and noted nowhere', async () => {
  const customer = await addCustomerAccount(engine.db);
  const headers = fromPage('portal', await signedInAs(now(), customer));
  expect(await open(headers, { account: customer.id })).not.toHaveProperty('context.isOther');
  const answer = await open(headers, { account: 'X'.repeat(22) });
  expect(answer).toMatchObject({ policyDocument: policy('Allow'), context: { isOther: 'true' } });
  expect(await connection('CONNECT', Object(answer).context, headers)).toEqual({ statusCode: 200 });
  expect(await listSockets(engine.db, customer.id, Date.now())).toEqual([]);
});

const denied = { principalId: 'nobody', policyDocument: policy('Deny') };

test.each([
  ['without a cookie', { Cookie: undefined }],
  ['with an invented token', { Cookie: `__Host-portal_session=${'A'.repeat(44)}` }],
  ['without an origin', { Origin: undefined }],
  ['from another page', { Origin: 'https://evil.example' }],
  ['from the console', { Origin: `https://${HOST.console}` }],
  ['past CloudFront', { 'X-Viewer-Host': undefined }],
  ['without a site', { 'x-site': undefined }],
  ['without the secret of CloudFront', { 'x-origin-secret': undefined }],
  ['with another secret', { 'x-origin-secret': 'of-a-guess' }],
  ['of the other site', { 'x-site': 'console' }],
])('[A7] [A8] nobody gets in %s', async (_name, change) => {
  const cookie = await signedInAs(now(), await addCustomerAccount(engine.db));
  expect(await open({ ...fromPage('portal', cookie), ...change })).toEqual(denied);
});

test('[A7] nor when blocked, nor after the session ran out', async () => {
  const blocked = await addCustomerAccount(engine.db, { blocked: true });
  expect(await open(fromPage('portal', await signedInAs(now(), blocked)))).toEqual(denied);
  const past = { ...now(), now: () => Date.now() - 31 * 24 * 3_600_000 };
  const cookie = await signedInAs(past, await addCustomerAccount(engine.db));
  expect(await open(fromPage('portal', cookie))).toEqual(denied);
});

test('[A7] [S168] nor with a password that an administrator made, until another is chosen', async () => {
  const given = await addCustomerAccount(engine.db, { passwordGiven: true });
  expect(await open(fromPage('portal', await signedInAs(now(), given)))).toEqual(denied);
});

const connection = (
  eventType: 'CONNECT' | 'DISCONNECT',
  authorizer: unknown,
  headers?: Record<string, string | undefined>,
) =>
  handler({
    isBase64Encoded: false,
    headers,
    requestContext: {
      apiId: 'api',
      authorizer,
      connectedAt: 0,
      connectionId: 'connection-1',
      domainName: 'api.execute-api.eu-west-1.amazonaws.com',
      eventType,
      extendedRequestId: 'x',
      messageDirection: 'IN',
      messageId: '',
      requestId: 'request-1',
      requestTime: '',
      requestTimeEpoch: 0,
      routeKey: eventType === 'CONNECT' ? '$connect' : '$disconnect',
      stage: 'ws',
    },
  });

/** What the authorizer said of a handshake, and the handshake. */
const admitted = async (account: Account) => {
  const site = account.role === 'customer' ? 'portal' : 'console';
  const cookie = await signedInAs(now(), account);
  const headers = fromPage(site, cookie);
  const answer = await open(headers);
  return { cookie, headers, authorizer: v.parse(v.object({ context: v.unknown() }), answer).context };
};

test('[A7] whoever opens a socket is found by it, unless signed out, blocked or with less rights by then', async () => {
  const letIn = { statusCode: 200 };
  const keptOut = { statusCode: 403 };
  const agent = await addAgentAccount(engine.db, { permissions: ['helpdesk', 'manage'] });
  const { authorizer, headers, cookie } = await admitted(agent);
  expect(await connection('CONNECT', authorizer, headers)).toEqual(letIn);
  const [socket] = await listSockets(engine.db, agent.id, Date.now());
  expect(socket).toMatchObject({
    connection: 'connection-1',
    session: expect.stringMatching(/^[\w-]{22}$/),
    rights: 'helpdesk manage',
  });
  // In the time between the authorizer and this.
  await changeAccount(engine.db, agent, { ...agent, permissions: ['helpdesk'] });
  expect(await connection('CONNECT', authorizer, headers)).toEqual(keptOut);
  const again = await admitted({ ...agent, permissions: ['helpdesk'] });
  expect(await connection('CONNECT', again.authorizer, again.headers)).toEqual(letIn);
  expect(await connection('CONNECT', again.authorizer, { ...again.headers, Cookie: cookie })).toEqual(
    keptOut,
  );
  await engine.db.transact([sessionEnded(again.cookie.slice(-44), Date.now())]);
  expect(await connection('CONNECT', again.authorizer, again.headers)).toEqual(keptOut);

  const customer = await addCustomerAccount(engine.db, { groups: ['chat'] });
  const page = await admitted(customer);
  expect(await connection('CONNECT', page.authorizer, page.headers)).toEqual(letIn);
  await blockAccount(engine.db, customer.id);
  expect(await connection('CONNECT', page.authorizer, page.headers)).toEqual(keptOut);
  expect(await listSockets(engine.db, customer.id, Date.now() + 3 * 3_600_000)).toEqual([]);
});

test('a connection that closed is taken off the lists', async () => {
  const customer = await addCustomerAccount(engine.db);
  const { authorizer } = await admitted(customer);
  await lobby.add(engine.db, { connection: 'connection-1', user: customer.id, now: Date.now() });
  expect(await connection('DISCONNECT', authorizer)).toEqual({ statusCode: 200 });
  expect(await lobby.list(engine.db)).toEqual([]);
});

test('a closed connection without an identity is a fault of the set-up, told without its reason', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await expect(connection('DISCONNECT', { userId: 'secret' })).rejects.toThrow(/^internal$/);
  const logged = write.mock.calls.join('');
  write.mockRestore();
  expect(logged).toContain('request-1');
  expect(logged).not.toContain('secret');
});
