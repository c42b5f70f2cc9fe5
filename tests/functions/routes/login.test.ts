// Signing in and out over HTTP, on the real engine.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { createAccountsRoutes } from '../../../functions/routes/accounts/index.ts';
import { portalRoutes } from '../../../functions/routes/portal/index.ts';
import { addGroup, changeAccount, readAccount } from '../../../functions/store/accounts.ts';
import { findDevice } from '../../../functions/store/devices.ts';
import {
  type Asked,
  aContext,
  addAgentAccount,
  addCustomerAccount,
  ask,
  nobodyThere,
  PASSWORD,
} from '../../support/accounts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { scaled } from '../../support/scale.ts';

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
  const handler = createHttpHandler({ ...portalRoutes, ...createAccountsRoutes(nobodyThere) }, context);
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

/** What the browser keeps when the session is over. */
const deviceOf = (cookies: readonly string[]): string | undefined =>
  cookies.find((cookie) => cookie.includes('_device='))?.split(';')[0];

test('a customer signs in, is known, and signs out', async () => {
  const site = aSite();
  const account = await addCustomerAccount(engine.db, { groups: ['chat'] });
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
    expect.stringMatching(
      /^__Host-portal_device=[\w-]{44}; HttpOnly; Secure; SameSite=Strict; Path=\/; Max-Age=31536000$/,
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
  const account = await addAgentAccount(engine.db, { nickname: 'Anna' });
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
  const { login } = await addCustomerAccount(engine.db);
  const first = cookieOf((await site.login(login, PASSWORD)).cookies);
  const second = cookieOf((await site.login(login, PASSWORD, { cookie: first })).cookies);
  expect((await site.session(first)).status).toBe(401);
  expect((await site.session(second)).status).toBe(200);
});

test('answers alike, after the same calls, for an unknown login and a wrong password; whoever knows the password of a blocked account is told so', async () => {
  const site = aSite();
  const blocked = await addCustomerAccount(engine.db, { blocked: true });
  const known = await addCustomerAccount(engine.db);
  const agent = await addAgentAccount(engine.db);
  const attempt = async (login: string, password: string, cookie?: string) => {
    const spent = engine.capacity.mark();
    const { status, body, cookies, headers } = await site.login(login, password, { cookie });
    return { status, body, cookies, headers, calls: spent().calls.filter((call) => call === 'GetItem') };
  };
  const unknown = await attempt('nobody-has-this', PASSWORD);
  expect(unknown).toMatchObject({
    status: 401,
    body: { error: { code: 'wrong_credentials' } },
    cookies: [],
    // Whether passwords count at all, then whose login it is.
    calls: ['GetItem', 'GetItem', 'GetItem'],
  });
  expect(await attempt(known.login, 'wrong')).toEqual(unknown);
  expect(await attempt(blocked.login, 'wrong')).toEqual(unknown);
  expect(await attempt(blocked.login, PASSWORD)).toEqual({
    ...unknown,
    body: { error: { code: 'account_blocked' } },
  });
  expect(await attempt(agent.login, PASSWORD)).toEqual(unknown);
  // With the cookie of a browser that some account knows as well: one more read, whoever is named.
  const device = deviceOf((await site.login((await addCustomerAccount(engine.db)).login, PASSWORD)).cookies);
  const withDevice = await attempt('nobody-has-this-either', PASSWORD, device);
  expect(withDevice).toEqual({ ...unknown, calls: [...unknown.calls, 'GetItem'] });
  expect(await attempt(known.login, 'wrong', device)).toEqual(withDevice);
});

test('shuts an account to one place after 10 failures there, known or not, and opens it after 15 minutes', async () => {
  const { login } = await addCustomerAccount(engine.db);
  for (const name of [login, 'no-such-login']) {
    const site = aSite();
    for (let attempt = 0; attempt < 10; attempt++) {
      expect((await site.login(name, 'wrong')).status).toBe(401);
    }
    const shut = await site.login(name, PASSWORD);
    expect(shut).toMatchObject({
      status: 429,
      headers: { 'retry-after': '900' },
      body: { error: { code: 'too_many_attempts', retryAfterSeconds: 900 } },
    });
    // Whoever guesses in one place shuts out nobody in another.
    const elsewhere = await site.login(name, PASSWORD, { sourceIp: '203.0.113.99' });
    expect(elsewhere.status).toBe(name === login ? 200 : 401);
    site.context.advance(15 * 60_000);
    expect((await site.login(name, PASSWORD)).status).toBe(name === login ? 200 : 401);
  }
});

/** From as many places as it takes, until nobody with an unknown browser gets in. */
const besiege = async (site: ReturnType<typeof aSite>, login: string): Promise<number> => {
  for (let tries = 0; tries < 60; tries++) {
    const { status } = await site.login(login, 'wrong', { sourceIp: `203.0.113.${Math.floor(tries / 10)}` });
    if (status === 429) return tries;
  }
  throw new Error('the account stays open to guesses');
};

test('[A11] strangers from everywhere, all day long: 30 guesses a quarter, and the own browser gets in each time', async () => {
  const site = aSite();
  const { login } = await addCustomerAccount(engine.db);
  let device = deviceOf((await site.login(login, PASSWORD)).cookies);
  for (let hour = 0; hour < scaled(4, 24); hour++) {
    expect(await besiege(site, login)).toBe(30);
    // At home and on the way, with no session left.
    for (const sourceIp of ['192.0.2.7', '203.0.113.1', `198.51.100.${200 + hour}`]) {
      const entered = await site.login(login, PASSWORD, { cookie: device, sourceIp });
      expect([hour, sourceIp, entered.status]).toEqual([hour, sourceIp, 200]);
      device = deviceOf(entered.cookies);
    }
    // Its entering gives the strangers nothing.
    expect((await site.login(login, 'wrong', { sourceIp: '192.0.2.99' })).status).toBe(429);
    site.context.advance(60 * 60_000);
  }
});

/** So many failures from one place, no more than that place may have at one account. */
const spray = async (site: ReturnType<typeof aSite>, failures: number): Promise<void> => {
  let login = '';
  for (let failed = 0; failed < failures; failed++) {
    if (failed % 10 === 0) ({ login } = await addCustomerAccount(engine.db));
    expect((await site.login(login, 'wrong')).status).toBe(401);
  }
};

test('[A11] a whole office shut by failures lets in browsers that were there before, and the other site', async () => {
  const site = aSite();
  const known = await addCustomerAccount(engine.db);
  const device = deviceOf((await site.login(known.login, PASSWORD)).cookies);
  const agent = await addAgentAccount(engine.db);
  await spray(site, 50);
  expect((await site.login(known.login, PASSWORD)).status).toBe(429);
  expect((await site.login(known.login, PASSWORD, { cookie: device })).status).toBe(200);
  expect((await site.login(agent.login, PASSWORD, { site: 'console' })).status).toBe(200);
});

test('[A11] a known browser has guesses of its own, no more than others, and for its account alone', async () => {
  const site = aSite();
  const [own, other] = [await addCustomerAccount(engine.db), await addCustomerAccount(engine.db)];
  const device = deviceOf((await site.login(own.login, PASSWORD)).cookies);
  const guess = (login: string, index: number) =>
    site.login(login, 'wrong', { cookie: device, sourceIp: `203.0.113.${index}` });
  for (let index = 0; index < 10; index++) expect((await guess(own.login, index)).status).toBe(401);
  expect((await guess(own.login, 99)).status).toBe(429);
  await besiege(site, other.login);
  // To another account it is any browser.
  expect((await site.login(other.login, PASSWORD, { cookie: device })).status).toBe(429);
});

test('[A11] a browser is known no longer after a new password, a year, or ten others; an invented one never was', async () => {
  const site = aSite();
  const account = await addCustomerAccount(engine.db);
  const enter = async (cookie?: string) => (await site.login(account.login, PASSWORD, { cookie })).status;
  const arrive = async () => deviceOf((await site.login(account.login, PASSWORD)).cookies);
  const isKnown = async (cookie: string | undefined) => {
    await besiege(site, account.login);
    const status = await enter(cookie);
    site.context.advance(15 * 60_000);
    return status === 200;
  };
  const first = await arrive();
  expect(await isKnown(first)).toBe(true);
  expect(await isKnown(`__Host-portal_device=${'A'.repeat(44)}`)).toBe(false);
  // Too late for this browser; it signs in as a new one does, and is known again.
  site.context.advance(365 * 24 * 60 * 60_000);
  expect(await isKnown(first)).toBe(false);
  expect(await enter(first)).toBe(200);
  expect(await isKnown(first)).toBe(true);
  for (let others = 0; others < 10; others++) {
    site.context.advance(1000);
    await arrive();
  }
  expect(await isKnown(first)).toBe(false);
  const stored = await engine.db.query({ pk: `DEVICES#${account.id}` });
  expect(stored.items).toHaveLength(10);
  expect(JSON.stringify(await engine.scan())).not.toContain(first?.split('=')[1]);

  const latest = await arrive();
  const before = await readAccount(engine.db, account.id);
  if (!before) throw new Error('no account');
  expect(await changeAccount(engine.db, before, { ...before, epoch: before.epoch + 1 })).toBe('done');
  expect(await isKnown(latest)).toBe(false);
});

test('an own new password keeps this browser known, and begins new counts for everyone', async () => {
  const site = aSite();
  const { id, login } = await addCustomerAccount(engine.db);
  const entered = await site.login(login, PASSWORD);
  const device = deviceOf(entered.cookies);
  await besiege(site, login);
  const next = 'zes groene flessen';
  const changed = await site.ask({
    route: 'POST /api/profile/password',
    cookie: [cookieOf(entered.cookies), device].join('; '),
    body: { current: PASSWORD, password: next },
  });
  expect(changed.status).toBe(200);
  expect((await site.login(login, next, { sourceIp: '192.0.2.200' })).status).toBe(200);
  const account = await readAccount(engine.db, id);
  const token = device?.split('=')[1] ?? '';
  expect(await findDevice(engine.db, account, token, site.context.now())).toBeDefined();
});

test('a success clears the failures of the account', async () => {
  const site = aSite();
  const { login } = await addCustomerAccount(engine.db);
  for (let round = 0; round < 2; round++) {
    for (let attempt = 0; attempt < 9; attempt++) await site.login(login, 'wrong');
    expect((await site.login(login, PASSWORD)).status).toBe(200);
  }
});

test('shuts an address after 50 failures at any accounts; a success between them does not help', async () => {
  const site = aSite();
  const own = await addCustomerAccount(engine.db);
  await spray(site, 49);
  expect((await site.login(own.login, PASSWORD)).status).toBe(200);
  await spray(site, 1);
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
