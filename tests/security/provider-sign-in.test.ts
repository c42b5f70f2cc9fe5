// What somebody may try at a sign-in with a company's own provider, and what a provider may say that is not to be believed: nothing of it opens a session, and the log names the rule.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHttpHandler } from '../../functions/pipeline/http.ts';
import { portalRoutes } from '../../functions/routes/portal/index.ts';
import { createSignInRoutes } from '../../functions/routes/sign-in/index.ts';
import { findByEmail, readAccount } from '../../functions/store/accounts.ts';
import { findByIdentity } from '../../functions/store/identities.ts';
import { aContext, addAgentAccount, ask, HOST } from '../support/accounts.ts';
import { type Engine, startEngine } from '../support/engine.ts';
import { aSigningKey } from '../support/portal-tokens.ts';
import { comeIn, goAway, signInBy } from '../support/provider-browser.ts';
import {
  addProvider,
  CLIENT_ID,
  createScriptedProvider,
  down,
  PROVIDER,
  type ScriptedProvider,
  signInMeans,
} from '../support/scripted-provider.ts';

let engine: Engine;
let context: ReturnType<typeof aContext>;
let provider: ScriptedProvider;
let handler: ReturnType<typeof createHttpHandler>;
const lines: string[] = [];
beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  await engine.clear();
  context = aContext(engine.db);
  provider = createScriptedProvider(context.now);
  handler = createHttpHandler(
    { ...portalRoutes, ...createSignInRoutes(signInMeans(provider, context.now)) },
    context,
  );
  await addProvider(engine.db);
  lines.length = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await engine.stop();
});

const annas = () => findByIdentity(engine.db, 'agent', { issuer: PROVIDER, subject: 'anna-7' });
/** The rules that the log names. */
const rules = () =>
  lines.flatMap((line) => {
    const { message, code } = JSON.parse(line);
    return message === 'not signed in' || message === 'token cut' || message === 'logout token refused'
      ? [code]
      : [];
  });

describe('the browser', () => {
  it('[S125] that did not begin is not signed in: login CSRF, the state of another, a state made up', async () => {
    const mallory = await goAway(handler);
    const query = provider.comeBack(mallory.to);
    const victim = await goAway(handler);
    for (const cookie of [undefined, victim.cookie])
      expect(await comeIn(handler, query, { cookie })).toMatchObject({
        outcome: 'browser',
        session: undefined,
      });
    for (const state of ['', 'made-up', undefined])
      expect(
        await comeIn(handler, provider.comeBack(victim.to, { state }), { cookie: victim.cookie }),
      ).toMatchObject({ outcome: 'browser', session: undefined });
    // What was stolen is not used up by that: who began comes in.
    expect(await comeIn(handler, query, { cookie: mallory.cookie })).toMatchObject({ outcome: 'done' });
  });

  it('[S125] comes back once: the same answer opens nothing a second time, nor does its code in another sign-in', async () => {
    const { to, cookie } = await goAway(handler);
    const query = provider.comeBack(to);
    const [first, second] = await Promise.all([
      comeIn(handler, query, { cookie }),
      comeIn(handler, query, { cookie }),
    ]);
    expect([first.outcome, second.outcome].sort()).toEqual(['done', 'late']);
    const other = await goAway(handler);
    const replay = { ...provider.comeBack(other.to), code: query.code ?? '' };
    expect(await comeIn(handler, replay, { cookie: other.cookie })).toMatchObject({
      outcome: 'late',
      session: undefined,
    });
  });

  it('[S125] has ten minutes', async () => {
    const { to, cookie } = await goAway(handler);
    const query = provider.comeBack(to);
    context.advance(10 * 60_000);
    expect(await comeIn(handler, query, { cookie })).toMatchObject({ outcome: 'late' });
  });

  it('[S125] keeps its cookie for this host alone, for ten minutes, and loses it when it comes back', async () => {
    const begun = await ask(handler, { route: 'POST /api/sign-in', site: 'console', body: {} });
    expect(begun.cookies).toEqual([
      expect.stringMatching(
        /^__Host-console_away=[\w-]{44}; HttpOnly; Secure; SameSite=Lax; Path=\/; Max-Age=600$/,
      ),
    ]);
    const { to, cookie } = await goAway(handler);
    const { answer } = await comeIn(handler, provider.comeBack(to), { cookie });
    expect(answer.cookies).toContainEqual(expect.stringMatching(/^__Host-console_away=; .*Max-Age=0$/));
    expect(answer.cookies.filter((one) => one.includes('_session='))).toEqual([
      expect.stringContaining('SameSite=Strict'),
    ]);
  });

  it('[S125] does not begin at the bidding of another page', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: undefined },
      { 'content-type': 'text/plain' },
    ])
      expect(
        await ask(handler, { route: 'POST /api/sign-in', site: 'console', headers, body: {} }),
      ).toMatchObject({ status: 403, cookies: [] });
  });

  it('[S125] is led nowhere else, whatever it asked to come back to', async () => {
    for (const back of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      'javascript:alert(1)',
      '/login?back=//evil.example',
      '/ok\r\nset-cookie: a=b',
    ])
      expect((await signInBy(handler, provider, { back })).location).toBe('/login#provider=done');
    const { location } = await signInBy(handler, provider, { back: '/meldingen/12?x=1#y' });
    expect(location).toBe(`/login?back=${encodeURIComponent('/meldingen/12?x=1#y')}#provider=done`);
  });

  it('[S125] of one site does not come in at the other', async () => {
    await addProvider(engine.db, { site: 'portal' });
    const { to, cookie } = await goAway(handler, { site: 'console' });
    const asPortal = cookie.replace('console_away', 'portal_away');
    expect(await comeIn(handler, provider.comeBack(to), { site: 'portal', cookie: asPortal })).toMatchObject({
      outcome: 'late',
      session: undefined,
    });
  });
});

