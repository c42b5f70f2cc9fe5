// Signing in with a company's own provider, at the function, against a real one: whose account it is, what it may, and how it ends.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { askOutside } from '../../../functions/adapters/ask-outside.ts';
import { fetchOutside, NotReached } from '../../../functions/adapters/outside-fetch.ts';
import { welcome } from '../../../functions/auth/authorizer.ts';
import { createKeySets } from '../../../functions/auth/key-sets.ts';
import { createOpenId } from '../../../functions/auth/open-id.ts';
import { readSignedIn } from '../../../functions/auth/session.ts';
import type { Site } from '../../../functions/domain/account.ts';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { createAccountsRoutes } from '../../../functions/routes/accounts/index.ts';
import { portalRoutes } from '../../../functions/routes/portal/index.ts';
import { createSignInRoutes } from '../../../functions/routes/sign-in/index.ts';
import { addGroup } from '../../../functions/store/accounts.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { findByIdentity } from '../../../functions/store/identities.ts';
import { providerKey } from '../../../functions/store/keys.ts';
import { forgetProviderSessions } from '../../../functions/store/provider-sessions.ts';
import { listProviders } from '../../../functions/store/providers.ts';
import { renewOf } from '../../../functions/workflows/renew.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
import { addAgentAccount, ask, HOST, headersOf } from '../../support/accounts.ts';
import { createDesk, type Desk } from '../../support/desk.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { logInThere, type OpenIdProvider, startOpenIdProvider } from '../../support/open-id-provider.ts';
import { type Came, comeIn, goAway } from '../../support/provider-browser.ts';
import { addProvider } from '../../support/scripted-provider.ts';
import { testSecrets } from '../../support/secrets.ts';

const MINUTE = 60_000;
let engine: Engine;
/** The one says by itself that somebody is signed out; the other gives refresh tokens. */
let telling: OpenIdProvider;
let renewing: OpenIdProvider;
let desk: Desk;
let handler: ReturnType<typeof createHttpHandler>;
let closed: string[];
let renewals: unknown[];
let context: Desk['context'];
let reach: {
  deliver: Desk['context']['deliver'];
  closeConnections: (ids: readonly string[]) => Promise<Set<string>>;
};
let means: Parameters<typeof createSignInRoutes>[0];

const addresses = (['portal', 'console'] as const).map((site) => `https://${HOST[site]}`);
const redirects = addresses.map((address) => `${address}/api/sign-in/callback`);
/** The provider's request, as it arrives here. */
const postHere = async (address: string, form: URLSearchParams): Promise<number> => {
  const site: Site = address.includes(HOST.portal) ? 'portal' : 'console';
  const { status } = await ask(handler, {
    route: 'POST /api/sign-in/logout',
    site,
    raw: form.toString(),
    headers: { origin: undefined, 'content-type': 'application/x-www-form-urlencoded' },
  });
  return status;
};

beforeAll(async () => {
  vi.stubEnv('ALL_ON_THIS_MACHINE', 'true');
  vi.stubEnv('PORTAL_HOST', 'none');
  engine = await startEngine();
  const logoutAddress = `${addresses[1]}/api/sign-in/logout`;
  telling = await startOpenIdProvider({ redirects, saysLogout: true, logoutAddress, postLogout: postHere });
  renewing = await startOpenIdProvider({ redirects, saysLogout: false });
});
beforeEach(async () => {
  await engine.clear();
  desk = createDesk(engine.db);
  closed = [];
  renewals = [];
  context = {
    ...desk.context,
    publish: async (...events) => void renewals.push(...events.filter(({ type }) => type === 'renewal.due')),
  };
  // Of the provider's clock as well: it is in this process.
  vi.useFakeTimers({ toFake: ['Date'], now: context.now() });
  reach = {
    deliver: context.deliver,
    async closeConnections(ids) {
      closed.push(...ids);
      return new Set<string>();
    },
  };
  const { now } = context;
  const keySets = createKeySets(askOutside, now);
  const openId = createOpenId({ fetch: fetchOutside, keySets, now });
  means = { ...reach, secrets: testSecrets, openId, logouts: { take: () => true } };
  handler = createHttpHandler(
    { ...portalRoutes, ...createAccountsRoutes(reach), ...createSignInRoutes(means) },
    context,
  );
  for (const { directory } of [telling, renewing]) {
    directory.clear();
    directory.set('anna', {
      name: 'Anna de Boer',
      given_name: 'Anna',
      email: 'anna@example.nl',
      email_verified: true,
      groups: ['Helpdesk'],
    });
  }
});
afterAll(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await Promise.all([engine.stop(), telling.stop(), renewing.stop()]);
});

