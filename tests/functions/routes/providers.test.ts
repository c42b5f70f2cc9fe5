// A company's provider as administrators set it up: what can be saved, what the log says, what a check of it finds; and that nobody gets in with a password where that is off.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { tokenOf } from '../../../functions/auth/link-token.ts';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { createAccountsRoutes } from '../../../functions/routes/accounts/index.ts';
import { createFactorsRoutes } from '../../../functions/routes/factors/index.ts';
import { portalRoutes } from '../../../functions/routes/portal/index.ts';
import { createSignInRoutes } from '../../../functions/routes/sign-in/index.ts';
import { readAccount } from '../../../functions/store/accounts.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { halfToken, startHalf } from '../../../functions/store/factors.ts';
import { addToken, linkMade, readLink } from '../../../functions/store/links.ts';
import { readProvider } from '../../../functions/store/providers.ts';
import { allowPasswords, main } from '../../../functions/tools/allow-passwords.ts';
import { queueMail } from '../../../functions/workflows/queue-mail.ts';
import { sendMail } from '../../../functions/workflows/send-mail.ts';
import type { ProviderFinding } from '../../../shared/sign-in.ts';
import {
  aContext,
  addAgentAccount,
  addCustomerAccount,
  ask,
  HOST,
  nobodyThere,
  PASSWORD,
  signedInAs,
} from '../../support/accounts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { signInBy } from '../../support/provider-browser.ts';
import {
  addProvider,
  CLIENT_ID,
  createScriptedProvider,
  down,
  PROVIDER,
  type ScriptedProvider,
  signInMeans,
} from '../../support/scripted-provider.ts';
import { testSecrets } from '../../support/secrets.ts';

let engine: Engine;
let context: ReturnType<typeof aContext>;
let provider: ScriptedProvider;
let handler: ReturnType<typeof createHttpHandler>;
let cookie: string;
beforeAll(async () => {
  vi.stubEnv('PORTAL_HOST', 'none');
  engine = await startEngine();
});
beforeEach(async () => {
  await engine.clear();
  context = aContext(engine.db);
  provider = createScriptedProvider(context.now);
  const means = signInMeans(provider, context.now);
  handler = createHttpHandler(
    {
      ...portalRoutes,
      ...createAccountsRoutes(nobodyThere, true),
      ...createFactorsRoutes(nobodyThere, testSecrets),
      ...createSignInRoutes(means),
    },
    context,
  );
  const boss = await addAgentAccount(engine.db, { permissions: ['helpdesk', 'administer'] });
  cookie = await signedInAs(context, boss);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await engine.stop();
});

const fields = {
  name: 'Gemeente',
  issuer: PROVIDER,
  clientId: CLIENT_ID,
  scopes: 'openid profile email',
  groupsClaim: 'groups',
  everyone: [],
  groups: [{ said: ' Helpdesk ', group: 'helpdesk' }],
  linkDomains: ['@Gemeente.EXAMPLE '],
  passwordsOff: false,
};
const put = (body: object, { site = 'console', as = cookie }: { site?: string; as?: string } = {}) => {
  // Lines of the log are in the order of time.
  context.advance(1);
  return ask(handler, {
    route: 'PUT /api/providers/{site}',
    site: 'console',
    cookie: as,
    path: { site },
    body: { ...fields, ...body },
  });
};
const okOf = ({ body }: { readonly body: unknown }) => Object(Object(body).ok);
const wrong = (path: string) => ({ status: 400, body: { error: { code: 'bad_request', path } } });

