// What the HTTP pipeline does around any action: what it lets in, and what it lets out.
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createHttpHandler, type RouteHandlers } from '../../../functions/pipeline/http.ts';
import { aContext, addAgentAccount, addCustomerAccount, ask, signedInAs } from '../../support/accounts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
afterEach(() => {
  vi.restoreAllMocks();
});

const handlerOf = (actions: Partial<RouteHandlers>) => createHttpHandler(actions, aContext(engine.db));
const logout = () => handlerOf({ 'POST /api/logout': async () => ({ ok: {} }) });
const route = 'POST /api/logout';

describe('a changing request', () => {
  test.each([
    ['from its own page', {}, 200],
    ['with a charset', { 'content-type': 'application/json; charset=utf-8' }, 200],
    ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }, 403],
    ['as plain text', { 'content-type': 'text/plain' }, 403],
    ['as what only begins as JSON', { 'content-type': 'application/jsonp' }, 403],
    ['without a content type', { 'content-type': undefined }, 403],
    ['from another page', { origin: 'https://evil.example' }, 403],
    ['from the other site', { origin: 'https://console.example.nl' }, 403],
    ['without an origin', { origin: undefined }, 403],
    ['past CloudFront', { 'x-origin-secret': undefined }, 403],
    ['without a site', { 'x-site': undefined }, 403],
    ['from a site there is not', { 'x-site': 'constructor' }, 403],
  ])('%s', async (_name, headers, status) => {
    expect((await ask(logout(), { route, headers })).status).toBe(status);
  });
});

describe('a body', () => {
  test.each([
    ['none', undefined, 200],
    ['an object', '{}', 200],
    ['not JSON', '{', 400],
    ['a list', '[]', 400],
    ['null', 'null', 400],
    ['a text', '"x"', 400],
    ['a prototype', '{"__proto__": {"polluted": true}}', 200],
    ['very deep', `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`, 200],
    ['too large', JSON.stringify({ text: 'x'.repeat(64 * 1024) }), 413],
  ])('%s', async (_name, raw, status) => {
    expect((await ask(logout(), { route, ...(raw !== undefined && { raw }) })).status).toBe(status);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});

test.each(['GET /api/nothing', 'GET /api/session', '__proto__', 'constructor', 'toString'])(
  'the route %s that it has no action for is not found',
  async (unknown) => {
    const { status, body } = await ask(logout(), { route: unknown });
    expect({ status, body }).toEqual({ status: 404, body: { error: { code: 'not_found' } } });
  },
);

test('[A10] path parameters win over a body that names them too', async () => {
  const seen: number[] = [];
  const handler = handlerOf({
    'PATCH /api/tickets/{number}': async ({ number }) => {
      seen.push(number);
      return { error: { code: 'not_found' } };
    },
  });
  const cookie = await signedInAs(aContext(engine.db), await addAgentAccount(engine.db));
  await ask(handler, {
    route: 'PATCH /api/tickets/{number}',
    site: 'console',
    cookie,
    path: { number: '7' },
    body: { number: '8', rev: 1 },
  });
  expect(seen).toEqual([7]);
});

describe('the query of a request', () => {
  const seen: number[] = [];
  const handler = () =>
    handlerOf({
      'GET /api/my-tickets/{number}': async ({ number }) => {
        seen.push(number);
        return { error: { code: 'not_found' } };
      },
      'PATCH /api/tickets/{number}': async ({ number }) => {
        seen.push(number);
        return { error: { code: 'not_found' } };
      },
    });

  test('is part of the input of a GET, and the path wins over it', async () => {
    seen.length = 0;
    const cookie = await signedInAs(aContext(engine.db), await addCustomerAccount(engine.db));
    const asked = { route: 'GET /api/my-tickets/{number}', cookie };
    await ask(handler(), { ...asked, query: { number: '8', other: 'x' } });
    await ask(handler(), { ...asked, query: { number: '8' }, path: { number: '7' } });
    // A body says nothing in a GET.
    const { status } = await ask(handler(), { ...asked, raw: '{"number":"9"' });
    expect({ seen, status }).toEqual({ seen: [8, 7], status: 400 });
  });

  test('is none of a changing request', async () => {
    seen.length = 0;
    const cookie = await signedInAs(aContext(engine.db), await addAgentAccount(engine.db));
    const { body } = await ask(handler(), {
      route: 'PATCH /api/tickets/{number}',
      site: 'console',
      cookie,
      path: { number: '7' },
      query: { rev: '1' },
    });
    expect(body).toEqual({ error: { code: 'bad_request', path: 'rev' } });
    expect(seen).toEqual([]);
  });
});

test.each(['0', '01', '-1', '1.5', '1e3', 'x', '', '1234567890'])(
  '%j is no ticket number',
  async (number) => {
    const handler = handlerOf({
      'GET /api/my-tickets/{number}': async () => ({ error: { code: 'not_found' } }),
    });
    const cookie = await signedInAs(aContext(engine.db), await addCustomerAccount(engine.db));
    const answer = await ask(handler, { route: 'GET /api/my-tickets/{number}', cookie, path: { number } });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'bad_request', path: 'number' } } });
  },
);

test('answers are never cached and are only ever JSON', async () => {
  const { headers } = await ask(logout(), { route });
  expect(headers).toEqual({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
});

test('[A13] an exception is answered without a word of it, and logged without its message', async () => {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  const handler = handlerOf({
    'POST /api/logout': async () => {
      throw new TypeError('secret of a customer');
    },
  });
  const answer = await ask(handler, { route });
  expect(answer).toMatchObject({
    status: 500,
    body: { error: { code: 'internal', requestId: 'request-1' } },
    headers: { 'cache-control': 'no-store' },
  });
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ level: 'ERROR', requestId: 'request-1', action: route }),
    expect.objectContaining({ ActionFailed: 1 }),
  ]);
  expect(`${lines.join('')}${JSON.stringify(answer)}`).not.toContain('secret');
});

test('[A10] what the table of routes does not name does not leave', async () => {
  const reply = { tickets: [], remarks: 'internal', password: 'hash' };
  const handler = handlerOf({ 'GET /api/my-tickets': async () => ({ ok: reply }) });
  const cookie = await signedInAs(aContext(engine.db), await addCustomerAccount(engine.db));
  const { body } = await ask(handler, { route: 'GET /api/my-tickets', cookie });
  expect(body).toEqual({ ok: { tickets: [] } });
});
