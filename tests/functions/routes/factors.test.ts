// The second factor of whoever signs in with a password: nothing counts twice, half a sign-in opens nothing, and where it is obligatory nobody is without.
import { beforeEach, describe, expect, it } from 'vitest';
import { authorize } from '../../../functions/auth/authorizer.ts';
import { cookieName } from '../../../functions/auth/session.ts';
import type { Account } from '../../../functions/domain/account.ts';
import { limits } from '../../../functions/domain/throttle.ts';
import { readAccount } from '../../../functions/store/accounts.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { readFactors, readSignInRules } from '../../../functions/store/factors.ts';
import type { FactorRule } from '../../../shared/factor-routes.ts';
import { routes } from '../../../shared/routes.ts';
import {
  addAgentAccount,
  addCustomerAccount,
  ask,
  headersOf,
  PASSWORD,
  signedInAs,
} from '../../support/accounts.ts';
import type { Engine } from '../../support/engine.ts';
import {
  type AskFactors,
  addApp,
  addPasskey,
  beginApp,
  codeOf,
  halfOf,
  newPasskey,
  nextCodeOf,
  originOf,
  provePasskey,
} from '../../support/factors.ts';
import { createAuthenticator } from '../../support/passkey.ts';
import { useAdministration } from './support/administration.ts';

const { as, today, isSignedIn } = useAdministration();
let engine: Engine;
let boss: Account;
let anna: Account;
beforeEach(async () => {
  ({ engine, boss } = today());
  anna = await addAgentAccount(engine.db, { login: 'anna' });
});

const now = () => today().desk.now();
const siteOf = ({ role }: Account) => (role === 'agent' ? 'console' : 'portal');

/** Asks as somebody, signed in with the password alone unless another cookie is given. */
const asking = async (account: Account): Promise<AskFactors> => {
  const own = await signedInAs(today().desk.context, account);
  return (route, body, { cookie = own, path } = {}) =>
    ask(today().handler, {
      route,
      site: siteOf(account),
      cookie: cookie || undefined,
      body,
      ...(path && { path }),
    });
};
const codeIn = ({ body }: { readonly body: unknown }): unknown => Object(Object(body).error).code;
const sessionIn = (cookies: readonly string[]): string | undefined =>
  cookies.map((text) => /^__Host-\w+_session=([\w-]{44})/.exec(text)?.[1]).find(Boolean);
const step = (asked: AskFactors, half: string, proof: object) =>
  asked('POST /api/login/factor', { proof }, { cookie: half });
const totp = (code: string) => ({ kind: 'totp', code });