describe('an answer', () => {
  it.each([
    ['of another provider', { iss: 'https://other.example' }, 'token', 'mix_up'],
    ['that does not name its provider', { iss: undefined }, 'nonsense', 'OAUTH_INVALID_RESPONSE'],
    ['without a code', { code: undefined }, 'nonsense', 'OAUTH_INVALID_RESPONSE'],
    ['that somebody said no', { code: undefined, error: 'access_denied' }, 'cancelled', 'access_denied'],
    [
      'that something is set up wrong',
      { code: undefined, error: 'unauthorized_client' },
      'setup',
      'unauthorized_client',
    ],
  ])('[S125] %s opens nothing', async (_, given, outcome, rule) => {
    expect(await signInBy(handler, provider, { given })).toMatchObject({ outcome, session: undefined });
    expect(rules()).toEqual([rule]);
    expect(await annas()).toBeUndefined();
  });
});

const other = aSigningKey('RS256', 'of the provider');
describe('an ID token', () => {
  it.each([
    ['nonce', { nonce: 'of another' }],
    ['nonce', { nonce: undefined }],
    ['audience', { aud: 'somebody-else' }],
    ['audience', { aud: [CLIENT_ID, 'somebody-else'] }],
    ['issuer', { iss: 'https://other.example' }],
    ['expired', { exp: 1 }],
    ['subject', { sub: undefined }],
    ['subject', { sub: '' }],
    ['subject', { sub: 'x'.repeat(256) }],
  ])('[S125] is refused by the rule %s for %j', async (rule, claims) => {
    provider.claims = claims;
    expect(await signInBy(handler, provider)).toMatchObject({ outcome: 'token', session: undefined });
    expect(rules()).toEqual([rule]);
    expect(await annas()).toBeUndefined();
  });

  it.each([
    [-61, 300, 'token'],
    [-55, 300, 'done'],
    [300, 55, 'done'],
    [300, 61, 'token'],
  ])(
    '[S125] has a minute of leeway for clocks: it ends in %i s, was made %i s ahead: %s',
    async (ends, ahead, outcome) => {
      const now = Math.floor(context.now() / 1000);
      provider.claims = { exp: now + ends, iat: now + (ahead === 300 ? 0 : ahead) };
      expect((await signInBy(handler, provider)).outcome).toBe(outcome);
    },
  );

  it('[S125] is signed by the provider: no other key, no shared secret, no signature at all', async () => {
    provider.signer = other;
    expect((await signInBy(handler, provider)).outcome).toBe('token');
    const forge = (alg: string, sign: (input: string) => string) => async () => {
      const now = Math.floor(context.now() / 1000);
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const claims = { iss: PROVIDER, aud: CLIENT_ID, sub: 'anna-7', iat: now, exp: now + 60, nonce };
      const input = `${part({ alg, kid: provider.signer.kid })}.${part(claims)}`;
      const body = { access_token: 'a', token_type: 'bearer', id_token: `${input}.${sign(input)}` };
      return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
    };
    let nonce = '';
    const tryWith = async (token: () => Promise<Response>) => {
      provider.instead.token = token;
      const { to, cookie } = await goAway(handler);
      nonce = new URL(to).searchParams.get('nonce') ?? '';
      return (await comeIn(handler, provider.comeBack(to), { cookie })).outcome;
    };
    const publicKey = provider.keys[0]?.pem ?? '';
    expect(await tryWith(forge('none', () => ''))).not.toBe('done');
    expect(
      await tryWith(
        forge('HS256', (input) => createHmac('sha256', publicKey).update(input).digest('base64url')),
      ),
    ).not.toBe('done');
    expect(rules()).toEqual(['signature', expect.any(String), 'algorithm']);
    expect(await annas()).toBeUndefined();
  });

  it('[S125] by a key of an hour ago, or by one that is new, counts as the keys say', async () => {
    const keysAsked = () => provider.asked.filter((address) => address.endsWith('/keys')).length;
    expect((await signInBy(handler, provider)).outcome).toBe('done');
    expect((await signInBy(handler, provider)).outcome).toBe('done');
    expect(keysAsked()).toBe(1);
    const fresh = aSigningKey('ES256', 'new');
    provider.keys = [fresh];
    provider.signer = fresh;
    // A key nobody knows is asked for at most once a minute.
    expect((await signInBy(handler, provider)).outcome).toBe('token');
    expect(keysAsked()).toBe(1);
    context.advance(60_000);
    expect((await signInBy(handler, provider)).outcome).toBe('done');
    expect(keysAsked()).toBe(2);
    context.advance(60 * 60_000);
    await signInBy(handler, provider);
    expect(keysAsked()).toBe(3);
    expect(provider.asked.filter((address) => address.endsWith('configuration'))).toHaveLength(2);
  });
});

