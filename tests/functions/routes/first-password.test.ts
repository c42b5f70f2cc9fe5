// A password that an administrator made is known to two people: until its owner has chosen another, nothing else is done with it.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../functions/domain/account.ts';
import type { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { findByLogin, readAccount } from '../../../functions/store/accounts.ts';
import type { Permission } from '../../../shared/model.ts';
import { routes } from '../../../shared/routes.ts';
import { addAgentAccount, addCustomerAccount, ask, PASSWORD, signedInAs } from '../../support/accounts.ts';
import type { Engine } from '../../support/engine.ts';
import { create, refused, useAdministration } from './support/administration.ts';

const { as, today } = useAdministration();
let engine: Engine;
let boss: Account;
let handler: ReturnType<typeof createHttpHandler>;
beforeEach(() => {
  ({ engine, boss, handler } = today());
});

const OWN = 'een lange zin van mijzelf';
const all: readonly Permission[] = ['helpdesk', 'manage', 'administer'];
const cookieOf = (account: Account) => signedInAs(today().desk.context, account);
const choose = (cookie: string, password: string, current = PASSWORD) =>
  ask(handler, { route: 'POST /api/profile/password', site: 'portal', cookie, body: { current, password } });

describe('[S168] an account made by an administrator', () => {
  it('can sign in, is told what is due, and is refused everything else until a new password is chosen', async () => {
    await create(await as(boss), { login: 'nieuw' });
    const made = await findByLogin(engine.db, 'customer', 'nieuw');
    if (!made) throw new Error('no account');
    const cookie = await cookieOf(made);
    const session = () => ask(handler, { route: 'GET /api/session', site: 'portal', cookie });
    const tickets = () => ask(handler, { route: 'GET /api/my-tickets', site: 'portal', cookie });
    expect(await session()).toMatchObject({ body: { ok: { passwordDue: true } } });
    expect(await tickets()).toMatchObject(refused('password_due', 403));
    expect(await choose(cookie, PASSWORD)).toMatchObject(refused('password_given', 400));
    expect(await choose(cookie, OWN, 'niet dit')).toMatchObject(refused('wrong_password', 403));
    expect(await tickets()).toMatchObject(refused('password_due', 403));
    expect((await choose(cookie, OWN)).status).toBe(200);
    expect((await tickets()).status).toBe(200);
    expect((await session()).body).not.toMatchObject({ ok: { passwordDue: true } });
    expect(await readAccount(engine.db, made.id)).not.toHaveProperty('passwordGiven');
  });

  it('is asked again after another password from an administrator, who is not asked for having made the own', async () => {
    const put = await as(boss);
    const set = (account: Account) =>
      put('PUT /api/accounts/{accountId}/password', { accountId: account.id }, { password: OWN });
    const customer = await addCustomerAccount(engine.db);
    await set(customer);
    expect(await readAccount(engine.db, customer.id)).toMatchObject({ passwordGiven: true });
    await set(boss);
    expect(await readAccount(engine.db, boss.id)).not.toHaveProperty('passwordGiven');
  });

  it.each(['customer', 'agent'] as const)('does nothing else over HTTP, whatever a %s may', async (role) => {
    const account =
      role === 'customer'
        ? await addCustomerAccount(engine.db, { passwordGiven: true })
        : await addAgentAccount(engine.db, { passwordGiven: true, permissions: [...all] });
    const site = role === 'customer' ? 'portal' : 'console';
    const cookie = await cookieOf(account);
    const own = Object.entries(routes).filter(
      ([, spec]) =>
        spec.group !== 'privacy' && spec.group !== 'files' && [...spec.by].some((by) => by === role),
    );
    const answers = await Promise.all(
      own.map(async ([route]) => {
        const path = Object.fromEntries(
          [...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, '1']),
        );
        const { body } = await ask(handler, { route, site, cookie, path, body: {} });
        return [route, Object(Object(body).error).code] as const;
      }),
    );
    const open = answers.filter(([, code]) => code !== 'password_due').map(([route]) => route);
    expect(answers.length).toBeGreaterThan(5);
    expect(open.toSorted()).toEqual([
      'GET /api/session',
      role === 'customer' ? 'POST /api/profile/password' : 'POST /api/preferences/password',
    ]);
  });
});