describe('[S127] signing in in two steps', () => {
  it('gives half a sign-in for the password, which opens nothing, and a session for the code', async () => {
    const asked = await asking(anna);
    const { secret } = await addApp(asked, now());
    const first = await asked('POST /api/login', { login: 'anna', password: PASSWORD }, { cookie: '' });
    expect(first).toMatchObject({ status: 401, body: { error: { code: 'second_factor', ways: ['totp'] } } });
    expect(sessionIn(first.cookies)).toBeUndefined();
    const half = await halfOf(asked, anna);
    expect(codeIn(await step(asked, half, totp('000000')))).toBe('wrong_code');
    const second = await step(asked, half, totp(nextCodeOf(secret, now())));
    expect(second).toMatchObject({ status: 200, body: { ok: {} } });
    expect(await isSignedIn(sessionIn(second.cookies) ?? '', 'console')).toBe(true);
    expect(second.cookies.some((text) => text.includes('_half=;'))).toBe(true);
  });

  it.each(['customer', 'agent'] as const)(
    'half a sign-in of a %s opens no route and no socket',
    async (role) => {
      const account =
        role === 'agent'
          ? await addAgentAccount(engine.db, { permissions: ['helpdesk', 'manage', 'administer'] })
          : await addCustomerAccount(engine.db);
      const asked = await asking(account);
      await addApp(asked, now());
      const half = await halfOf(asked, account);
      const token = half.split('=')[1] ?? '';
      // As it is, and in the place of a session.
      const cookie = `${half}; ${cookieName(siteOf(account))}=${token}`;
      const guarded = Object.entries(routes).filter(
        ([, { by, group }]) =>
          !by.some((one) => one === 'anyone') && group !== 'privacy' && group !== 'files',
      );
      const answers = await Promise.all(
        guarded.map(async ([route]) => {
          const path = Object.fromEntries(
            [...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, '1']),
          );
          return [route, codeIn(await asked(route, {}, { cookie, path }))];
        }),
      );
      expect(answers.length).toBeGreaterThan(30);
      expect(answers.filter(([, code]) => code !== 'not_signed_in')).toEqual([]);
      expect(await handshake(account, cookie)).toBe('Deny');
    },
  );

  it('takes a code of an app once, and none before it', async () => {
    const asked = await asking(anna);
    const { secret } = await addApp(asked, now());
    // The code it was set up with is used as well.
    expect(codeIn(await step(asked, await halfOf(asked, anna), totp(codeOf(secret, now()))))).toBe(
      'wrong_code',
    );
    const code = nextCodeOf(secret, now());
    const halves = [await halfOf(asked, anna), await halfOf(asked, anna)];
    const answers = await Promise.all(halves.map((half) => step(asked, half, totp(code))));
    expect(answers.map(codeIn).toSorted()).toEqual([undefined, 'wrong_code'].toSorted());
  });

  it('takes half a sign-in once, whatever it is finished with', async () => {
    const asked = await asking(anna);
    const { recovery } = await addApp(asked, now());
    const half = await halfOf(asked, anna);
    const answers = await Promise.all(
      recovery.slice(0, 2).map((code) => step(asked, half, { kind: 'recovery', code })),
    );
    expect(answers.map(codeIn).toSorted()).toEqual([undefined, 'factor_expired'].toSorted());
    expect((await readFactors(engine.db, anna.id)).recovery).toHaveLength(9);
  });

  it('takes a recovery code once, as it is typed', async () => {
    const asked = await asking(anna);
    const { recovery } = await addApp(asked, now());
    expect(new Set(recovery).size).toBe(10);
    const [code = ''] = recovery;
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    const proof = { kind: 'recovery', code: typed };
    expect((await step(asked, await halfOf(asked, anna), proof)).body).toEqual({ ok: {} });
    expect(codeIn(await step(asked, await halfOf(asked, anna), proof))).toBe('wrong_code');
    expect(JSON.stringify(await readFactors(engine.db, anna.id))).not.toContain(code);
  });

  it('takes an answer of a passkey once, of this site, this sign-in and this account, with a counter that goes on', async () => {
    const asked = await asking(anna);
    const origin = originOf(anna);
    const { authenticator } = await addPasskey(asked, origin);
    const cookie = await halfOf(asked, anna);
    const proof = await provePasskey(asked, { origin, authenticator, cookie });
    const elsewhere = await provePasskey(asked, { origin: 'https://evil.example', authenticator, cookie });
    const other = await halfOf(asked, anna);
    expect(codeIn(await step(asked, other, proof))).toBe('wrong_passkey');
    expect(codeIn(await step(asked, cookie, elsewhere))).toBe('wrong_passkey');
    const stranger = await provePasskey(asked, { origin, authenticator: createAuthenticator(), cookie });
    expect(codeIn(await step(asked, cookie, stranger))).toBe('wrong_passkey');
    expect((await step(asked, cookie, proof)).body).toEqual({ ok: {} });
    const again = await halfOf(asked, anna);
    expect(codeIn(await step(asked, again, proof))).toBe('wrong_passkey');
    const { challenge } = Object(
      Object(Object(await asked('POST /api/login/passkey', {}, { cookie: again })).body).ok,
    ).options;
    const copied = { kind: 'passkey', passkey: authenticator.prove({ origin, challenge }, 1) };
    expect(codeIn(await step(asked, again, copied))).toBe('wrong_passkey');
  });

  it('gives five minutes, and nothing to whose password was changed or who was blocked meanwhile', async () => {
    const asked = await asking(anna);
    const { recovery } = await addApp(asked, now());
    const proof = { kind: 'recovery', code: recovery[0] };
    const late = await halfOf(asked, anna);
    today().desk.pass(5 * 60_000);
    expect(codeIn(await step(asked, late, proof))).toBe('factor_expired');
    const before = await halfOf(asked, anna);
    const put = await as(boss);
    await put('PUT /api/accounts/{accountId}/blocked', { accountId: anna.id }, { blocked: true });
    expect(codeIn(await step(asked, before, proof))).toBe('factor_expired');
  });

  it('counts failures per account; a browser the account knows has a count of its own', async () => {
    const asked = await asking(anna);
    const { recovery, secret } = await addApp(asked, now());
    const signedIn = await step(asked, await halfOf(asked, anna), totp(nextCodeOf(secret, now())));
    const device = signedIn.cookies.find((text) => text.includes('_device='))?.split(';')[0] ?? '';
    const half = await halfOf(asked, anna);
    for (let guesses = 0; guesses < limits.factor.attempts; guesses++) {
      expect(codeIn(await step(asked, half, totp('000000')))).toBe('wrong_code');
    }
    const right = { kind: 'recovery', code: recovery[0] };
    expect(codeIn(await step(asked, half, right))).toBe('too_many_attempts');
    expect((await step(asked, `${half}; ${device}`, right)).body).toEqual({ ok: {} });
  });
});