describe('a provider', () => {
  it.each([
    ['is down', { metadata: down }, 'unreachable'],
    ['answers an error', { metadata: () => new Response('', { status: 503 }) }, 'unreachable'],
    [
      'answers a page',
      { metadata: () => new Response('<html>', { headers: { 'content-type': 'text/html' } }) },
      'nonsense',
    ],
    ['answers no object', { metadata: () => Response.json([]) }, 'nonsense'],
    [
      'calls itself otherwise',
      { metadata: () => Response.json({ issuer: 'https://other.example' }) },
      'nonsense',
    ],
  ])('[S125] that %s is told at once, in one word', async (_, instead, why) => {
    provider.instead = instead;
    const begun = await ask(handler, { route: 'POST /api/sign-in', site: 'console', body: {} });
    expect(begun).toMatchObject({
      status: 401,
      body: { error: { code: 'sign_in_failed', why } },
      cookies: [],
    });
  });

  it.each([
    ['is down by then', { token: down }, 'unreachable'],
    ['answers an error', { token: () => new Response('', { status: 500 }) }, 'unreachable'],
    ['answers a page', { token: () => new Response('<html>') }, 'nonsense'],
    [
      'gives no ID token',
      { token: () => Response.json({ access_token: 'a', token_type: 'bearer' }) },
      'nonsense',
    ],
    [
      'does not know this site',
      { token: () => Response.json({ error: 'invalid_client' }, { status: 401 }) },
      'setup',
    ],
    ['has keys that nobody gets', { keys: down }, 'unreachable'],
  ])('[S125] that %s signs nobody in', async (_, instead, outcome) => {
    provider.instead = instead;
    expect(await signInBy(handler, provider)).toMatchObject({ outcome, session: undefined });
    expect(await annas()).toBeUndefined();
  });

  it('[S125] that was changed meanwhile is not believed', async () => {
    const { to, cookie } = await goAway(handler);
    await engine.clear();
    await addProvider(engine.db, { clientId: 'another' });
    const query = provider.comeBack(to);
    expect((await comeIn(handler, query, { cookie })).session).toBeUndefined();
  });
});

