// The way to the provider and back: begun by a page of the site, finished once, by the browser that began.
import { createHash } from 'node:crypto';
import type { Refusal } from '../../../shared/errors.ts';
import { LOGIN_PATH, OUTCOME_MARK, SIGNED_IN } from '../../../shared/sign-in-paths.ts';
import { log } from '../../adapters/log.ts';
import { noteSignIn } from '../../auth/note-access.ts';
import { newSession } from '../../auth/session.ts';
import type { Call, RouteHandler } from '../../pipeline/http.ts';
import { findSession, sessionHash } from '../../store/sessions.ts';
import { beginSignIn, takeSignIn, type UnderWay } from '../../store/sign-ins.ts';
import { enterByProvider } from '../../workflows/enter-by-provider.ts';
import { openSession } from '../../workflows/open-session.ts';
import { endSession } from '../../workflows/sign-out.ts';
import { callbackOn, clientOf, fail, findProvider, type SignInMeans } from './means.ts';

/** All that comes back is made of what the browser alone has: nothing in the table opens anything. */
const partOf = (secret: string, part: 'state' | 'nonce' | 'verifier'): string =>
  createHash('sha256').update(`${part} ${secret}`).digest('base64url');

const attemptOf = (secret: string, host: string) => ({
  redirect: callbackOn(host),
  state: partOf(secret, 'state'),
  nonce: partOf(secret, 'nonce'),
  verifier: partOf(secret, 'verifier'),
});

export const createAway =
  (means: SignInMeans): RouteHandler<'POST /api/sign-in'> =>
  async ({ back = '/' }, { context, site, host, cookie, away }) => {
    const { db, now, newId } = context;
    const provider = await findProvider(db, site);
    if ('error' in provider) return provider;
    const secret = newId() + newId();
    const attempt = attemptOf(secret, host);
    const begun = await means.openId.begin(await clientOf(means, provider.ok), attempt);
    if ('fault' in begun) return fail(begun.fault);
    const before = cookie.token && (await findSession(db, cookie.token));
    await beginSignIn(db, {
      state: attempt.state,
      site,
      issuer: provider.ok.issuer,
      clientId: provider.ok.clientId,
      back: isOwnPath(back) ? back : '/',
      before:
        cookie.token && before ? { user: before.userId, session: sessionHash(cookie.token) } : undefined,
      now: now(),
    });
    away.set(secret);
    return { ok: { to: begun.ok.to } };
  };

/** Of this very site, whatever browsers make of slashes; never the login page itself. */
const isOwnPath = (path: string): boolean =>
  /^\/(?![/\\])[^\s\\]*$/.test(path) && !path.startsWith(LOGIN_PATH);

type BackCall = Call<'GET /api/sign-in/callback'>;
type Given = Parameters<RouteHandler<'GET /api/sign-in/callback'>>[0];

/** To the login page, which says what came of it; it goes on to the page that was asked for. */
const toLogin = (outcome: string, back = '/') => ({
  ok: {
    to: `${LOGIN_PATH}${back === '/' ? '' : `?back=${encodeURIComponent(back)}`}${OUTCOME_MARK}${outcome}`,
  },
});
const outcomeOf = (refusal: Refusal): string =>
  refusal.code === 'sign_in_failed' ? refusal.why : refusal.code;

export const createBack =
  (means: SignInMeans): RouteHandler<'GET /api/sign-in/callback'> =>
  async (given, call) => {
    const { away, context, site } = call;
    const secret = away.token;
    if (!secret || given.state !== partOf(secret, 'state'))
      return toLogin(outcomeOf(fail({ why: 'browser', rule: secret ? 'state' : 'cookie' }).error));
    away.clear();
    const underWay = await takeSignIn(context.db, given.state, context.now());
    if (!underWay || underWay.site !== site)
      return toLogin(outcomeOf(fail({ why: 'late', rule: 'state' }).error));
    const finished = await finish(means, given, { call, secret, underWay });
    return toLogin('error' in finished ? outcomeOf(finished.error) : SIGNED_IN, underWay.back);
  };

const finish = async (
  means: SignInMeans,
  given: Given,
  { call, secret, underWay }: { call: BackCall; secret: string; underWay: UnderWay },
) => {
  const { context, site, host, cookie, userAgent } = call;
  const found = await findProvider(context.db, site);
  if ('error' in found) return found;
  const provider = found.ok;
  if (provider.issuer !== underWay.issuer || provider.clientId !== underWay.clientId)
    return fail({ why: 'off', rule: 'changed' });
  const proved = await means.openId.finish(await clientOf(means, provider), {
    ...attemptOf(secret, host),
    given,
    groupsClaim: provider.groupsClaim,
  });
  if ('fault' in proved) return fail(proved.fault);
  const { issuer, subject, claims } = proved.ok;
  const entered = await enterByProvider({ ...context, ...means }, provider, { issuer, subject }, claims);
  if ('error' in entered) return entered.error.code === 'sign_in_failed' ? fail(entered.error) : entered;
  const account = entered.ok;
  const starting = newSession(context, site, account, userAgent);
  const isOpen = await openSession({ ...context, ...means }, provider, starting, proved.ok);
  if (!isOpen) return fail({ why: 'ended' });
  if (underWay.before) await endSession({ ...context, ...means }, underWay.before);
  log('INFO', 'signed in', { action: 'sign-in', account: account.id });
  cookie.set(starting.token);
  await noteSignIn(context, account);
  return { ok: {} };
};
