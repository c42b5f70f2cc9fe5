// Accounts, administrators, preferences and categories over HTTP.

import { beforeEach, describe, expect, it } from 'vitest';
import { checkPassword } from '../../../functions/auth/password.ts';
import type { Account } from '../../../functions/domain/account.ts';
import type { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { findByLogin, readAccount, readPermissions } from '../../../functions/store/accounts.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { readCategoryList } from '../../../functions/store/desk.ts';
import type { UserId } from '../../../shared/model.ts';
import { addAgentAccount, addCustomerAccount, ask, PASSWORD, signedInAs } from '../../support/accounts.ts';
import { asScene } from '../../support/as-scene.ts';
import { type Desk, join, start } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { block, change, create, refused, useAdministration } from './support/administration.ts';

const { as, accountOf, today } = useAdministration();
let engine: Engine;
let desk: Desk;
let closed: string[];
let boss: Account;
let handler: ReturnType<typeof createHttpHandler>;
beforeEach(() => {
  ({ engine, desk, closed, boss, handler } = today());
});

describe('an account', () => {
  it('is created as it was meant, with its line in the log, and can sign in', async () => {
    const put = await as(boss);
    const { status, body } = await create(put, {
      login: ' Jansen ',
      name: '  Jan\u202e   Jansen ',
      email: 'jan@example.nl',
      groups: ['klanten'],
    });
    const account = { login: 'jansen', name: 'Jan Jansen', email: 'jan@example.nl', groups: ['klanten'] };
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { ok: { ...account, blocked: false, rev: 1 } },
    });
    expect(JSON.stringify(body)).not.toContain('hash');
    const stored = await findByLogin(engine.db, 'customer', 'JANSEN');
    expect(await checkPassword(PASSWORD, stored?.password)).toBe(true);
    expect((await listAuditLines(engine.db)).lines).toMatchObject([
      { action: 'account_created', about: 'jansen', who: { id: boss.id } },
    ]);
  });

  it.each([
    [{ login: '' }, 'bad_request', 400],
    [{ login: 'jan jansen' }, 'bad_request', 400],
    [{ login: 'x'.repeat(101) }, 'too_long', 400],
    [{ name: ' \u200b ' }, 'bad_request', 400],
    [{ email: 'jan' }, 'bad_email', 400],
    [{ password: 'acht-1' }, 'password_too_short', 400],
    [{ password: 'Welkom2026!' }, 'password_too_easy', 400],
    [{ role: 'agent', permissions: ['administer'], password: 'elf tekens.' }, 'password_too_short', 400],
    [{ role: 'agent', permissions: ['chat'] }, 'bad_request', 400],
  ])('is refused with %j', async (given, code, status) => {
    expect(await create(await as(boss), { login: 'nieuw', ...given })).toMatchObject(refused(code, status));
    expect(await findByLogin(engine.db, 'customer', 'nieuw')).toBeUndefined();
    expect((await listAuditLines(engine.db)).lines).toEqual([]);
  });

  it('gets its login once, though many ask for it at the same time', async () => {
    const put = await as(boss);
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(put, { login: 'dezelfde' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    const lost = answers.find(({ status }) => status === 409);
    expect(lost).toMatchObject(refused('login_taken', 409));
    expect((await listAuditLines(engine.db)).lines).toHaveLength(1);
  });

  it('is changed by one of two who change it at once; the other is told, and nothing is half done', async () => {
    const account = await addCustomerAccount(engine.db);
    const put = await as(boss);
    const answers = await Promise.all(
      ['een', 'twee'].map((login) => change(put, account, { rev: 0, login, name: login })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)).toMatchObject(refused('outdated', 409));
    const stored = await readAccount(engine.db, account.id);
    expect(stored?.name).toBe(stored?.login);
    const found = await Promise.all(
      ['een', 'twee', account.login].map((login) => findByLogin(engine.db, 'customer', login)),
    );
    expect(found.filter((one) => one?.id === account.id)).toHaveLength(1);
    expect(stored?.rev).toBe(1);
  });

  it('takes no login of another, and lets go of its old one', async () => {
    const [first, second] = [await addCustomerAccount(engine.db), await addCustomerAccount(engine.db)];
    const put = await as(boss);
    expect(await change(put, first, { rev: 0, login: second.login })).toMatchObject(
      refused('login_taken', 409),
    );
    expect((await change(put, first, { rev: 0, login: 'vrij' })).status).toBe(200);
    expect((await create(put, { login: first.login })).status).toBe(200);
    // The same login at the other site is another one.
    expect((await create(put, { login: 'vrij', role: 'agent' })).status).toBe(200);
  });

  it('loses what is emptied: e-mail, nickname', async () => {
    const agent = await addAgentAccount(engine.db, { nickname: 'Anna', email: 'anna@example.nl' });
    const put = await as(boss);
    expect((await change(put, agent, { rev: 0, email: '', nickname: ' ' })).body).toMatchObject({
      ok: { nickname: '', rev: 1 },
    });
    const stored = await readAccount(engine.db, agent.id);
    expect(stored).not.toHaveProperty('email');
    expect(stored).not.toHaveProperty('nickname');
  });

  it('is not changed by whoever lost the right to meanwhile', async () => {
    const other = await addAgentAccount(engine.db, { permissions: ['administer'] });
    const customer = await addCustomerAccount(engine.db);
    const [first, second] = [await as(boss), await as(other)];
    const [demoted, changed] = await Promise.all([
      change(first, other, { rev: 0, permissions: ['helpdesk'] }),
      change(second, customer, { rev: 0, name: 'Anders' }),
    ]);
    expect(demoted.status).toBe(200);
    expect([200, 403]).toContain(changed.status);
    expect(
      await change(second, customer, { rev: changed.status === 200 ? 1 : 0, name: 'Weer' }),
    ).toMatchObject(refused('forbidden', 403));
  });
});

describe('administrators', () => {
  it('never block themselves or give up the own right', async () => {
    const put = await as(boss);
    expect(await block(put, boss.id)).toMatchObject(refused('own_rights', 403));
    expect(await change(put, boss, { rev: 0, permissions: ['helpdesk'] })).toMatchObject(
      refused('own_rights', 403),
    );
    expect((await change(put, boss, { rev: 0, nickname: 'Baas', permissions: ['administer'] })).status).toBe(
      200,
    );
    expect(await readPermissions(engine.db, boss.id)).toEqual(new Set(['administer']));
  });

  it('do not all lose the right when they take it from each other at once', async () => {
    for (let round = 0; round < 5; round++) {
      const [one, two] = await Promise.all([
        addAgentAccount(engine.db, { permissions: ['administer'] }),
        addAgentAccount(engine.db, { permissions: ['administer'] }),
      ]);
      const [asOne, asTwo] = [await as(one), await as(two)];
      await Promise.all([block(asOne, two.id), change(asTwo, one, { rev: 0, permissions: [] })]);
      const left = await Promise.all([one, two].map(({ id }) => readPermissions(engine.db, id)));
      expect(left.filter((rights) => rights.has('administer'))).toHaveLength(1);
    }
  });
});

describe('the list', () => {
  it('is in the order of names, in pages, found by the beginning of name or login', async () => {
    const names = ['Émile', 'emma', 'Eva', 'Zoë', 'Ans'];
    for (const [index, name] of names.entries()) {
      await addCustomerAccount(engine.db, { name, login: index === 3 ? 'emmeloord' : `klant${index}` });
    }
    for (let index = 0; index < 55; index++) {
      await addCustomerAccount(engine.db, {
        name: `Persoon ${String(index).padStart(2, '0')}`,
        login: `p${index}`,
      });
    }
    const cookie = await signedInAs(desk.context, boss);
    const list = async (text: string): Promise<string[]> => {
      const found: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const query = { role: 'customer', text, ...(cursor && { cursor }) };
        const { body } = await ask(handler, { route: 'GET /api/accounts', site: 'console', cookie, query });
        const page = (body as { ok: { accounts: { name: string }[]; cursor?: string } }).ok;
        expect(page.accounts.length).toBeLessThanOrEqual(50);
        found.push(...page.accounts.map(({ name }) => name));
        cursor = page.cursor;
        if (!cursor) return found;
      }
    };
    const all = await list('');
    expect(all).toHaveLength(60);
    expect(new Set(all).size).toBe(60);
    expect(all.slice(0, 4)).toEqual(['Ans', 'Émile', 'emma', 'Eva']);
    // By name first, then by login; nobody twice.
    expect(await list('em')).toEqual(['Émile', 'emma', 'Zoë']);
    expect(await list('ÉM')).toEqual(['Émile', 'emma']);
    expect(await list('persoon 5')).toHaveLength(5);
    expect(await list('p')).toHaveLength(55);
    expect(await list('niemand')).toEqual([]);
  });
});

