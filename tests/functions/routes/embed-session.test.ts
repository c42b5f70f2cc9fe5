// Sessions by tokens of another company's portal, at the function: what opens one, and every way in that must not.
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { createKeySets } from '../../../functions/auth/key-sets.ts';
import { createBuckets } from '../../../functions/auth/rate-limit.ts';
import { bearerOf, cookieName } from '../../../functions/auth/session.ts';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { createEmbedRoutes } from '../../../functions/routes/embed/index.ts';
import type { EmbedMeans } from '../../../functions/routes/embed/means.ts';
import { portalRoutes } from '../../../functions/routes/portal/index.ts';
import { addGroup } from '../../../functions/store/accounts.ts';
import { findByIdentity } from '../../../functions/store/identities.ts';
import { readIssuer, writeIssuer } from '../../../functions/store/issuers.ts';
import { recordSocket } from '../../../functions/store/sockets.ts';
import type { TokenFault } from '../../../shared/embedding.ts';
import {
  type Answered,
  aContext,
  addCustomerAccount,
  ask,
  HOST,
  signedInAs,
} from '../../support/accounts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import {
  addIssuer,
  anIssuer,
  aSigningKey,
  embedMeans,
  ISSUER,
  PORTAL_PAGE,
  type SigningKey,
  signToken,
  type TokenClaims,
} from '../../support/portal-tokens.ts';

const AUDIENCE = `https://${HOST.portal}`;
const SESSION = 'POST /api/embed/session';

let engine: Engine;
let context: ReturnType<typeof aContext>;
const key = aSigningKey();
beforeAll(async () => {
  engine = await startEngine();
  await addGroup(engine.db, { id: 'chat', name: 'Klanten met chat', permissions: ['chat'] });
});
beforeEach(async () => {
  await engine.clear();
  context = aContext(engine.db);
  await addGroup(engine.db, { id: 'chat', name: 'Klanten met chat', permissions: ['chat'] });
  const groups = [{ said: 'Zorg', group: 'chat' }];
  await addIssuer(engine.db, anIssuer(key, { groups }));
});
afterAll(() => engine.stop());

const door = (means: Partial<EmbedMeans> = {}) =>
  createHttpHandler({ ...portalRoutes, ...createEmbedRoutes(embedMeans(means)) }, context);

const token = (claims: TokenClaims = {}, by: SigningKey = key) =>
  signToken(by, { now: context.now(), audience: AUDIENCE, ...claims });

interface Knock {
  readonly user?: string | undefined;
  readonly page?: string;
  readonly keep?: 'site' | 'partition' | 'memory';
  readonly token?: string | undefined;
  readonly cookie?: string | undefined;
  readonly means?: Partial<EmbedMeans>;
  readonly headers?: Record<string, string>;
}
const knock = ({ cookie, means = {}, headers = {}, ...given }: Knock): Promise<Answered> =>
  ask(door(means), {
    route: SESSION,
    cookie,
    headers,
    body: { user: 'jansen-7', page: PORTAL_PAGE, keep: 'site', ...given },
  });

const okOf = ({ body }: { readonly body: unknown }) => Object(Object(body).ok);
const refusedBy = (rule: TokenFault) => ({ status: 401, body: { error: { code: 'bad_token', rule } } });
const cookieIn = ({ cookies }: Answered): string => cookies[0]?.split(';')[0] ?? '';

