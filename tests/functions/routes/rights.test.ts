// A right taken away, an account blocked, a session ended: what follows at once for those who are connected.
import { beforeEach, describe, expect, it } from 'vitest';
import { hashPassword } from '../../../functions/auth/password.ts';
import { readSignedIn, signIn } from '../../../functions/auth/session.ts';
import type { Account } from '../../../functions/domain/account.ts';
import { limits } from '../../../functions/domain/throttle.ts';
import type { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { addGroup, readAccount } from '../../../functions/store/accounts.ts';
import { readAgent } from '../../../functions/store/agents.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { lobby } from '../../../functions/store/desk.ts';
import { readChat } from '../../../functions/store/log.ts';
import { SPEAKS, terms } from '../../../shared/terms.ts';
import { addAgentAccount, addCustomerAccount, ask, PASSWORD, signedInAs } from '../../support/accounts.ts';
import { type Desk, join, say, start, type Tab } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { type Asking, block, change, refused, useAdministration } from './support/administration.ts';

const { as, accountOf, isSignedIn, today } = useAdministration();

/** What a page speaks that does not know why a chat ended so. */
const BEFORE_BLOCKED = Object(terms.reasons.blocked).since - 1;
let engine: Engine;
let desk: Desk;
let closed: string[];
let boss: Account;
let handler: ReturnType<typeof createHttpHandler>;
beforeEach(() => {
  ({ engine, desk, closed, boss, handler } = today());
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
    expect(waiting.received('room.changed').at(-1)).toMatchObject({ open: false });
    expect(other.received('room.changed')).toEqual([]);
    expect(await lobby.list(engine.db)).toMatchObject([{ user: other.me.id }]);
    await expect(start(waiting)).rejects.toThrow('no_chat_right');
    expect(await waiting.ask('lobby.enter', {})).toMatchObject({ open: false });
    // Room that comes later is no news for whoever may not use it.
    const before = waiting.inbox.length;
    await desk.agent('Bram');
    expect(waiting.inbox.length).toBe(before);
    await join(anna, chat.id);
    await say(running, chat.id, 'Nog een vraag', { after: 2 });
    expect(anna.received('entries.added').at(-1)?.entries).toMatchObject([{ text: 'Nog een vraag' }]);

    expect((await group(await as(boss), ['chat'], 1)).status).toBe(200);
    expect(await waiting.ask('lobby.enter', {})).toMatchObject({ open: true });
  });

  it('[S4] from the account works like that too, and a deleted group gives nothing', async () => {
    await desk.agent('Anna');
    const [one, two] = [await desk.customer(), await desk.customer()];
    for (const tab of [one, two]) await tab.ask('lobby.enter', {});
    const put = await as(boss);
    await change(put, { id: one.me.id }, { rev: 0, groups: [] });
    expect(one.received('room.changed')).toMatchObject([{ open: false }]);
    expect(two.received('room.changed')).toEqual([]);
    expect(await put('DELETE /api/groups/{groupId}', { groupId: 'with-chat' }, { rev: 7 })).toMatchObject(
      refused('outdated', 409),
    );
    await put('DELETE /api/groups/{groupId}', { groupId: 'with-chat' }, { rev: 0 });
    expect(two.received('room.changed')).toMatchObject([{ open: false }]);
    await expect(start(two)).rejects.toThrow('no_chat_right');
    expect((await listAuditLines(engine.db)).lines.map(({ action }) => action)).toEqual([
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
    expect(bram.received('agent.changed').at(-1)?.agent).toMatchObject({ id: anna.me.id, onDuty: false });
    expect((await readChat(engine.db, chat.id))?.agents).toMatchObject([{ id: anna.me.id }]);
    await expect(anna.ask('duty.start', {})).rejects.toThrow('forbidden');
    await expect(anna.ask('desk.enter', { sid: anna.sid })).rejects.toThrow('forbidden');
    const received = anna.received('chat.changed').length;
    // A colleague can take it up, and a console that was refused hears nothing of it.
    await join(bram, chat.id, { second: true });
    expect(anna.received('chat.changed')).toHaveLength(received);
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
    await join(anna, chat.id, { speaks: SPEAKS });
    await page.ask('chat.sync', { chatId: chat.id, sid: page.sid, after: 0, speaks: BEFORE_BLOCKED });
    const put = await as(boss);
    expect((await block(put, account.id)).body).toMatchObject({ ok: { blocked: true } });
    expect([...closed].sort()).toEqual([customer.me.connection, page.me.connection].sort());
    expect(await readChat(engine.db, chat.id)).toMatchObject({ ended: { reason: 'blocked' } });
    const endOf = (tab: Tab) => tab.received('entries.added').at(-1)?.entries;
    expect(endOf(anna)).toMatchObject([{ kind: 'ended', reason: 'blocked' }]);
    // A page, and a function, of the release before read of an end by the helpdesk.
    expect(endOf(page)).toMatchObject([{ kind: 'ended', reason: 'agent' }]);
    const stored = (await engine.scan()).map((item) => JSON.stringify(item));
    expect(stored.filter((item) => item.includes('"reason":{"S":"blocked"}'))).toEqual([]);
    expect(stored.filter((item) => item.includes('"reason":{"S":"agent"}'))).toHaveLength(2);
    expect(await isSignedIn(token)).toBe(false);
    const cookie = `__Host-portal_session=${token}`;
    const asks = () => ask(handler, { route: 'GET /api/session', site: 'portal', cookie });
    expect(await asks()).toMatchObject(refused('account_blocked', 401));
    await expect(start(customer)).rejects.toThrow('no_chat_right');
    await block(put, account.id, false);
    expect(await asks()).toMatchObject(refused('not_signed_in', 401));
    expect(await isSignedIn(token)).toBe(false);
    expect((await listAuditLines(engine.db)).lines.map(({ action }) => action)).toEqual([
      'unblocked',
      'blocked',
    ]);
  });

  it('says so to whoever was signed in until then, and to nobody with a session that was over before', async () => {
    const put = await as(boss);
    const customer = await addCustomerAccount(engine.db);
    const [old, own] = [await signedInAs(desk.context, customer), 'Een heel nieuwe zin'];
    const asks = (cookie: string) => ask(handler, { route: 'GET /api/my-tickets', site: 'portal', cookie });
    await put('PUT /api/accounts/{accountId}/password', { accountId: customer.id }, { password: own });
    const renewed = await readAccount(engine.db, customer.id);
    const last = await signedInAs(desk.context, renewed ?? customer);
    // Signed in, though with a password to be changed first (S168).
    expect(await asks(last)).toMatchObject(refused('password_due', 403));
    await block(put, customer.id);
    expect(await asks(last)).toMatchObject(refused('account_blocked', 401));
    expect(await asks(old)).toMatchObject(refused('not_signed_in', 401));
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
    expect((await listAuditLines(engine.db)).lines).toHaveLength(1);
  });
});

describe('sessions', () => {
  it('logging out, or in as somebody else, closes the connections of that sign-in, and no others', async () => {
    const account = await addCustomerAccount(engine.db, { login: 'jansen' });
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
    const { login } = await addCustomerAccount(engine.db);
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
    const agent = await addAgentAccount(engine.db);
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
    expect((await listAuditLines(engine.db)).lines).toMatchObject([
      { action: 'password_set', about: agent.login },
    ]);
  });

  it('an old password that is shorter than a new one may be is no obstacle, to neither', async () => {
    const short = await hashPassword('demo');
    const [forgetful, careful] = [
      await addCustomerAccount(engine.db, { password: short }),
      await addCustomerAccount(engine.db, { password: short }),
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
    const agent = await addAgentAccount(engine.db);
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
    const agent = await addAgentAccount(engine.db, { password: await hashPassword('iets anders dan dit') });
    const put = await as(agent);
    const body = { current: 'geraden', password: 'zes groene flessen' };
    for (let times = 0; times < limits.password.attempts; times++) {
      expect((await put('POST /api/preferences/password', {}, body)).status).toBe(403);
    }
    expect((await put('POST /api/preferences/password', {}, body)).status).toBe(429);
  });
});
