// Accounts, groups, agents, categories and preferences over HTTP, and what follows at once for those who are connected.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../functions/domain/account.ts';
import { PASSWORD_LIMIT } from '../../../functions/domain/throttle.ts';
import { officeActions } from '../../../functions/http/office-routes.ts';
import { createPeopleActions } from '../../../functions/http/people-routes.ts';
import { httpActions } from '../../../functions/http/routes.ts';
import { createHttpHandler } from '../../../functions/platform/http.ts';
import { checkPassword, hashPassword } from '../../../functions/platform/password.ts';
import { readSignedIn, signIn } from '../../../functions/platform/session.ts';
import { addGroup, findByLogin, readAccount, readPermissions } from '../../../functions/store/accounts.ts';
import { readAgent } from '../../../functions/store/agents.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { lobby, readCategories } from '../../../functions/store/desk.ts';
import { readChat } from '../../../functions/store/log.ts';
import type { UserId } from '../../../shared/model.ts';
import { createDesk, type Desk, join, say, start, type Tab } from '../../support/desk.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aCustomer, anAgent, ask, PASSWORD, signedInAs } from '../../support/people.ts';

let engine: Engine;
let desk: Desk;
let closed: string[];
let boss: Account;
let handler: ReturnType<typeof createHttpHandler>;
beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  await engine.clear();
  desk = createDesk(engine.db);
  closed = [];
  const hangUp = async (connections: readonly string[]) => {
    closed.push(...connections);
  };
  const reach = { deliver: desk.context.deliver, hangUp };
  handler = createHttpHandler(
    { ...httpActions, ...officeActions, ...createPeopleActions(reach) },
    desk.context,
  );
  boss = await anAgent(engine.db, { login: 'ohadmin', permissions: ['helpdesk', 'administer'] });
});
afterAll(() => engine.stop());

const as = async (account: Account) => {
  const cookie = await signedInAs(desk.context, account);
  return (route: string, path: Record<string, string> = {}, body: unknown = {}) =>
    ask(handler, { route, site: 'console', cookie, path, body });
};
type Asking = Awaited<ReturnType<typeof as>>;
const refused = (code: string, status: number) => ({ status, body: { error: { code } } });
const create = (put: Asking, given: object) =>
  put('POST /api/accounts', {}, { role: 'customer', name: 'Jan', email: '', password: PASSWORD, ...given });
const change = (put: Asking, { id }: { id: string }, body: object) =>
  put('PATCH /api/accounts/{accountId}', { accountId: id }, body);
const block = (put: Asking, id: string, blocked = true) =>
  put('PUT /api/accounts/{accountId}/blocked', { accountId: id }, { blocked });
