// Signing in and out over HTTP, on the real engine.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPeopleActions } from '../../../functions/http/people-routes.ts';
import { httpActions } from '../../../functions/http/routes.ts';
import { createHttpHandler } from '../../../functions/platform/http.ts';
import { addGroup } from '../../../functions/store/accounts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import {
  type Asked,
  aContext,
  aCustomer,
  anAgent,
  ask,
  nobodyThere,
  PASSWORD,
} from '../../support/people.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  await addGroup(engine.db, { id: 'chat', name: 'Klanten met chat', permissions: ['chat'] });
});
afterAll(() => engine.stop());

let address = 0;

/** A handler with its own clock, asked from its own address. */
const aSite = (site: 'portal' | 'console' = 'portal') => {
  const context = aContext(engine.db);
  const handler = createHttpHandler({ ...httpActions, ...createPeopleActions(nobodyThere) }, context);
  const sourceIp = `198.51.100.${++address}`;
  const askHere = (asked: Asked) => ask(handler, { site, sourceIp, ...asked });
  return {
    context,
    ask: askHere,
    login: (login: string, password: string, more: Partial<Asked> = {}) =>
      askHere({ route: 'POST /api/login', body: { login, password }, ...more }),
    /** The session as the browser with these cookies sees it. */
    session: (cookie: string | undefined) => askHere({ route: 'GET /api/session', cookie }),
  };
};

const cookieOf = (cookies: readonly string[]): string | undefined => cookies[0]?.split(';')[0];

test('a customer signs in, is known, and signs out', async () => {
  const site = aSite();
  const account = await aCustomer(engine.db, { groups: ['chat'] });
  const { status, body, cookies } = await site.login(account.login.toUpperCase(), PASSWORD);
  const session = {
    user: { id: account.id, login: account.login, name: account.name, role: 'customer' },
    permissions: ['chat'],
  };
  expect({ status, body }).toEqual({ status: 200, body: { ok: session } });
  expect(cookies).toEqual([
    expect.stringMatching(
      /^__Host-portal_session=[\w-]{44}; HttpOnly; Secure; SameSite=Strict; Path=\/; Max-Age=2592000$/,
    ),
  ]);

  const cookie = cookieOf(cookies);
  expect((await site.session(cookie)).body).toEqual({ ok: session });

  const out = await site.ask({ route: 'POST /api/logout', cookie, body: {} });
  expect(out).toMatchObject({ status: 200, body: { ok: {} } });
  expect(out.cookies).toEqual([
    '__Host-portal_session=; HttpOnly; Secure; SameSite=Strict; Path=/; Max-Age=0',
  ]);
  expect(await site.session(cookie)).toMatchObject({
    status: 401,
    body: { error: { code: 'not_signed_in' } },
  });
});

test('an agent signs in on the console under the nickname', async () => {
  const site = aSite('console');
  const account = await anAgent(engine.db, { nickname: 'Anna' });
  const { body, cookies } = await site.login(account.login, PASSWORD);
  expect(body).toMatchObject({ ok: { user: { name: 'Anna', role: 'agent' }, permissions: ['helpdesk'] } });
  expect(cookies[0]).toMatch(/^__Host-console_session=.*Max-Age=43200$/);
});

test('signing out without a session is fine', async () => {
  const { status, cookies } = await aSite().ask({ route: 'POST /api/logout' });
  expect({ status, cleared: cookies.length }).toEqual({ status: 200, cleared: 1 });
});

test('signing in again ends the session this browser had', async () => {
  const site = aSite();
  const { login } = await aCustomer(engine.db);
  const first = cookieOf((await site.login(login, PASSWORD)).cookies);
  const second = cookieOf((await site.login(login, PASSWORD, { cookie: first })).cookies);
  expect((await site.session(first)).status).toBe(401);
  expect((await site.session(second)).status).toBe(200);
});

test('answers alike, after the same calls, for an unknown login, a wrong password and a blocked account', async () => {
  const site = aSite();
  const blocked = await aCustomer(engine.db, { blocked: true });
  const known = await aCustomer(engine.db);
  const agent = await anAgent(engine.db);
  const attempt = async (login: string, password: string) => {
    const spent = engine.capacity.mark();
    const { status, body, cookies, headers } = await site.login(login, password);
    return { status, body, cookies, headers, calls: spent().calls.filter((call) => call === 'GetItem') };
  };
  const unknown = await attempt('nobody-has-this', PASSWORD);
  expect(unknown).toMatchObject({
    status: 401,
    body: { error: { code: 'wrong_credentials' } },
    cookies: [],
    calls: ['GetItem', 'GetItem'],
  });
  expect(await attempt(known.login, 'wrong')).toEqual(unknown);
  expect(await attempt(blocked.login, PASSWORD)).toEqual(unknown);
  expect(await attempt(agent.login, PASSWORD)).toEqual(unknown);
});

test('shuts an account after 10 failures from wherever, known or not, and opens it after 15 minutes', async () => {
  const { login } = await aCustomer(engine.db);
  for (const name of [login, 'no-such-login']) {
    const site = aSite();
    for (let attempt = 0; attempt < 10; attempt++) {
      const tried = await site.login(name, 'wrong', { sourceIp: `203.0.113.${attempt}` });
      expect(tried.status).toBe(401);
    }
    const shut = await site.login(name, PASSWORD, { sourceIp: '203.0.113.99' });
    expect(shut).toMatchObject({
      status: 429,
      headers: { 'retry-after': '900' },
      body: { error: { code: 'too_many_attempts', retryAfterSeconds: 900 } },
    });
    site.context.advance(15 * 60_000);
    expect((await site.login(name, PASSWORD)).status).toBe(name === login ? 200 : 401);
  }
});

test('a success clears the failures of the account', async () => {
  const site = aSite();
  const { login } = await aCustomer(engine.db);
  for (let round = 0; round < 2; round++) {
    for (let attempt = 0; attempt < 9; attempt++) await site.login(login, 'wrong');
    expect((await site.login(login, PASSWORD)).status).toBe(200);
  }
});

test('shuts an address after 50 failures at any accounts; a success between them does not help', async () => {
  const site = aSite();
  const own = await aCustomer(engine.db);
  const spray = (from: number, to: number) =>
    Promise.all(
      Array.from({ length: to - from }, (_, index) => site.login(`sprayed${from + index}`, 'Welkom01')),
    );
  await spray(0, 49);
  expect((await site.login(own.login, PASSWORD)).status).toBe(200);
  await spray(49, 50);
  expect(await site.login(own.login, PASSWORD)).toMatchObject({
    status: 429,
    body: { error: { code: 'too_many_attempts' } },
  });
  expect((await site.login(own.login, PASSWORD, { sourceIp: '203.0.113.200' })).status).toBe(200);
});

test.each([
  [{}, 'login'],
  [{ login: 'x' }, 'password'],
  [{ login: 1, password: 'x' }, 'login'],
  [{ login: 'x', password: 'x'.repeat(201) }, 'password'],
  [{ login: 'x'.repeat(101), password: 'x' }, 'login'],
])('refuses %o by the field that does not fit', async (body, path) => {
  const answer = await aSite().ask({ route: 'POST /api/login', body });
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'bad_request', path } } });
});
