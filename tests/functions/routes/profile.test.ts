// A customer's own profile over HTTP: what may be changed, and that a new password ends every other session.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { createAccountsRoutes } from '../../../functions/routes/accounts/index.ts';
import { portalRoutes } from '../../../functions/routes/portal/index.ts';
import {
  aContext,
  addCustomerAccount,
  ask,
  nobodyThere,
  PASSWORD,
  signedInAs,
} from '../../support/accounts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const setUp = async () => {
  const context = aContext(engine.db);
  const handler = createHttpHandler({ ...portalRoutes, ...createAccountsRoutes(nobodyThere) }, context);
  const customer = await addCustomerAccount(engine.db);
  const cookie = await signedInAs(context, customer);
  return {
    context,
    customer,
    signInElsewhere: () => signedInAs(context, customer),
    get: (with_ = cookie) => ask(handler, { route: 'GET /api/profile', cookie: with_ }),
    change: (body: object) => ask(handler, { route: 'PATCH /api/profile', cookie, body }),
    password: (current: string, password: string) =>
      ask(handler, { route: 'POST /api/profile/password', cookie, body: { current, password } }),
    login: (password: string) =>
      ask(handler, { route: 'POST /api/login', body: { login: customer.login, password } }),
    session: (with_ = cookie) => ask(handler, { route: 'GET /api/session', cookie: with_ }),
  };
};

test('shows and changes name, address and language, and nothing else', async () => {
  const { customer, get, change, login } = await setUp();
  const { login: name } = customer;
  expect((await get()).body).toEqual({ ok: { login: name, name: customer.name, email: '' } });
  const { body } = await change({
    name: '  Jan   de Jong ',
    email: ' jan@example.nl ',
    language: 'en',
    login: 'admin',
    blocked: false,
    groups: ['all'],
  });
  expect(body).toEqual({
    ok: { login: name, name: 'Jan de Jong', email: 'jan@example.nl', language: 'en' },
  });
  expect((await get()).body).toEqual(body);
  expect(JSON.stringify((await get()).body)).not.toContain('hash');
  // On another device the session says what to read in.
  expect((await login(PASSWORD)).body).toMatchObject({
    ok: { language: 'en', user: { name: 'Jan de Jong' } },
  });
  expect((await change({ email: '' })).body).toMatchObject({ ok: { email: '' } });
});

test.each([
  [{ name: '  ' }, 'bad_request'],
  [{ name: 'x'.repeat(101) }, 'too_long'],
  [{ email: 'geen adres' }, 'bad_email'],
  [{ language: 'fr' }, 'bad_request'],
])('refuses %o', async (body, code) => {
  const { get, change } = await setUp();
  const before = await get();
  expect(await change(body)).toMatchObject({ status: 400, body: { error: { code } } });
  expect((await get()).body).toEqual(before.body);
});

test('a new password needs the current one, and ends the sessions on other devices', async () => {
  const { context, signInElsewhere, session, password, login } = await setUp();
  const elsewhere = await signInElsewhere();
  context.advance(1000);
  expect(await password('wrong', 'een lange zin')).toMatchObject({
    status: 403,
    body: { error: { code: 'wrong_password' } },
  });
  expect(await password(PASSWORD, 'kort')).toMatchObject({
    body: { error: { code: 'password_too_short', min: 8 } },
  });
  expect((await session(elsewhere)).status).toBe(200);

  const changed = await password(PASSWORD, 'een lange zin');
  expect(changed.status).toBe(200);
  expect((await session(elsewhere)).status).toBe(401);
  expect((await session()).status).toBe(200);
  expect((await login(PASSWORD)).status).toBe(401);
  expect((await login('een lange zin')).status).toBe(200);
});

test('the current password cannot be guessed at: five tries in a quarter of an hour', async () => {
  const { context, password } = await setUp();
  for (let tries = 0; tries < 5; tries++)
    expect((await password(`guess ${tries}`, 'een lange zin')).status).toBe(403);
  expect(await password(PASSWORD, 'een lange zin')).toMatchObject({
    status: 429,
    body: { error: { code: 'too_many_attempts' } },
  });
  context.advance(16 * 60_000);
  expect((await password(PASSWORD, 'een lange zin')).status).toBe(200);
});
