// The word of a company's own provider that somebody is signed out there: what of it is not to be believed ends nothing, and the log names the rule.
import { beforeEach, describe, expect, it } from 'vitest';
import type { createHttpHandler } from '../../functions/pipeline/http.ts';
import { ask } from '../support/accounts.ts';
import { aSigningKey } from '../support/portal-tokens.ts';
import { comeIn, goAway, signInBy } from '../support/provider-browser.ts';
import type { ScriptedProvider } from '../support/scripted-provider.ts';
import { useProvider } from '../support/use-provider.ts';

let provider: ScriptedProvider;
let handler: ReturnType<typeof createHttpHandler>;
const { today, rules, forgetLog } = useProvider();
beforeEach(() => {
  ({ provider, handler } = today());
});
const other = aSigningKey('RS256', 'of the provider');

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
    forgetLog();
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