const pass = (ms: number) => {
  desk.pass(ms);
  vi.setSystemTime(context.now());
};
const setUp = async (
  { issuer, clientId, secret }: OpenIdProvider,
  given: Parameters<typeof addProvider>[1] = {},
) => {
  const { site = 'console' } = given;
  return addProvider(engine.db, {
    issuer,
    clientId,
    secret: await testSecrets.seal(providerKey(site), secret),
    scopes: 'openid profile email groups',
    ...given,
  });
};
const signIn = async (login: string, site: Site = 'console', cookie?: string): Promise<Came> => {
  const away = await goAway(handler, { site, ...(cookie && { cookie }) });
  const back = await logInThere(away.to, login);
  return comeIn(handler, Object.fromEntries(back.searchParams), { site, cookie: away.cookie });
};
const sessionOf = async (cookie: string | undefined, site: Site = 'console') => {
  const { status, body } = await ask(handler, { route: 'GET /api/session', site, cookie });
  return status === 200 ? Object(body).ok : undefined;
};
/** A page is open by a session: its socket, as `$connect` notes it. */
const connect = async (cookie: string | undefined, connection: string, site: Site = 'console') => {
  const signedIn = await readSignedIn(context, site, cookie?.slice(-44));
  if (!signedIn) throw new Error('not signed in');
  const { account, sessionId, endsAt } = signedIn;
  const { isLetIn } = await welcome(
    context,
    {
      id: account.id,
      role: account.role,
      login: account.login,
      name: account.name,
      connection,
      sessionId,
      until: endsAt,
      isOther: false,
      permissions: new Set(account.role === 'agent' ? account.permissions : []),
    },
    { headers: { ...headersOf(site), cookie } },
  );
  expect(isLetIn).toBe(true);
};
/** A minute passes: the sweep, and what it calls. */
const minute = async () => {
  await sweep({ ...context, ...reach });
  for (const renewal of renewals.splice(0)) await renewOf({ ...context, ...reach, ...means }, renewal);
};