describe('a token of the portal', () => {
  it.each(['RS256', 'ES256', 'EdDSA'] as const)('[S119] signed by %s opens a session', async (kind) => {
    const other = aSigningKey(kind);
    await addIssuer(engine.db, anIssuer(other, { issuer: `${ISSUER}/${kind}` }));
    const answer = await knock({ token: await token({ iss: `${ISSUER}/${kind}` }, other) });
    expect(answer.status).toBe(200);
    expect(okOf(answer).session.user).toMatchObject({ login: '', name: 'Jan Jansen', role: 'customer' });
  });

  it('[S120] gives the rights that its groups were mapped to, and no others', async () => {
    const answer = await knock({ token: await token({ groups: ['Zorg', 'chat', 'administer'] }) });
    expect(okOf(answer).session.permissions).toEqual(['chat']);
    const again = await knock({ token: await token({ groups: ['zorg'], permissions: ['chat'] }) });
    expect(okOf(again).session.permissions).toEqual([]);
  });

  it('[S121] opens one session, once: also when it comes twice at the same moment', async () => {
    const one = await token();
    const answers = await Promise.all([knock({ token: one }), knock({ token: one }), knock({ token: one })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    expect(await knock({ token: one })).toMatchObject(refusedBy('replayed'));
    // Another token with the same name of the same portal is that token.
    const jti = randomUUID();
    await knock({ token: await token({ jti }) });
    expect(await knock({ token: await token({ jti, sub: 'b' }), user: 'b' })).toMatchObject(
      refusedBy('replayed'),
    );
  });

  it.each([
    ['audience', { aud: `https://${HOST.console}` }],
    ['audience', { aud: undefined }],
    ['audience', { aud: [`${AUDIENCE}.evil.example`] }],
    ['issuer', { iss: `${ISSUER}/` }],
    ['issuer', { iss: undefined }],
    ['issuer', { iss: { toString: ISSUER } }],
    ['expired', { exp: undefined }],
    ['expired', { exp: '9999999999' }],
    ['not_yet', { iat: undefined }],
    ['subject', { sub: undefined }],
    ['subject', { sub: '' }],
    ['subject', { sub: 7 }],
    ['subject', { sub: 'x'.repeat(256) }],
    ['token_id', { jti: undefined }],
    ['token_id', { jti: 'x'.repeat(256) }],
    ['user', { sub: 'somebody-else' }],
  ] as const)('[S119] is refused by the rule %s for %j', async (rule, claims) => {
    expect(await knock({ token: await token(claims) })).toMatchObject(refusedBy(rule));
    expect(
      await findByIdentity(engine.db, 'customer', { issuer: ISSUER, subject: 'jansen-7' }),
    ).toBeUndefined();
  });

  it.each([
    ['expired', { exp: -61 }],
    [undefined, { exp: -59 }],
    [undefined, { exp: 600 }],
    [undefined, { exp: 659 }],
    ['too_long', { exp: 662 }],
    [undefined, { iat: 59 }],
    ['not_yet', { iat: 62 }],
    ['not_yet', { nbf: 62 }],
  ] as const)('[S119] with clocks that differ: %s for %j seconds from now', async (rule, offsets) => {
    const seconds = Math.floor(context.now() / 1000);
    const claims = Object.fromEntries(Object.entries(offsets).map(([name, by]) => [name, seconds + by]));
    const answer = await knock({ token: await token(claims) });
    if (rule) expect(answer).toMatchObject(refusedBy(rule));
    else expect(answer.status).toBe(200);
  });

  it('[S119] without a signature, or with a shared secret, is refused whatever the secret is', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = (await token()).split('.')[1] ?? '';
    const none = `${part({ alg: 'none' })}.${claims}.`;
    expect(await knock({ token: none })).toMatchObject(refusedBy('algorithm'));
    expect(await knock({ token: `${part({ alg: 'none' })}.${claims}.AA` })).toMatchObject(
      refusedBy('algorithm'),
    );
    for (const secret of [key.pem, JSON.stringify(key.jwk), '']) {
      const head = `${part({ alg: 'HS256', kid: key.kid })}.${claims}`;
      const signature = createHmac('sha256', secret).update(head).digest('base64url');
      expect(await knock({ token: `${head}.${signature}` })).toMatchObject(refusedBy('algorithm'));
    }
  });

  it('[S119] says a key of one kind and an algorithm of another: no key fits', async () => {
    const rsa = aSigningKey('RS256', key.kid);
    expect(await knock({ token: await token({}, rsa) })).toMatchObject(refusedBy('key'));
    const stranger = aSigningKey('ES256', key.kid);
    expect(await knock({ token: await token({}, stranger) })).toMatchObject(refusedBy('signature'));
    const [head, claims, signature] = (await token()).split('.');
    const changed = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()), name: 'X' }),
    );
    expect(await knock({ token: [head, changed.toString('base64url'), signature].join('.') })).toMatchObject(
      refusedBy('signature'),
    );
  });

  it('[S119] by a key that was taken away opens nothing any more, and by the next one it does', async () => {
    const next = aSigningKey('ES256', 'next');
    const before = await readIssuer(engine.db, anIssuer(key).id);
    if (!before) throw new Error('no issuer');
    const both = await writeIssuer(engine.db, Math.random, { ...before, keys: [key.jwk, next.jwk] }, []);
    expect((await knock({ token: await token() })).status).toBe(200);
    expect((await knock({ token: await token({}, next) })).status).toBe(200);
    if (both) await writeIssuer(engine.db, Math.random, { ...both, keys: [next.jwk] }, []);
    expect(await knock({ token: await token() })).toMatchObject(refusedBy('key'));
  });

  it('[S124] from a page that is not one of its issuer is refused', async () => {
    for (const page of ['https://evil.example', `${PORTAL_PAGE}.evil.example`, 'null', `${PORTAL_PAGE}/`])
      expect(await knock({ token: await token(), page })).toMatchObject(refusedBy('page'));
    vi.stubEnv('EMBED_ORIGINS', 'https://intranet.example https://other.example');
    expect((await knock({ token: await token(), page: 'https://intranet.example' })).status).toBe(200);
  });

  it('is asked for by nobody but a page of the own host', async () => {
    const refused = { status: 403, body: { error: { code: 'forbidden' } } };
    for (const origin of [PORTAL_PAGE, 'null', `https://${HOST.console}`])
      expect(await knock({ token: await token(), headers: { origin } })).toMatchObject(refused);
    const onConsole = await ask(door(), {
      route: SESSION,
      site: 'console',
      body: { user: 'jansen-7', page: PORTAL_PAGE, keep: 'site', token: await token() },
    });
    expect(onConsole).toMatchObject(refused);
  });

  it('is too much when one person, or one issuer, asks without end', async () => {
    const few = createBuckets({ burst: 2, perSecond: 0 });
    const statuses = [];
    for (let times = 0; times < 3; times++)
      statuses.push((await knock({ token: await token(), means: { persons: few } })).status);
    const other = await knock({ token: await token({ sub: 'b' }), user: 'b', means: { persons: few } });
    expect([...statuses, other.status]).toEqual([200, 200, 429, 200]);
    const none = createBuckets({ burst: 0, perSecond: 0 });
    expect((await knock({ token: await token(), means: { issuers: none } })).status).toBe(429);
  });
});