describe('what is set up', () => {
  it.each([
    ['name', { name: ' \u200b' }],
    ['issuer', { issuer: '' }],
    ['issuer', { issuer: 'http://login.gemeente.example' }],
    ['issuer', { issuer: 'https://user:secret@login.gemeente.example' }],
    ['issuer', { issuer: 'https://login.gemeente.example/?tenant=1' }],
    ['clientId', { clientId: ' ' }],
    ['clientId', { clientId: 'a b' }],
    ['scopes', { scopes: 'openid "x"' }],
    ['linkDomains', { linkDomains: ['example'] }],
    ['linkDomains', { linkDomains: ['*.example.nl'] }],
    ['linkDomains', { linkDomains: ['a@example.nl'] }],
    ['groups', { groups: [{ said: 'Zorg', group: 'chat' }] }],
    ['groups', { everyone: ['everything'] }],
  ])('[S125] is refused by the field %s for %j', async (path, given) => {
    expect(await put({ rev: 0, ...given })).toMatchObject(wrong(path));
    expect(await readProvider(engine.db, 'console')).toBeUndefined();
  });

  it('[S125] is saved under its version; the secret is sealed, comes back to nobody, and stays where none is given', async () => {
    const made = await put({ rev: 0, secret: 'only we know' });
    expect(okOf(made)).toMatchObject({
      hasSecret: true,
      rev: 1,
      linkDomains: ['gemeente.example'],
      groups: [{ said: 'Helpdesk', group: 'helpdesk' }],
    });
    expect(await put({ rev: 0 })).toMatchObject({ status: 409, body: { error: { code: 'outdated' } } });
    expect(okOf(await put({ rev: 1, name: 'Anders' }))).toMatchObject({ hasSecret: true, rev: 2 });
    const listed = await ask(handler, { route: 'GET /api/providers', site: 'console', cookie });
    expect(okOf(listed)).toMatchObject({
      hosts: { console: HOST.console },
      providers: [{ site: 'console' }],
    });
    for (const text of [made, listed, await engine.scan(), await listAuditLines(engine.db)])
      expect(JSON.stringify(text)).not.toContain('only we know');
    // Somebody else's address does not get it either.
    expect(okOf(await put({ rev: 2, issuer: 'https://evil.example' }))).toMatchObject({ hasSecret: false });
  });

  it('[S125] is in the log with what was there before, a new secret as one', async () => {
    await put({ rev: 0, secret: 'one' });
    await put({ rev: 1, groups: [{ said: 'Beheer', group: 'administer' }] });
    await put({ rev: 2, groups: [{ said: 'Beheer', group: 'administer' }], secret: 'two' });
    context.advance(1);
    await ask(handler, {
      route: 'DELETE /api/providers/{site}',
      site: 'console',
      cookie,
      path: { site: 'console' },
      body: { rev: 3 },
    });
    expect((await listAuditLines(engine.db)).lines).toMatchObject([
      { action: 'provider_deleted', about: 'Gemeente' },
      { action: 'provider_saved', changes: [{ name: 'secret', from: '••••', to: '••••' }] },
      {
        action: 'provider_saved',
        changes: [{ name: 'groups', from: 'Helpdesk → helpdesk', to: 'Beheer → administer' }],
      },
      { action: 'provider_saved', changes: expect.arrayContaining([{ name: 'issuer', to: PROVIDER }]) },
    ]);
    expect(await readProvider(engine.db, 'console')).toBeUndefined();
  });
});

const check = async (): Promise<{ findings: ProviderFinding[]; ending?: string }> =>
  okOf(
    await ask(handler, {
      route: 'POST /api/providers/{site}/check',
      site: 'console',
      cookie,
      path: { site: 'console' },
      body: {},
    }),
  ) as never;

describe('a check of it', () => {
  beforeEach(async () => {
    await addProvider(engine.db);
  });

  it('[S125] says which of the two holds: that it tells who is signed out, or its refresh token', async () => {
    expect(await check()).toEqual({ findings: [], ending: 'logout' });
    provider.metadata = { ...provider.metadata, backchannel_logout_supported: undefined };
    expect(await check()).toEqual({ findings: ['no_ending'], ending: 'renewal' });
    const seen = okOf(await ask(handler, { route: 'GET /api/providers', site: 'console', cookie }));
    expect(seen.providers[0].seen).toEqual({ ending: 'renewal' });
  });

  it.each<[ProviderFinding, Partial<ScriptedProvider['instead']> | undefined, object]>([
    ['unreachable', { metadata: down }, {}],
    ['nonsense', { metadata: () => new Response('<html>') }, {}],
    ['issuer', undefined, { issuer: 'https://other.example' }],
    ['unable', undefined, { token_endpoint: undefined }],
    ['unable', undefined, { code_challenge_methods_supported: ['plain'] }],
    ['keys', { keys: down }, {}],
    ['keys', undefined, { id_token_signing_alg_values_supported: ['HS256'] }],
    ['client', { token: () => Response.json({ error: 'invalid_client' }, { status: 401 }) }, {}],
    ['client_unknown', { token: () => new Response('<html>') }, {}],
    ['scopes', undefined, { scopes_supported: ['openid'] }],
  ])('[S125] finds %s', async (finding, instead, metadata) => {
    provider.instead = instead ?? {};
    provider.metadata = { ...provider.metadata, ...metadata };
    expect((await check()).findings[0]).toBe(finding);
  });
});