describe('an agent of the company', () => {
  it('[S125] is signed in, and the account makes itself: called by the given name, with the rights of the groups', async () => {
    await setUp(telling);
    const { outcome, session } = await signIn('anna');
    expect(outcome).toBe('done');
    expect(await sessionOf(session)).toMatchObject({
      user: { login: '', name: 'Anna', role: 'agent' },
      permissions: ['helpdesk'],
    });
    const { lines } = await listAuditLines(engine.db);
    expect(lines.filter(({ action }) => action !== 'signed_in')).toMatchObject([
      { action: 'account_created', about: 'Anna de Boer', rights: ['helpdesk'] },
    ]);
    // The same account the next time, and nothing new is told.
    const { session: second } = await signIn('anna');
    expect((await sessionOf(second)).user.id).toBe((await sessionOf(session)).user.id);
    // Signing in again is all that is added.
    const after = (await listAuditLines(engine.db)).lines;
    expect(after.filter(({ action }) => action !== 'signed_in')).toHaveLength(1);
  });

  it('[S125] may at every sign-in what the groups say then; open consoles follow at once', async () => {
    await setUp(telling, {
      groups: [
        { said: 'Helpdesk', group: 'helpdesk' },
        { said: 'Beheer', group: 'administer' },
      ],
    });
    telling.directory.set('anna', { name: 'Anna', groups: ['Helpdesk', 'Beheer'] });
    const { session } = await signIn('anna');
    expect((await sessionOf(session)).permissions).toEqual(['helpdesk', 'administer']);
    await connect(session, 'console-1');
    telling.directory.set('anna', { name: 'Anna', groups: ['Helpdesk'] });
    pass(MINUTE);
    const { session: second } = await signIn('anna');
    expect((await sessionOf(second)).permissions).toEqual(['helpdesk']);
    expect(closed).toEqual(['console-1']);
    const { lines } = await listAuditLines(engine.db);
    expect(lines.find(({ action }) => action !== 'signed_in')).toMatchObject({
      action: 'rights_changed',
      rights: ['helpdesk'],
    });
    telling.directory.set('anna', { name: 'Anna', groups: [] });
    pass(MINUTE);
    expect(await signIn('anna')).toMatchObject({ outcome: 'no_access', session: undefined });
    // What was opened before is of somebody who may nothing any more.
    expect((await sessionOf(second)).permissions).toEqual([]);
  });

  it('[S125] keeps the rights that were given here, where the provider is asked for none', async () => {
    await setUp(telling, {
      groupsClaim: '',
      groups: [],
      everyone: ['helpdesk'],
      linkDomains: ['example.nl'],
    });
    const anna = await addAgentAccount(engine.db, {
      login: 'anna',
      email: 'anna@example.nl',
      permissions: ['manage', 'administer'],
    });
    const { session } = await signIn('anna');
    expect(await sessionOf(session)).toMatchObject({
      user: { id: anna.id, login: 'anna' },
      permissions: ['manage', 'administer'],
    });
    telling.directory.set('bram', { name: 'Bram', groups: ['Beheer'] });
    expect((await sessionOf((await signIn('bram')).session)).permissions).toEqual(['helpdesk']);
  });

  it('[S125] leaves the session this browser had', async () => {
    await setUp(telling);
    telling.directory.set('bram', { name: 'Bram', groups: ['Helpdesk'] });
    const { session: annas } = await signIn('anna');
    await connect(annas, 'console-1');
    await signIn('bram', 'console', annas);
    expect(await sessionOf(annas)).toBeUndefined();
    expect(closed).toEqual(['console-1']);
  });
});

describe('a customer of our own portal', () => {
  it('[S126] is signed in by the portal’s provider, and chats where a group says so', async () => {
    await addGroup(engine.db, { id: 'chatters', name: 'Klanten met chat', permissions: ['chat'] });
    await setUp(telling, { site: 'portal', groups: [{ said: 'Burgers', group: 'chatters' }] });
    telling.directory.set('jan', { name: 'Jan Jansen', groups: ['Burgers'] });
    const { session } = await signIn('jan', 'portal');
    expect(await sessionOf(session, 'portal')).toMatchObject({
      user: { login: '', name: 'Jan Jansen', role: 'customer' },
      permissions: ['chat'],
    });
    // The console has a provider of its own, or none.
    const begun = await ask(handler, { route: 'POST /api/sign-in', site: 'console', body: {} });
    expect(begun.body).toEqual({ error: { code: 'sign_in_failed', why: 'off' } });
  });

  it('[S126] without a group is signed in all the same, and called “Klant” where nothing is said', async () => {
    await setUp(telling, { site: 'portal' });
    telling.directory.set('jan', {});
    expect(await sessionOf((await signIn('jan', 'portal')).session, 'portal')).toMatchObject({
      user: { name: 'Klant' },
      permissions: [],
    });
  });
});

