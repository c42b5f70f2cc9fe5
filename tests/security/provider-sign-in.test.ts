// What somebody may try at a sign-in with a company's own provider, and what a provider may say that is not to be believed: nothing of it opens a session, and the log names the rule.
import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { createHttpHandler } from '../../functions/pipeline/http.ts';
import { findByEmail, readAccount } from '../../functions/store/accounts.ts';
import { findByIdentity } from '../../functions/store/identities.ts';
import { type aContext, addAgentAccount, ask, HOST } from '../support/accounts.ts';
import type { Engine } from '../support/engine.ts';
import { aSigningKey } from '../support/portal-tokens.ts';
import { comeIn, goAway, signInBy } from '../support/provider-browser.ts';
import {
  addProvider,
  CLIENT_ID,
  down,
  PROVIDER,
  type ScriptedProvider,
} from '../support/scripted-provider.ts';
import { useProvider } from '../support/use-provider.ts';

let engine: Engine;
let context: ReturnType<typeof aContext>;
let provider: ScriptedProvider;
let handler: ReturnType<typeof createHttpHandler>;
const { today, rules } = useProvider();
beforeEach(() => {
  ({ engine, context, provider, handler } = today());
});

const annas = () => findByIdentity(engine.db, 'agent', { issuer: PROVIDER, subject: 'anna-7' });

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

it('[S125] no other changing route takes a form, or does without the page’s origin', async () => {
  const answer = await ask(handler, {
    route: 'POST /api/sign-in',
    site: 'console',
    raw: 'back=%2F',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `https://${HOST.console}` },
  });
  expect(answer.status).toBe(403);
});