const accountOf = async (tab: Tab): Promise<Account> => {
  const account = await readAccount(engine.db, tab.me.id);
  if (!account) throw new Error('no account');
  return account;
};
const isSignedIn = async (token: string, site: 'portal' | 'console' = 'portal') =>
  (await readSignedIn(desk.context, site, token)) !== undefined;

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
    expect(await listAuditLines(engine.db, 9)).toMatchObject([
      { action: 'account_created', about: 'jansen', who: { id: boss.id } },
    ]);
  });

  it.each([
    [{ login: '' }, 'bad_request', 400],
    [{ login: 'jan jansen' }, 'bad_request', 400],
    [{ login: 'x'.repeat(101) }, 'bad_request', 400],
    [{ name: ' \u200b ' }, 'bad_request', 400],
    [{ email: 'jan' }, 'bad_email', 400],
    [{ password: 'acht-1' }, 'password_too_short', 400],
    [{ password: 'Welkom2026!' }, 'password_too_easy', 400],
    [{ role: 'agent', permissions: ['administer'], password: 'elf tekens.' }, 'password_too_short', 400],
    [{ role: 'agent', permissions: ['chat'] }, 'bad_request', 400],
  ])('is refused with %j', async (given, code, status) => {
    expect(await create(await as(boss), { login: 'nieuw', ...given })).toMatchObject(refused(code, status));
    expect(await findByLogin(engine.db, 'customer', 'nieuw')).toBeUndefined();
    expect(await listAuditLines(engine.db, 9)).toEqual([]);
  });

  it('gets its login once, though many ask for it at the same time', async () => {
    const put = await as(boss);
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(put, { login: 'dezelfde' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    const lost = answers.find(({ status }) => status === 409);
    expect(lost).toMatchObject(refused('login_taken', 409));
    expect(await listAuditLines(engine.db, 9)).toHaveLength(1);
  });

  it('is changed by one of two who change it at once; the other is told, and nothing is half done', async () => {
    const account = await aCustomer(engine.db);
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
    const [first, second] = [await aCustomer(engine.db), await aCustomer(engine.db)];
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
    const agent = await anAgent(engine.db, { nickname: 'Anna', email: 'anna@example.nl' });
    const put = await as(boss);
    expect((await change(put, agent, { rev: 0, email: '', nickname: ' ' })).body).toMatchObject({
      ok: { nickname: '', rev: 1 },
    });
    const stored = await readAccount(engine.db, agent.id);
    expect(stored).not.toHaveProperty('email');
    expect(stored).not.toHaveProperty('nickname');
  });

  it('is not changed by who lost the right to meanwhile', async () => {
    const other = await anAgent(engine.db, { permissions: ['administer'] });
    const customer = await aCustomer(engine.db);
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
        anAgent(engine.db, { permissions: ['administer'] }),
        anAgent(engine.db, { permissions: ['administer'] }),
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
      await aCustomer(engine.db, { name, login: index === 3 ? 'emmeloord' : `klant${index}` });
    }
    for (let index = 0; index < 55; index++) {
      await aCustomer(engine.db, { name: `Persoon ${String(index).padStart(2, '0')}`, login: `p${index}` });
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

describe('a right taken away', () => {
  const group = (put: Asking, permissions: string[], rev: number) =>
    put('PATCH /api/groups/{groupId}', { groupId: 'with-chat' }, { rev, name: 'Met chat', permissions });

  it('[S4] hides the tab in open pages at once and refuses a new chat; the running one may finish', async () => {
    const anna = await desk.agent('Anna');
    const [running, waiting, other] = [await desk.customer(), await desk.customer(), await desk.customer()];
    const { chat } = await start(running);
    await addGroup(engine.db, { id: 'own', name: 'Eigen', permissions: ['chat'] });
    const account = await accountOf(other);
    await change(await as(boss), account, { rev: 0, groups: ['with-chat', 'own'] });
    for (const tab of [waiting, other])
      expect(await tab.ask('lobby.enter', {})).toMatchObject({ open: true });

    expect((await group(await as(boss), [], 0)).status).toBe(200);
    expect(waiting.heard('room.changed').at(-1)).toMatchObject({ open: false });
    expect(other.heard('room.changed')).toEqual([]);
    expect(await lobby.list(engine.db)).toMatchObject([{ user: other.me.id }]);
    await expect(start(waiting)).rejects.toThrow('no_chat_right');
    expect(await waiting.ask('lobby.enter', {})).toMatchObject({ open: false });
    // Room that comes later is no news for who may not use it.
    const before = waiting.inbox.length;
    await desk.agent('Bram');
    expect(waiting.inbox.length).toBe(before);
    await join(anna, chat.id);
    await say(running, chat.id, 'Nog een vraag', { after: 2 });
    expect(anna.heard('entries.added').at(-1)?.entries).toMatchObject([{ text: 'Nog een vraag' }]);

    expect((await group(await as(boss), ['chat'], 1)).status).toBe(200);
    expect(await waiting.ask('lobby.enter', {})).toMatchObject({ open: true });
  });

  it('[S4] from the account works like that too, and a deleted group gives nothing', async () => {
    await desk.agent('Anna');
    const [one, two] = [await desk.customer(), await desk.customer()];
    for (const tab of [one, two]) await tab.ask('lobby.enter', {});
    const put = await as(boss);
    await change(put, { id: one.me.id }, { rev: 0, groups: [] });
    expect(one.heard('room.changed')).toMatchObject([{ open: false }]);
    expect(two.heard('room.changed')).toEqual([]);
    expect(await put('DELETE /api/groups/{groupId}', { groupId: 'with-chat' }, { rev: 7 })).toMatchObject(
      refused('outdated', 409),
    );
    await put('DELETE /api/groups/{groupId}', { groupId: 'with-chat' }, { rev: 0 });
    expect(two.heard('room.changed')).toMatchObject([{ open: false }]);
    await expect(start(two)).rejects.toThrow('no_chat_right');
    expect((await listAuditLines(engine.db, 9)).map(({ action }) => action)).toEqual([
      'group_deleted',
      'rights_changed',
    ]);
  });

  it('[S117] from an agent closes the consoles, ends duty, keeps the chats, and is refused from then on', async () => {
    const anna = await desk.agent('Anna');
    const bram = await desk.agent('Bram');
    const { chat } = await start(await desk.customer());
    await join(anna, chat.id);
    const put = await as(boss);
    await change(put, { id: anna.me.id }, { rev: 0, permissions: ['manage'] });
    expect(closed).toEqual([anna.me.connection]);
    expect(await desk.counts()).toMatchObject({ free: 3 });
    expect(bram.heard('agent.changed').at(-1)?.agent).toMatchObject({ id: anna.me.id, onDuty: false });
    expect((await readChat(engine.db, chat.id))?.agents).toMatchObject([{ id: anna.me.id }]);
    await expect(anna.ask('duty.start', {})).rejects.toThrow('forbidden');
    await expect(anna.ask('desk.enter', { sid: anna.sid })).rejects.toThrow('forbidden');
    const heard = anna.heard('chat.changed').length;
    // A colleague can take it up, and a console that was refused hears nothing of it.
    await join(bram, chat.id, { second: true });
    expect(anna.heard('chat.changed')).toHaveLength(heard);
  });
});

describe('blocking', () => {
  it('a customer ends the running chat, the sessions and the connections, also those of before the unblocking', async () => {
    const anna = await desk.agent('Anna');
    const customer = await desk.customer('jansen');
    const account = await accountOf(customer);
    const token = await signIn(desk.context, 'portal', account);
    const page = desk.open(customer.me);
    await page.ask('lobby.enter', {});
    const { chat } = await start(customer);
    await join(anna, chat.id);
    const put = await as(boss);
    expect((await block(put, account.id)).body).toMatchObject({ ok: { blocked: true } });
    expect([...closed].sort()).toEqual([customer.me.connection, page.me.connection].sort());
    expect(await readChat(engine.db, chat.id)).toMatchObject({ ended: { reason: 'agent' } });
    expect(anna.heard('entries.added').at(-1)?.entries).toMatchObject([{ kind: 'ended', reason: 'agent' }]);
    expect(await isSignedIn(token)).toBe(false);
    await expect(start(customer)).rejects.toThrow('no_chat_right');
    await block(put, account.id, false);
    expect(await isSignedIn(token)).toBe(false);
    expect((await listAuditLines(engine.db, 9)).map(({ action }) => action)).toEqual([
      'unblocked',
      'blocked',
    ]);
  });

  it('an agent ends duty and connections; asked again it does so again, and notes it once', async () => {
    const anna = await desk.agent('Anna');
    // One that stands in no list, and could ask with the rights it was opened with.
    const spare = desk.open(anna.me);
    await spare.ask('ping', {});
    const put = await as(boss);
    await block(put, anna.me.id);
    const both = [anna.me.connection, spare.me.connection].sort();
    expect(closed.toSorted()).toEqual(both);
    await block(put, anna.me.id);
    expect(closed.slice(2).toSorted()).toEqual(both);
    expect(await readAgent(engine.db, anna.me.id)).toMatchObject({ onDuty: false });
    expect(await desk.counts()).toMatchObject({ free: 0 });
    expect(await listAuditLines(engine.db, 9)).toHaveLength(1);
  });
});

describe('sessions', () => {
  it('logging out, or in as somebody else, closes the connections of that sign-in, and no others', async () => {
    const account = await aCustomer(engine.db, { login: 'jansen' });
    const [first, second] = [
      await signIn(desk.context, 'portal', account),
      await signIn(desk.context, 'portal', account),
    ];
    const tabs = await Promise.all(
      [first, second].map(async (token) => {
        const session = await readSignedIn(desk.context, 'portal', token);
        const tab = desk.open({
          id: account.id,
          role: 'customer',
          login: account.login,
          name: account.name,
          sessionId: session?.sessionId ?? '',
          until: session?.endsAt ?? 0,
          permissions: new Set(),
        });
        await tab.ask('ping', {});
        return tab;
      }),
    );
    await ask(handler, { route: 'POST /api/logout', cookie: `__Host-portal_session=${first}`, body: {} });
    expect(closed).toEqual([tabs[0]?.me.connection]);
    expect([await isSignedIn(first), await isSignedIn(second)]).toEqual([false, true]);
    const { login } = await aCustomer(engine.db);
    const signedIn = await ask(handler, {
      route: 'POST /api/login',
      cookie: `__Host-portal_session=${second}`,
      body: { login, password: PASSWORD },
    });
    expect(signedIn.status).toBe(200);
    expect(closed).toEqual(tabs.map(({ me }) => me.connection));
    expect(await isSignedIn(second)).toBe(false);
  });

  it('a password given by an administrator ends every session; one of its own all others', async () => {
    const agent = await anAgent(engine.db);
    const [own, elsewhere] = [
      await signIn(desk.context, 'console', agent),
      await signIn(desk.context, 'console', agent),
    ];
    const cookie = `__Host-console_session=${own}`;
    const set = (current: string, password: string) =>
      ask(handler, {
        route: 'POST /api/preferences/password',
        site: 'console',
        cookie,
        body: { current, password },
      });
    expect(await set('verkeerd', 'zes groene flessen')).toMatchObject(refused('wrong_password', 403));
    expect(await set(PASSWORD, agent.login)).toMatchObject(refused('password_too_easy', 400));
    expect(await set(PASSWORD, 'zes groene flessen')).toMatchObject({ status: 200 });
    expect([await isSignedIn(own, 'console'), await isSignedIn(elsewhere, 'console')]).toEqual([true, false]);

    const put = await as(boss);
    const path = { accountId: agent.id };
    expect(await put('PUT /api/accounts/{accountId}/password', path, { password: 'welkom01' })).toMatchObject(
      refused('password_too_easy', 400),
    );
    const given = await put('PUT /api/accounts/{accountId}/password', path, {
      password: 'zeven blauwe ramen',
    });
    expect(given.status).toBe(200);
    expect(await isSignedIn(own, 'console')).toBe(false);
    expect(await listAuditLines(engine.db, 9)).toMatchObject([
      { action: 'password_set', about: agent.login },
    ]);
  });

  it('an old password that is shorter than a new one may be is no obstacle, to neither', async () => {
    const short = await hashPassword('demo');
    const [forgetful, careful] = [
      await aCustomer(engine.db, { password: short }),
      await aCustomer(engine.db, { password: short }),
    ];
    const put = await as(boss);
    const path = { accountId: forgetful.id };
    const given = { password: 'zeven blauwe ramen' };
    expect(await put('PUT /api/accounts/{accountId}/password', path, given)).toMatchObject({ status: 200 });
    const own = await ask(handler, {
      route: 'POST /api/profile/password',
      cookie: await signedInAs(desk.context, careful),
      body: { current: 'demo', ...given },
    });
    expect(own.status).toBe(200);
    for (const { login } of [forgetful, careful]) {
      const body = { login, ...given };
      expect(await ask(handler, { route: 'POST /api/login', body })).toMatchObject({ status: 200 });
    }
  });

  it('a session begun with the old password while it is changed does not last', async () => {
    const agent = await anAgent(engine.db);
    // As login.ts does it: the account was read, its password is right, then it is changed, then the session begins.
    const put = await as(boss);
    await put(
      'PUT /api/accounts/{accountId}/password',
      { accountId: agent.id },
      { password: 'zeven blauwe ramen' },
    );
    const late = await signIn(desk.context, 'console', agent);
    expect(await isSignedIn(late, 'console')).toBe(false);
  });

  it('guessing the own password is throttled', async () => {
    const agent = await anAgent(engine.db, { password: await hashPassword('iets anders dan dit') });
    const put = await as(agent);
    const body = { current: 'geraden', password: 'zes groene flessen' };
    for (let times = 0; times < PASSWORD_LIMIT.attempts; times++) {
      expect((await put('POST /api/preferences/password', {}, body)).status).toBe(403);
    }
    expect((await put('POST /api/preferences/password', {}, body)).status).toBe(429);
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
    expect(bram.heard('agent.changed').at(-1)?.agent).toMatchObject({ name: 'Anna van de helpdesk' });
    await join(anna, chat.id);
    expect(customer.heard('entries.added').at(-1)?.entries).toMatchObject([
      { kind: 'joined', agent: { name: 'Anna van de helpdesk' } },
    ]);
    expect(await prefer({ rev: 0, nickname: 'Te laat' })).toMatchObject(refused('outdated', 409));
    expect(await prefer({ rev: 1, nickname: '', language: 'en' })).toMatchObject({
      body: { ok: { nickname: '', language: 'en' } },
    });
    expect(bram.heard('agent.changed').at(-1)?.agent).toMatchObject({ name: 'anna' });
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
    expect(anna.heard('categories.changed')).toMatchObject([{ categories: ['Facturen', 'Storing'] }]);
    expect(await save(['Anders'], 0)).toMatchObject(refused('outdated', 409));
    const both = await Promise.all([save(['A'], 1), save(['B'], 1)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await readCategories(engine.db)).toHaveLength(1);
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
  const { password } = await aCustomer(engine.db);
  await engine.db.put({
    pk: `USER#${id}`,
    sk: 'ACCOUNT',
    id,
    role: 'customer',
    login: 'oud',
    name: 'Oud',
    password,
    groups: [],
  });
  await engine.db.put({ pk: 'LOGIN#customer#oud', sk: 'LOGIN', userId: id });
  await engine.db.put({ pk: 'SESSION#x', sk: 'SESSION', userId: id, role: 'customer', expiresAt: 1e10 });
  const put = await as(boss);
  expect(await change(put, { id }, { rev: 0, name: 'Oud maar nieuw' })).toMatchObject({
    body: { ok: { rev: 1 } },
  });
  expect(await findByLogin(engine.db, 'customer', 'oud')).toMatchObject({ rev: 1, epoch: 0, blocked: false });
});