describe('preferences', () => {
  it('[S39] [S41] a nickname counts at once on duty, and in chats joined from then on', async () => {
    const anna = await desk.agent('anna');
    const bram = await desk.agent('bram');
    const customer = await desk.customer();
    const { chat } = await start(customer);
    const cookie = await signedInAs(desk.context, await accountOf(anna));
    const prefer = (body: object) =>
      ask(handler, { route: 'PATCH /api/preferences', site: 'console', cookie, body });
    expect(await prefer({ rev: 0, nickname: ' Anna  van de helpdesk ' })).toMatchObject({
      body: { ok: { nickname: 'Anna van de helpdesk', rev: 1 } },
    });
    expect(bram.received('agent.changed').at(-1)?.agent).toMatchObject({ name: 'Anna van de helpdesk' });
    await join(anna, chat.id);
    expect(customer.received('entries.added').at(-1)?.entries).toMatchObject([
      { kind: 'joined', agent: { name: 'Anna van de helpdesk' } },
    ]);
    expect(await prefer({ rev: 0, nickname: 'Te laat' })).toMatchObject(refused('outdated', 409));
    expect(await prefer({ rev: 1, nickname: '', language: 'en' })).toMatchObject({
      body: { ok: { nickname: '', language: 'en' } },
    });
    expect(bram.received('agent.changed').at(-1)?.agent).toMatchObject({ name: 'anna' });
    await anna.ask('duty.stop', {});
    expect(await anna.ask('duty.start', {})).toMatchObject({ name: 'anna' });
    expect(closed).toEqual([]);
    expect((await ask(handler, { route: 'GET /api/session', site: 'console', cookie })).body).toMatchObject({
      ok: { user: { name: 'anna' }, language: 'en' },
    });
  });
});