describe('somebody else’s account', () => {
  const linkable = { linkDomains: ['gemeente.example'] };
  const setUp = async (given: Parameters<typeof addProvider>[1], email = 'anna@gemeente.example') => {
    await engine.clear();
    await addProvider(engine.db, given);
    return addAgentAccount(engine.db, { login: 'anna', email, permissions: ['administer'] });
  };
  const who = async (session: string | undefined) =>
    Object(
      Object((await ask(handler, { route: 'GET /api/session', site: 'console', cookie: session })).body).ok,
    ).user;

  it('[S125] is linked by a confirmed address of a domain that an administrator named', async () => {
    const anna = await setUp(linkable);
    const { session } = await signInBy(handler, provider);
    expect(await who(session)).toMatchObject({ id: anna.id });
    // From then on by its identity alone, whatever the address is.
    provider.claims = { email: 'anders@gemeente.example' };
    expect(await who((await signInBy(handler, provider)).session)).toMatchObject({ id: anna.id });
  });

  it.each([
    ['is not confirmed', linkable, { email_verified: false }],
    ['is not said to be confirmed', linkable, { email_verified: undefined }],
    ['is confirmed in a word of its own', linkable, { email_verified: 'yes' }],
    ['is of a domain nobody named', { linkDomains: ['other.example'] }, {}],
    ['is of a domain below it', { linkDomains: ['example'] }, {}],
    ['is of no domain at all', {}, {}],
  ])('[S125] is not taken over by an address that %s', async (_, given, claims) => {
    const anna = await setUp(given);
    provider.claims = claims;
    const { session } = await signInBy(handler, provider);
    expect((await who(session))?.id).not.toBe(anna.id);
    expect(await readAccount(engine.db, anna.id)).toMatchObject({ permissions: ['administer'] });
    expect((await readAccount(engine.db, anna.id))?.identities).toBeUndefined();
    // Nor does the address become a second person's.
    expect((await findByEmail(engine.db, 'agent', 'anna@gemeente.example', 5)).map(({ id }) => id)).toEqual([
      anna.id,
    ]);
  });

  it('[S125] is not guessed where two have the address, nor given to a second person of the provider', async () => {
    await setUp(linkable);
    await addAgentAccount(engine.db, { login: 'anna2', email: 'anna@gemeente.example' });
    await signInBy(handler, provider);
    expect((await annas())?.login).toBe('');
    const anna = await setUp(linkable);
    await signInBy(handler, provider);
    provider.claims = { sub: 'mallory', email: 'anna@gemeente.example' };
    const { session } = await signInBy(handler, provider);
    expect((await who(session))?.id).not.toBe(anna.id);
    expect(rules()).toContain('email_of_another');
  });

  it('[S125] that is blocked stays so', async () => {
    const anna = await setUp({ ...linkable });
    await engine.db.update(
      { pk: `USER#${anna.id}`, sk: 'ACCOUNT' },
      { update: 'SET blocked = :yes', condition: 'attribute_exists(pk)', values: { ':yes': true } },
    );
    expect(await signInBy(handler, provider)).toMatchObject({
      outcome: 'account_blocked',
      session: undefined,
    });
  });
});

describe('groups', () => {
  it('[S125] give what they were mapped to; ten kilobytes of them are cut, and the log says so', async () => {
    provider.claims = {
      groups: ['Helpdesk', ...Array.from({ length: 1000 }, (_, index) => `group ${index}`)],
    };
    expect((await signInBy(handler, provider)).outcome).toBe('done');
    expect(await annas()).toMatchObject({ permissions: ['helpdesk'] });
    expect(rules()).toEqual(['groups_cut']);
  });

  it('[S125] that name a right give none', async () => {
    provider.claims = { groups: ['administer', 'helpdesk', 'HELPDESK'], permissions: ['administer'] };
    expect(await signInBy(handler, provider)).toMatchObject({ outcome: 'no_access', session: undefined });
    expect(await annas()).toBeUndefined();
  });

  it.each([[undefined], ['Helpdesk'], [{ Helpdesk: true }], [42]])(
    '[S125] of another shape, %j, break nothing',
    async (groups) => {
      provider.claims = { groups };
      const { outcome } = await signInBy(handler, provider);
      expect(outcome).toBe(groups === 'Helpdesk' ? 'done' : 'no_access');
    },
  );
});