describe('passwords', () => {
  const off = (site: 'portal' | 'console' = 'console') =>
    addProvider(engine.db, { site, passwordsOff: true });
  const means = (site: 'portal' | 'console') => ask(handler, { route: 'GET /api/sign-in', site });

  it('[S125] are switched off by an administrator who came in by the provider, and by nobody whom that may shut out', async () => {
    await put({ rev: 0, groups: [{ said: 'Beheer', group: 'administer' }] });
    expect(await put({ rev: 1, passwordsOff: true })).toMatchObject({
      body: { error: { code: 'provider_first' } },
    });
    provider.claims = { groups: ['Beheer'] };
    const { session } = await signInBy(handler, provider);
    const saved = await put(
      { rev: 1, groups: [{ said: 'Beheer', group: 'administer' }], passwordsOff: true },
      { as: session ?? '' },
    );
    expect(okOf(saved)).toMatchObject({ passwordsOff: true, rev: 2 });
    // Another provider is not known to let anybody in.
    expect(
      await put({ rev: 2, passwordsOff: true, clientId: 'another' }, { as: session ?? '' }),
    ).toMatchObject({ body: { error: { code: 'provider_first' } } });
    // Whoever administers may have them back from within.
    expect(okOf(await put({ rev: 2, passwordsOff: false }))).toMatchObject({ passwordsOff: false });
  });

  it('[S126] of customers are switched off once one came in', async () => {
    await put({ rev: 0, groups: [] }, { site: 'portal' });
    const wanted = { rev: 1, groups: [], passwordsOff: true };
    expect(await put(wanted, { site: 'portal' })).toMatchObject({
      body: { error: { code: 'provider_first' } },
    });
    await signInBy(handler, provider, { site: 'portal' });
    expect(okOf(await put(wanted, { site: 'portal' }))).toMatchObject({ passwordsOff: true });
  });

  it('[S125] that are off are told to the login page of that site alone', async () => {
    expect(okOf(await means('console'))).toEqual({ passwords: true });
    await off();
    expect(okOf(await means('console'))).toEqual({ provider: { name: 'Gemeente' }, passwords: false });
    expect(okOf(await means('portal'))).toEqual({ passwords: true });
  });

  it('[S125] that are off open no door: not one of all that ask for, give or prove by a password', async () => {
    const anna = await addAgentAccount(engine.db, { login: 'anna', email: 'anna@example.nl' });
    const jan = await addCustomerAccount(engine.db, { login: 'jan', email: 'jan@example.nl' });
    const annas = await signedInAs(context, anna);
    const half = halfToken(anna.id, context.newId);
    await startHalf(engine.db, { token: half, epoch: 0, now: context.now() });
    const { token, hash } = tokenOf(anna.id, 'reset', 'x'.repeat(44));
    const until = context.now() + 3_600_000;
    const link = {
      user: anna.id,
      kind: 'reset',
      round: 'r',
      hashes: [hash],
      epoch: 0,
      email: 'anna@example.nl',
      until,
    } as const;
    await engine.db.transact([linkMade(link)]);
    const path = { accountId: anna.id };
    const doors: readonly (readonly [string, Parameters<typeof ask>[1]])[] = [
      ['login', { route: 'POST /api/login', body: { login: 'anna', password: PASSWORD } }],
      ['login, wrong', { route: 'POST /api/login', body: { login: 'anna', password: 'wrong' } }],
      [
        'second step',
        {
          route: 'POST /api/login/factor',
          cookie: `__Host-console_half=${half}`,
          body: { proof: { kind: 'recovery', code: 'a' } },
        },
      ],
      [
        'second step, passkey',
        { route: 'POST /api/login/passkey', cookie: `__Host-console_half=${half}`, body: {} },
      ],
      ['forgotten', { route: 'POST /api/password/forgotten', body: { name: 'anna', language: 'nl' } }],
      ['a link', { route: 'POST /api/password/link', body: { token } }],
      ['a link, used', { route: 'POST /api/password/choose', body: { token, password: 'trage gele fiets' } }],
      [
        'one’s own',
        {
          route: 'POST /api/preferences/password',
          cookie: annas,
          body: { current: PASSWORD, password: 'trage gele fiets' },
        },
      ],
      [
        'a proof',
        {
          route: 'POST /api/factors/proof',
          cookie: annas,
          body: { proof: { kind: 'password', password: PASSWORD } },
        },
      ],
      [
        'a new one',
        {
          route: 'PUT /api/accounts/{accountId}/password',
          cookie,
          path,
          body: { password: 'trage gele fiets' },
        },
      ],
      ['an invitation', { route: 'POST /api/accounts/{accountId}/invitation', cookie, path, body: {} }],
      [
        'a new account',
        {
          route: 'POST /api/accounts',
          cookie,
          body: { role: 'agent', login: 'nieuw', name: 'Nieuw', email: '', password: 'trage gele fiets' },
        },
      ],
      [
        'an invited account',
        {
          route: 'POST /api/accounts',
          cookie,
          body: { role: 'agent', login: 'nieuw', name: 'Nieuw', email: 'a@example.nl' },
        },
      ],
    ];
    await off();
    const before = await readAccount(engine.db, anna.id);
    for (const [name, door] of doors) {
      const answer = await ask(handler, { site: 'console', ...door });
      expect([name, answer.body, answer.cookies]).toEqual([name, { error: { code: 'passwords_off' } }, []]);
    }
    expect(await readAccount(engine.db, anna.id)).toEqual(before);
    // The other site is another matter.
    expect(
      await ask(handler, {
        route: 'POST /api/login',
        site: 'portal',
        body: { login: 'jan', password: PASSWORD },
      }),
    ).toMatchObject({ status: 200 });
    expect(await readAccount(engine.db, jan.id)).toBeDefined();
  });

  it('[S125] that are off are not led to by a mail that waited', async () => {
    const anna = await addAgentAccount(engine.db, { login: 'anna', email: 'anna@example.nl' });
    const sent: unknown[] = [];
    const sending = {
      ...context,
      hosts: HOST,
      sendLetter: async (letter: unknown) => {
        sent.push(letter);
        return 'sent' as const;
      },
    };
    const mails = [
      queueMail(context, { kind: 'forgotten', role: 'agent', name: 'anna', language: 'nl' }),
      queueMail(context, { kind: 'reset', user: anna.id, language: 'nl' }),
    ];
    for (const { writes } of mails) await engine.db.transact(writes);
    await off();
    for (const { mail } of mails) await sendMail(sending, mail.id);
    expect(sent).toEqual([]);
    expect(await readLink(engine.db, anna.id, 'reset')).toBeUndefined();
    expect(await addToken(engine.db, { user: anna.id, kind: 'reset', round: 'r' }, 'a')).toBe(false);
  });

  it('[S125] are allowed again from the command line, once, and the log says so', async () => {
    expect(await allowPasswords(engine.db, 'console', context.now())).toContain('already');
    await addAgentAccount(engine.db, { login: 'anna' });
    await off();
    expect(await allowPasswords(engine.db, 'console', context.now())).toContain('count at the console again');
    expect(okOf(await means('console'))).toMatchObject({ passwords: true });
    const login = {
      route: 'POST /api/login',
      site: 'console' as const,
      body: { login: 'anna', password: PASSWORD },
    };
    expect((await ask(handler, login)).status).toBe(200);
    const { lines } = await listAuditLines(engine.db);
    expect(lines.filter(({ action }) => action !== 'signed_in')).toMatchObject([
      {
        action: 'provider_saved',
        who: { name: 'npm run allow-passwords' },
        about: 'Gemeente',
        changes: [{ name: 'passwordsOff', from: 'true', to: 'false' }],
      },
    ]);
  });

  it('[S125] the command says how it is used, and what went wrong, in one line', async () => {
    const lines: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
      lines.push(String(line));
      return true;
    });
    expect(await main([])).toBe(2);
    expect(await main(['--table', 'a', '--site', 'nowhere'])).toBe(2);
    vi.restoreAllMocks();
    expect(lines).toEqual([expect.stringMatching(/^Usage: .*\n$/), expect.stringMatching(/^Usage: .*\n$/)]);
  });
});