describe('what a token says of a person', () => {
  const accountOf = (subject: string) => findByIdentity(engine.db, 'customer', { issuer: ISSUER, subject });
  const cutsOf = async (claims: TokenClaims): Promise<string[]> => {
    const lines: string[] = [];
    const written = vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
      lines.push(String(line));
      return true;
    });
    const answer = await knock({ token: await token(claims) });
    written.mockRestore();
    expect(answer.status).toBe(200);
    expect(lines.join()).not.toContain('example.nl');
    return lines.flatMap((line) => (line.includes('token cut') ? [String(JSON.parse(line).code)] : []));
  };

  it('[S120] is called Klant of whom nothing is said, never by the subject', async () => {
    expect(await cutsOf({ name: undefined })).toEqual(['name_missing']);
    expect(await accountOf('jansen-7')).toMatchObject({ name: 'Klant', login: '' });
    expect(await cutsOf({ name: '\u202e \u200b' })).toEqual(['name_missing']);
  });

  it('[S119] is cut where it is more than may be, and logged by the name of the rule', async () => {
    const groups = [...Array.from({ length: 400 }, (_, index) => `afdeling ${index}`.padEnd(25)), 'Zorg'];
    expect(await cutsOf({ groups, name: 'x'.repeat(300), email: 'no address', language: 'fr' })).toEqual([
      'name_cut',
      'email_invalid',
      'language_unknown',
      'groups_cut',
    ]);
    expect(await accountOf('jansen-7')).toMatchObject({ name: 'x'.repeat(100), groups: [] });
    expect(await cutsOf({ email: 'jan@example.nl', email_verified: false })).toEqual(['email_unverified']);
  });

  it('[S120] takes nobody over: the address by which somebody signs in here is not taken along', async () => {
    const victim = await addCustomerAccount(engine.db, {
      login: 'directeur@example.nl',
      email: 'directeur@example.nl',
      groups: ['chat'],
    });
    expect(await cutsOf({ email: 'Directeur@example.nl' })).toEqual(['email_of_another']);
    const account = await accountOf('jansen-7');
    expect(account?.id).not.toBe(victim.id);
    expect(account?.email).toBeUndefined();
    expect(account).toMatchObject({ groups: [] });
  });
});