describe('categories', () => {
  it('[S34] are kept in order, cleaned, and told to every console; an older list does not overwrite a newer', async () => {
    const anna = await desk.agent('Anna');
    const put = await as(boss);
    const save = (names: string[], rev: number) => put('PUT /api/categories', {}, { names, rev });
    expect((await save([' Facturen ', '', 'Storing', 'facturen'], 0)).body).toEqual({
      ok: { names: ['Facturen', 'Storing'], rev: 1 },
    });
    expect(anna.received('categories.changed')).toMatchObject([{ categories: ['Facturen', 'Storing'] }]);
    expect(await save(['Anders'], 0)).toMatchObject(refused('outdated', 409));
    const both = await Promise.all([save(['A'], 1), save(['B'], 1)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const list = await readCategoryList(engine.db);
    expect(list.names).toHaveLength(1);
    // Tickets may have what is on the list no more.
    expect(list.former).toEqual(['Facturen', 'Storing']);
    expect(
      (
        await save(
          Array.from({ length: 101 }, (_, index) => `R${index}`),
          2,
        )
      ).status,
    ).toBe(400);
  });
});

it('an account from before versions, epochs and lists is one of version 0', async () => {
  const id = desk.context.newId() as UserId;
  const { password } = await addCustomerAccount(engine.db);
  await engine.db.put(
    {
      pk: `USER#${id}`,
      sk: 'ACCOUNT',
      id,
      role: 'customer',
      login: 'oud',
      name: 'Oud',
      password,
      groups: [],
    },
    asScene,
  );
  await engine.db.put({ pk: 'LOGIN#customer#oud', sk: 'LOGIN', userId: id }, asScene);
  await engine.db.put(
    { pk: 'SESSION#x', sk: 'SESSION', userId: id, role: 'customer', expiresAt: 1e10 },
    asScene,
  );
  const put = await as(boss);
  expect(await change(put, { id }, { rev: 0, name: 'Oud maar nieuw' })).toMatchObject({
    body: { ok: { rev: 1 } },
  });
  expect(await findByLogin(engine.db, 'customer', 'oud')).toMatchObject({ rev: 1, epoch: 0, blocked: false });
});
