// One's own sessions (S129): what the list says, what ends there and what stays, and what is closed with it.
import { beforeEach, describe, expect, it } from 'vitest';
import { cookieName, signIn } from '../../../functions/auth/session.ts';
import type { Account } from '../../../functions/domain/account.ts';
import type { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { readAccount } from '../../../functions/store/accounts.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { readSession } from '../../../functions/store/sessions.ts';
import { recordSocket } from '../../../functions/store/sockets.ts';
import { SESSIONS_MAX } from '../../../shared/rules.ts';
import type { OwnSession } from '../../../shared/session-routes.ts';
import { addAgentAccount, addCustomerAccount, ask } from '../../support/accounts.ts';
import { useAdministration } from './support/administration.ts';

const { today, isSignedIn } = useAdministration();
let jan: Account;
let handler: ReturnType<typeof createHttpHandler>;
beforeEach(async () => {
  ({ handler } = today());
  jan = await addCustomerAccount(today().engine.db);
});

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const HOUR = 3_600_000;

const signInWith = (userAgent?: string, account: Account = jan) =>
  signIn(today().desk.context, account.role === 'customer' ? 'portal' : 'console', account, userAgent);
const asks =
  (token: string, site: 'portal' | 'console' = 'portal') =>
  async (route: string, path: Record<string, string> = {}) => {
    const { status, body } = await ask(handler, {
      route,
      site,
      path,
      cookie: `${cookieName(site)}=${token}`,
      body: {},
    });
    expect({ route, status, body }).toMatchObject({ status: 200 });
    return Object(body).ok;
  };
const list = async (token: string): Promise<readonly OwnSession[]> =>
  (await asks(token)('GET /api/sessions')).sessions;
const idOf = async (token: string): Promise<string> => {
  const { engine, desk } = today();
  return (await readSession(engine.db, token, desk.context.now()))?.id ?? '';
};
/** Notes an open socket of a session. */
const connect = async (token: string, connection: string, account = jan) => {
  const { engine, desk } = today();
  const socket = { connection, session: await idOf(token), at: desk.context.now() };
  await recordSocket(engine.db, Math.random, { user: account.id, socket, again: 0 });
};

describe('[S129] the list of one’s own sessions', () => {
  it('says in words where, since when and when last, this one first', async () => {
    const { context } = today().desk;
    const phone = await signInWith(SAFARI);
    const here = await signInWith(FIREFOX);
    const began = context.now();
    await connect(phone, 'of-the-phone');
    expect(await list(here)).toEqual([
      {
        id: await idOf(here),
        browser: 'Firefox',
        system: 'Windows',
        startedAt: began,
        seenAt: began,
        isConnected: false,
        isThis: true,
      },
      {
        id: await idOf(phone),
        browser: 'Safari',
        system: 'iPhone',
        startedAt: began,
        seenAt: began,
        isConnected: true,
        isThis: false,
      },
    ]);
  });

  it('knows to the hour when a page was loaded, and writes nothing within it', async () => {
    const { engine, desk } = today();
    const [here, there] = [await signInWith(FIREFOX), await signInWith(SAFARI)];
    const began = desk.context.now();
    const writes = async () => {
      const spent = engine.capacity.mark();
      await asks(there)('GET /api/session');
      return spent().write;
    };
    expect(await writes()).toBe(0);
    desk.pass(HOUR);
    expect(await writes()).toBe(1);
    expect(await writes()).toBe(0);
    expect((await list(here))[1]).toMatchObject({ startedAt: began, seenAt: began + HOUR });
  });

  it('shows nobody else’s, none of before a new password, none that ended or ran out', async () => {
    const { desk, engine } = today();
    const here = await signInWith(FIREFOX);
    await signInWith(SAFARI, await addCustomerAccount(engine.db));
    const gone = await signInWith(SAFARI);
    await ask(handler, { route: 'POST /api/logout', cookie: `${cookieName('portal')}=${gone}`, body: {} });
    const earlier = { ...desk.context, now: () => desk.context.now() - 31 * 24 * HOUR };
    await signIn(earlier, 'portal', jan);
    await signIn(desk.context, 'portal', { ...jan, epoch: jan.epoch - 1 });
    expect((await list(here)).map(({ id }) => id)).toEqual([await idOf(here)]);
  });

  it('has a bound, beyond which it says that there are more', async () => {
    const here = await signInWith(FIREFOX);
    for (let made = 0; made < SESSIONS_MAX; made++) await signInWith(SAFARI);
    const { sessions, more } = await asks(here)('GET /api/sessions');
    expect(sessions).toHaveLength(SESSIONS_MAX);
    expect(sessions[0].isThis).toBe(true);
    expect(more).toBe(true);
  });
});

describe('[S129] signing out elsewhere', () => {
  it('ends that session alone, closes its sockets at once, and is in the log', async () => {
    const { closed, engine } = today();
    const [here, there, third] = [await signInWith(FIREFOX), await signInWith(SAFARI), await signInWith()];
    await connect(here, 'here');
    await connect(there, 'there');
    const id = await idOf(there);
    await asks(here)('DELETE /api/sessions/{sessionId}', { sessionId: id });
    expect(closed).toEqual(['there']);
    expect(await isSignedIn(there)).toBe(false);
    expect(await isSignedIn(here)).toBe(true);
    expect(await isSignedIn(third)).toBe(true);
    // Once more, as a page does that had no answer.
    await asks(here)('DELETE /api/sessions/{sessionId}', { sessionId: id });
    const { lines } = await listAuditLines(engine.db);
    expect(lines).toMatchObject([{ action: 'session_ended', about: jan.login, who: { id: jan.id } }]);
  });

  it('ends nobody else’s session, whatever its id', async () => {
    const { engine, closed } = today();
    const other = await addCustomerAccount(engine.db);
    const theirs = await signInWith(FIREFOX, other);
    await connect(theirs, 'theirs', other);
    await asks(await signInWith())('DELETE /api/sessions/{sessionId}', { sessionId: await idOf(theirs) });
    expect(await isSignedIn(theirs)).toBe(true);
    expect(closed).toEqual([]);
  });

  it.each(['customer', 'agent'] as const)(
    'of a %s everywhere: all but this one, listed or not',
    async (role) => {
      const { engine, closed } = today();
      const site = role === 'customer' ? 'portal' : 'console';
      const account = role === 'customer' ? jan : await addAgentAccount(engine.db);
      const here = await signInWith(FIREFOX, account);
      const others = [await signInWith(SAFARI, account), await signInWith(undefined, account)];
      await connect(here, 'here', account);
      await connect(others[0] ?? '', 'there', account);
      await asks(here, site)('POST /api/sessions/end-others');
      expect(await Promise.all(others.map((token) => isSignedIn(token, site)))).toEqual([false, false]);
      expect(await isSignedIn(here, site)).toBe(true);
      if (role === 'customer') expect(closed).toEqual(['there']);
      expect(closed).not.toContain('nobody');
      const { lines } = await listAuditLines(engine.db);
      expect(lines[0]).toMatchObject({ action: 'sessions_ended', about: account.login });
      expect(await readAccount(engine.db, account.id)).toMatchObject({ password: account.password });
      expect((await asks(here, site)('GET /api/sessions')).sessions).toHaveLength(1);
    },
  );
});