describe("[S127] one's own factors", () => {
  it('come with ten recovery codes, end what was opened without one, and are listed without a secret', async () => {
    const before = await signedInAs(today().desk.context, anna);
    const asked = await asking(anna);
    const { secret, recovery } = await addApp(asked, now());
    expect(recovery).toHaveLength(10);
    expect(await isSignedIn(before.split('=')[1] ?? '', 'console')).toBe(false);
    const { id, recovery: none } = await addPasskey(asked, originOf(anna));
    expect(none).toEqual([]);
    const { body } = await asked('GET /api/factors');
    expect(body).toEqual({
      ok: {
        totp: { addedAt: now() },
        passkeys: [{ id, name: 'Laptop', addedAt: now() }],
        recovery: 10,
        obligatory: false,
      },
    });
    expect(JSON.stringify(await readFactors(engine.db, anna.id))).not.toContain(secret);
    expect(await readAccount(engine.db, anna.id)).toMatchObject({ secondFactor: true });
  });

  it('are changed only by whoever showed within ten minutes who sits there', async () => {
    const asked = await asking(anna);
    const { secret } = await addApp(asked, now());
    const { id, authenticator } = await addPasskey(asked, originOf(anna));
    today().desk.pass(10 * 60_000);
    const changes: readonly [string, object][] = [
      ['POST /api/factors/totp', {}],
      ['DELETE /api/factors/totp', {}],
      ['POST /api/factors/passkeys/options', {}],
      ['PATCH /api/factors/passkeys/{passkeyId}', { name: 'Telefoon' }],
      ['DELETE /api/factors/passkeys/{passkeyId}', {}],
      ['POST /api/factors/recovery', {}],
    ];
    const refusals = await Promise.all(
      changes.map(async ([route, body]) => codeIn(await asked(route, body, { path: { passkeyId: id } }))),
    );
    expect(refusals).toEqual(changes.map(() => 'proof_due'));
    const prove = (proof: object) => asked('POST /api/factors/proof', { proof });
    expect(codeIn(await prove({ kind: 'password', password: 'niet dit' }))).toBe('wrong_password');
    expect(codeIn(await prove(totp('000000')))).toBe('wrong_code');
    const origin = originOf(anna);
    const answer = await provePasskey(asked, { origin, authenticator });
    expect((await prove(answer)).body).toEqual({ ok: {} });
    expect(codeIn(await prove(answer))).toBe('wrong_passkey');
    expect((await prove(totp(codeOf(secret, now())))).body).toEqual({ ok: {} });
    expect((await prove({ kind: 'password', password: PASSWORD })).body).toEqual({ ok: {} });
    const renamed = await asked(
      'PATCH /api/factors/passkeys/{passkeyId}',
      { name: ' Telefoon ' },
      { path: { passkeyId: id } },
    );
    expect(renamed.body).toEqual({ ok: {} });
    expect(await readFactors(engine.db, anna.id)).toMatchObject({ passkeys: [{ name: 'Telefoon' }] });
  });

  it('are set up once each: an answer of another session, a second time, or late is refused', async () => {
    const asked = await asking(anna);
    const { body } = await beginApp(asked, now());
    const other = await asking(anna);
    expect(codeIn(await other('PUT /api/factors/totp', body))).toBe('factor_expired');
    expect(codeIn(await asked('PUT /api/factors/totp', { ...body, code: '000000' }))).toBe('wrong_code');
    expect(Object(await asked('PUT /api/factors/totp', body)).status).toBe(200);
    expect(codeIn(await asked('PUT /api/factors/totp', body))).toBe('factor_expired');
    const made = await newPasskey(asked, originOf(anna));
    expect((await asked('POST /api/factors/passkeys', made)).body).toEqual({ ok: {} });
    expect(codeIn(await asked('POST /api/factors/passkeys', made))).toBe('factor_expired');
    const foreign = await newPasskey(asked, 'https://evil.example');
    expect(codeIn(await asked('POST /api/factors/passkeys', foreign))).toBe('wrong_passkey');
    const late = await newPasskey(asked, originOf(anna));
    today().desk.pass(10 * 60_000);
    await asked('POST /api/factors/proof', { proof: { kind: 'password', password: PASSWORD } });
    expect(codeIn(await asked('POST /api/factors/passkeys', late))).toBe('factor_expired');
  });

  it('may all go where none is obligatory, and the recovery codes with the last', async () => {
    const asked = await asking(anna);
    await addApp(asked, now());
    const { id } = await addPasskey(asked, originOf(anna));
    await asked('DELETE /api/factors/passkeys/{passkeyId}', {}, { path: { passkeyId: id } });
    expect(await readFactors(engine.db, anna.id)).toMatchObject({ passkeys: [], recovery: { length: 10 } });
    await asked('DELETE /api/factors/totp', {});
    expect(await readFactors(engine.db, anna.id)).toMatchObject({ passkeys: [], recovery: [] });
    expect(await readAccount(engine.db, anna.id)).not.toHaveProperty('secondFactor');
    expect(codeIn(await asked('POST /api/factors/recovery', {}))).toBe('not_found');
    const login = await asked('POST /api/login', { login: 'anna', password: PASSWORD }, { cookie: '' });
    expect(login.body).toMatchObject({ ok: { user: { login: 'anna' } } });
  });

  it('new recovery codes void those of before', async () => {
    const asked = await asking(anna);
    const { recovery } = await addApp(asked, now());
    const { codes } = Object(Object((await asked('POST /api/factors/recovery', {})).body).ok);
    const half = await halfOf(asked, anna);
    expect(codeIn(await step(asked, half, { kind: 'recovery', code: recovery[0] }))).toBe('wrong_code');
    expect((await step(asked, half, { kind: 'recovery', code: codes[0] })).body).toEqual({ ok: {} });
  });
});