describe('a session on a page of others', () => {
  it('[S123] is kept as the frame can: the strict cookie, one of the partition, or none at all', async () => {
    const kept = async (keep: 'site' | 'partition' | 'memory') => knock({ token: await token(), keep });
    expect((await kept('site')).cookies).toEqual([expect.stringMatching(/SameSite=Strict/)]);
    const [framed, ...more] = (await kept('partition')).cookies;
    expect(framed).toMatch(
      /^__Host-portal_session=[\w-]{44}; HttpOnly; Secure; SameSite=None; Partitioned; Path=\//,
    );
    expect(more).toEqual([]);
    const inMemory = await kept('memory');
    expect(inMemory.cookies).toEqual([]);
    const { token: given } = okOf(inMemory);
    const asked = await ask(door(), {
      route: 'GET /api/session',
      headers: { authorization: `Bearer ${given}` },
    });
    expect(okOf(asked).user.name).toBe('Jan Jansen');
    expect(okOf(await kept('site'))).not.toHaveProperty('token');
    expect(bearerOf(`Bearer ${given} `)).toBeUndefined();
  });

  it('[S122] goes on for the same user of the same portal, without a token', async () => {
    const cookie = cookieIn(await knock({ token: await token() }));
    const again = await knock({ cookie });
    expect(again).toMatchObject({ status: 200, cookies: [] });
    expect(okOf(again).session.user.name).toBe('Jan Jansen');
  });

  it.each([
    ['another user', { user: 'piet-8' }],
    ['nobody', { user: undefined }],
    ['another page', { page: 'https://www.andere.example' }],
  ] as const)('[S122] is ended before anything is shown to %s', async (_whom, given) => {
    await addIssuer(
      engine.db,
      anIssuer(key, { issuer: 'https://andere.example', origins: ['https://www.andere.example'] }),
    );
    const cookie = cookieIn(await knock({ token: await token() }));
    const answer = await knock({ cookie, ...given });
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'not_signed_in' } } });
    expect(answer.cookies.every((set) => /Max-Age=0/.test(set))).toBe(true);
    expect((await ask(door(), { route: 'GET /api/session', cookie })).status).toBe(401);
  });

  it('[S122] of an account of our own is ended too: nothing of it is anybody else’s', async () => {
    const account = await addCustomerAccount(engine.db);
    const cookie = await signedInAs(context, account);
    expect((await knock({ cookie })).status).toBe(401);
    expect((await ask(door(), { route: 'GET /api/session', cookie })).status).toBe(401);
  });

  it('[S122] that is signed out has its sockets closed at once, wherever it was kept', async () => {
    const answer = await knock({ token: await token(), keep: 'memory' });
    const { token: given, session } = okOf(answer);
    const headers = { authorization: `Bearer ${given}` };
    const { sessionId } = await signedInBy(given);
    await recordSocket(engine.db, Math.random, {
      user: session.user.id,
      socket: { connection: 'socket-1', session: sessionId, rights: 'customer', at: context.now() },
      again: context.now(),
    });
    const closed: string[] = [];
    const left = await ask(
      door({
        closeConnections: async (connections) => {
          closed.push(...connections);
          return new Set();
        },
      }),
      { route: 'DELETE /api/embed/session', headers, body: {} },
    );
    expect(left.status).toBe(200);
    expect(closed).toEqual(['socket-1']);
    expect(left.cookies).toHaveLength(2);
    expect((await ask(door(), { route: 'GET /api/session', headers })).status).toBe(401);
  });

  const signedInBy = async (given: string) => {
    const { readSignedIn } = await import('../../../functions/auth/session.ts');
    const signedIn = await readSignedIn(context, 'portal', given);
    if (!signedIn) throw new Error('nobody');
    return signedIn;
  };

  it('[S119] of whoever is blocked does not begin', async () => {
    await knock({ token: await token() });
    const account = await findByIdentity(engine.db, 'customer', { issuer: ISSUER, subject: 'jansen-7' });
    const { blockAccount } = await import('../../../functions/store/accounts.ts');
    if (account) await blockAccount(engine.db, account.id);
    expect(await knock({ token: await token() })).toMatchObject({
      status: 401,
      body: { error: { code: 'account_blocked' } },
    });
  });

  test('[S123] a window of its own has the very session, by a code that works once and for half a minute', async () => {
    const cookie = cookieIn(await knock({ token: await token(), keep: 'partition' }));
    const codeOf = async () =>
      okOf(await ask(door(), { route: 'POST /api/embed/window', cookie, body: {} })).code;
    const take = (code: string) => ask(door(), { route: 'PUT /api/embed/window', body: { code } });
    const code = await codeOf();
    const answers = await Promise.all([take(code), take(code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    const taken = answers.find(({ status }) => status === 200);
    expect(taken && cookieIn(taken)).toBe(cookie);
    expect(taken?.cookies[0]).toMatch(/SameSite=Strict/);
    const late = await codeOf();
    context.advance(30_001);
    expect((await take(late)).status).toBe(401);
    const dead = await codeOf();
    await ask(door(), { route: 'DELETE /api/embed/session', cookie, body: {} });
    expect((await take(dead)).status).toBe(401);
    expect(cookie.startsWith(`${cookieName('portal')}=`)).toBe(true);
  });
});

describe('keys that lie at an address', () => {
  it('[S119] are fetched once an hour, and once a minute at most for a name that is new', async () => {
    let isUp = true;
    let keys = [key.jwk];
    let asked = 0;
    const ask = async () => {
      asked++;
      return isUp ? { body: JSON.stringify({ keys }) } : ({ failed: 'lost' } as const);
    };
    const sets = createKeySets(ask, context.now);
    const from = { keys: [], keysAddress: 'https://login.example/keys' };
    const found = async (kid: string) => (await sets.find(from, kid))?.length;
    expect(await Promise.all([found(key.kid), found(key.kid), found('made-up')])).toEqual([1, 1, 0]);
    expect(asked).toBe(1);
    for (let times = 0; times < 5; times++) expect(await found(`made-up-${times}`)).toBe(0);
    expect(asked).toBe(1);
    context.advance(60_000);
    const next = aSigningKey('ES256', 'next');
    keys = [key.jwk, next.jwk];
    expect(await found('next')).toBe(1);
    expect([asked, await found(key.kid)]).toEqual([2, 1]);
    // Their address is down: who is known stays known, and it is asked no more than once a minute.
    context.advance(60 * 60_000);
    isUp = false;
    expect([await found('next'), await found('next'), asked]).toEqual([1, 1, 3]);
    context.advance(60_000);
    isUp = true;
    keys = [next.jwk];
    expect([await found('next'), await found(key.kid)]).toEqual([1, 0]);
  });

  it('[S119] that never came are said to be out of reach', async () => {
    const { id: _id, ...issuer } = anIssuer(key, { issuer: 'https://down.example', keys: [] });
    await addIssuer(engine.db, anIssuer(key, { ...issuer, keysAddress: 'https://down.example/keys' }));
    expect(await knock({ token: await token({ iss: 'https://down.example' }) })).toMatchObject(
      refusedBy('keys_unreachable'),
    );
  });
});