describe('the end at the provider', () => {
  it('[S125] is told here at once, and every socket of that sign-in closes; another sign-in stays', async () => {
    await setUp(telling);
    const first = await signIn('anna');
    await connect(first.session, 'console-1');
    await connect(first.session, 'console-2');
    const second = await signIn('anna');
    await connect(second.session, 'console-3');
    const sid = await sidOf(first.session);
    await telling.logOut('anna', sid);
    expect(closed.sort()).toEqual(['console-1', 'console-2']);
    expect(await sessionOf(first.session)).toBeUndefined();
    expect(await sessionOf(second.session)).toBeDefined();
    const [known] = await listProviders(engine.db);
    expect(known?.seen).toMatchObject({ ending: 'logout', loggedOutAt: context.now() });
  });

  it('[S125] is found by the refresh token where the provider says nothing: every ten minutes while connected', async () => {
    const before = renewing.renewals();
    await setUp(renewing);
    const { session } = await signIn('anna');
    await connect(session, 'console-1');
    for (let minutes = 0; minutes < 25; minutes++) {
      pass(MINUTE);
      await minute();
    }
    expect(await sessionOf(session)).toBeDefined();
    expect(renewing.renewals() - before).toBe(2);
    // Switched off in the directory.
    renewing.directory.delete('anna');
    for (let minutes = 0; minutes < 10; minutes++) {
      pass(MINUTE);
      await minute();
    }
    expect(await sessionOf(session)).toBeUndefined();
    expect(closed).toEqual(['console-1']);
    expect(await leftOf()).toEqual([]);
  });

  it('[S125] is not looked for while nobody is connected, and at once when somebody is again', async () => {
    const before = renewing.renewals();
    await setUp(renewing);
    const { session } = await signIn('anna');
    for (let minutes = 0; minutes < 30; minutes++) {
      pass(MINUTE);
      await minute();
    }
    expect(renewing.renewals() - before).toBe(0);
    renewing.directory.delete('anna');
    await connect(session, 'console-1');
    pass(MINUTE);
    await minute();
    expect(await sessionOf(session)).toBeUndefined();
    expect(closed).toEqual(['console-1']);
  });

  it('[S125] is not assumed because the provider is down', async () => {
    const before = renewing.renewals();
    await setUp(renewing);
    const { session } = await signIn('anna');
    await connect(session, 'console-1');
    const stopped = {
      ...means,
      openId: createOpenId({
        fetch: fetchNowhere,
        keySets: createKeySets(askOutside, context.now),
        now: context.now,
      }),
    };
    for (let minutes = 0; minutes < 21; minutes++) {
      pass(MINUTE);
      await sweep({ ...context, ...reach });
      for (const renewal of renewals.splice(0)) await renewOf({ ...context, ...reach, ...stopped }, renewal);
    }
    expect(await sessionOf(session)).toBeDefined();
    expect(closed).toEqual([]);
    for (let minutes = 0; minutes < 10; minutes++) {
      pass(MINUTE);
      await minute();
    }
    expect(renewing.renewals() - before).toBe(1);
  });

  it('[S125] the refresh token lies there sealed, and goes with the session and with the person', async () => {
    await setUp(renewing);
    const { session } = await signIn('anna');
    const items = JSON.stringify(await engine.scan());
    expect(items).toContain('"refresh":{"S":"v1.1.');
    const signOut = () =>
      ask(handler, { route: 'POST /api/logout', site: 'console', cookie: session, body: {} });
    await signOut();
    expect(await leftOf()).toEqual([]);
    await signIn('anna');
    expect(await leftOf()).not.toEqual([]);
    const anna = await findByIdentity(engine.db, 'agent', { issuer: renewing.issuer, subject: 'anna' });
    if (!anna) throw new Error('no account');
    await forgetProviderSessions(engine.db, anna.id);
    expect(await leftOf()).toEqual([]);
  });

  it('[S125] of two who renew at once one asks, so that a token for one use is used once', async () => {
    await setUp(renewing);
    const { session } = await signIn('anna');
    await connect(session, 'console-1');
    for (let minutes = 0; minutes < 10; minutes++) pass(MINUTE);
    await sweep({ ...context, ...reach });
    const [renewal] = renewals;
    const both = [renewal, renewal].map((one) => renewOf({ ...context, ...reach, ...means }, one));
    await Promise.all(both);
    expect(await sessionOf(session)).toBeDefined();
  });
});

const fetchNowhere = async (): Promise<Response> => {
  throw new NotReached('lost');
};
/** What the provider calls a session of ours. */
const sidOf = async (cookie: string | undefined): Promise<string> => {
  const signedIn = await readSignedIn(context, 'console', cookie?.slice(-44));
  const item = await engine.db.get(
    { pk: `USER#${signedIn?.account.id}`, sk: `PROVIDER#${signedIn?.sessionHash}` },
    { consistent: true },
  );
  return String(item?.sid);
};
const leftOf = async () =>
  (await engine.scan())
    .map((item) => JSON.stringify(item))
    .filter((item) => /"PROVIDER(SID)?#/.test(item) && !item.includes('"ENDED"'));