describe('[S127] where a second factor is obligatory', () => {
  const oblige = async (factorFor: FactorRule) => {
    const { rev } = await readSignInRules(engine.db);
    return (await as(boss))('PUT /api/sign-in-rules', {}, { factorFor, rev });
  };
  const signInAs = async ({ login }: Account) => {
    const asked = await asking(anna);
    const { cookies, body } = await asked('POST /api/login', { login, password: PASSWORD }, { cookie: '' });
    const cookie = `${cookieName('console')}=${sessionIn(cookies)}`;
    const own: AskFactors = (route, given, more) => asked(route, given, { cookie, ...more });
    return { due: Object(Object(body).ok).factorDue, cookie, own };
  };

  it.each([
    ['nobody', undefined, undefined],
    ['administrators', undefined, true],
    ['agents', true, true],
  ] as const)('%s: an agent is asked %s, an administrator %s', async (rule, ofAgent, ofAdministrator) => {
    await oblige(rule);
    expect((await signInAs(anna)).due).toBe(ofAgent);
    expect((await signInAs(boss)).due).toBe(ofAdministrator);
  });

  it('nothing else is done over HTTP or a socket until one is there; then the last one stays', async () => {
    await oblige('agents');
    const { own, cookie } = await signInAs(anna);
    const guarded = Object.entries(routes).filter(
      ([, { by, group }]) =>
        [...by].some((one) => one === 'agent') && group !== 'privacy' && group !== 'files',
    );
    const open: string[] = [];
    for (const [route] of guarded) {
      // What would end this very session or change the account is not asked in passing.
      const path = Object.fromEntries([...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, '1']));
      const code = codeIn(await own(route, {}, { path }));
      if (code !== 'factor_due' && code !== 'forbidden') open.push(route);
    }
    const allowed = Object.entries(routes).filter(
      ([, spec]) => 'withoutFactor' in spec && spec.by.some((one: string) => one === 'agent'),
    );
    expect(open.toSorted()).toEqual(allowed.map(([route]) => route).toSorted());
    expect(await handshake(anna, cookie)).toBe('Deny');
    await addApp(own, now());
    expect(Object(await own('GET /api/preferences')).status).toBe(200);
    expect(await handshake(anna, cookie)).toBe('Allow');
    expect(codeIn(await own('DELETE /api/factors/totp', {}))).toBe('factor_obligatory');
  });

  it('who changes the rule is noted with what it was, and a version that is not the last is refused', async () => {
    await oblige('agents');
    const put = await as(boss);
    expect((await put('PUT /api/sign-in-rules', {}, { factorFor: 'nobody', rev: 0 })).status).toBe(409);
    expect((await listAuditLines(engine.db)).lines).toMatchObject([
      { action: 'sign_in_changed', changes: [{ name: 'factorFor', from: 'nobody', to: 'agents' }] },
    ]);
  });
});