const LOGOUT = 'POST /api/sign-in/logout';
const post = (
  token: string,
  given: { headers?: Record<string, string | undefined>; site?: 'portal' | 'console' } = {},
) =>
  ask(handler, {
    route: LOGOUT,
    site: given.site ?? 'console',
    raw: new URLSearchParams({ logout_token: token }).toString(),
    headers: { origin: undefined, 'content-type': 'application/x-www-form-urlencoded', ...given.headers },
  });
const isIn = async (session: string | undefined) =>
  (await ask(handler, { route: 'GET /api/session', site: 'console', cookie: session })).status === 200;

describe('the word that somebody is signed out', () => {
  it.each([
    ['nonce', { nonce: 'a' }],
    ['audience', { aud: 'somebody-else' }],
    ['issuer', { iss: 'https://other.example' }],
    ['events', { events: undefined }],
    ['events', { events: { 'http://schemas.openid.net/event/other': {} } }],
    ['events', { events: { 'http://schemas.openid.net/event/backchannel-logout': 'yes' } }],
    ['expired', { exp: 1 }],
    ['expired', { iat: 1 }],
    ['not_yet', { iat: 9_999_999_999 }],
    ['token_id', { jti: undefined }],
    ['subject', { sub: undefined, sid: undefined }],
  ])('[S125] ends nothing, by the rule %s, with %j', async (rule, claims) => {
    const { session } = await signInBy(handler, provider);
    lines.length = 0;
    expect(await post(await provider.logoutToken(claims))).toMatchObject({ status: 400 });
    expect(rules()).toEqual([rule]);
    expect(await isIn(session)).toBe(true);
  });

  it('[S125] is signed by the provider, and is no ID token', async () => {
    const { session } = await signInBy(handler, provider);
    expect((await post(await provider.logoutToken({}, other))).status).toBe(400);
    expect((await post(await provider.logoutToken({}, undefined, { typ: 'at+jwt' }))).status).toBe(400);
    for (const nonsense of ['', 'a.b.c', 'x'.repeat(16_000)]) expect((await post(nonsense)).status).toBe(400);
    expect(await isIn(session)).toBe(true);
    expect((await post(await provider.logoutToken())).status).toBe(200);
    expect(await isIn(session)).toBe(false);
  });

  it('[S125] counts once, also when it comes twice at a time', async () => {
    const token = await provider.logoutToken();
    const answers = await Promise.all([post(token), post(token), post(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    expect(await post(token)).toMatchObject({ status: 400 });
  });

  it('[S125] of one site says nothing of the other, where no such provider is', async () => {
    const { session } = await signInBy(handler, provider);
    expect((await post(await provider.logoutToken(), { site: 'portal' })).status).toBe(400);
    expect(await isIn(session)).toBe(true);
  });

  it('[S125] comes past CloudFront to nobody, and needs no page of ours', async () => {
    const token = await provider.logoutToken();
    expect((await post(token, { headers: { 'x-origin-secret': 'none' } })).status).toBe(403);
    expect((await post(token, { headers: { origin: 'https://login.gemeente.example' } })).status).toBe(200);
  });

  it('[S125] that comes before the browser is back lets it begin nothing', async () => {
    const { to, cookie } = await goAway(handler);
    const query = provider.comeBack(to);
    await post(await provider.logoutToken());
    expect(await comeIn(handler, query, { cookie })).toMatchObject({ outcome: 'ended', session: undefined });
  });

  it('[S125] without a session at the provider ends every one of that person', async () => {
    const sessions = [];
    for (const sid of ['a', 'b']) {
      provider.claims = { sid };
      sessions.push((await signInBy(handler, provider)).session);
    }
    expect((await post(await provider.logoutToken({ sid: undefined }))).status).toBe(200);
    for (const session of sessions) expect(await isIn(session)).toBe(false);
  });

  it('[S125] of another session leaves this one', async () => {
    const { session } = await signInBy(handler, provider);
    expect((await post(await provider.logoutToken({ sid: 'another' }))).status).toBe(200);
    expect(await isIn(session)).toBe(true);
  });
});

it('[S125] no other changing route takes a form, or does without the page’s origin', async () => {
  const answer = await ask(handler, {
    route: 'POST /api/sign-in',
    site: 'console',
    raw: 'back=%2F',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `https://${HOST.console}` },
  });
  expect(answer.status).toBe(403);
});