describe('[S127] a lost device', () => {
  it('is solved by another administrator: factors and sessions end, a line is written, the person is told', async () => {
    const asked = await asking(anna);
    const { secret } = await addApp(asked, now());
    const { cookies } = await step(asked, await halfOf(asked, anna), totp(nextCodeOf(secret, now())));
    const put = await as(boss);
    const reset = (accountId: string) => put('DELETE /api/accounts/{accountId}/factors', { accountId });
    expect(await reset(boss.id)).toMatchObject({ status: 403 });
    expect((await reset(anna.id)).body).toMatchObject({ ok: { login: 'anna' } });
    expect(await isSignedIn(sessionIn(cookies) ?? '', 'console')).toBe(false);
    expect((await listAuditLines(engine.db)).lines[0]).toMatchObject({
      action: 'factors_reset',
      about: 'anna',
    });
    const login = await asked('POST /api/login', { login: 'anna', password: PASSWORD }, { cookie: '' });
    expect(login.body).toMatchObject({ ok: { factorsResetAt: now() } });
    const cookie = `${cookieName('console')}=${sessionIn(login.cookies)}`;
    await asked('POST /api/factors/told', {}, { cookie });
    const session = await asked('GET /api/session', undefined, { cookie });
    expect(session.body).not.toMatchObject({ ok: { factorsResetAt: now() } });
  });
});

const handshake = async (account: Account, cookie: string): Promise<string> => {
  const { policyDocument } = await authorize(
    today().desk.context,
    { take: () => true },
    {
      methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:api/ws/$connect',
      headers: { ...headersOf(siteOf(account)), cookie },
      requestContext: { requestId: 'request-1' },
    },
  );
  const [statement] = policyDocument.Statement;
  return String(statement?.Effect);
};
