// The provider's word that somebody is signed out there: the one request that no page of ours makes, so the token in it is all the proof there is.
import { refuse } from '../../../shared/errors.ts';
import { log } from '../../adapters/log.ts';
import { roleOf } from '../../domain/account.ts';
import type { LoggedOut } from '../../domain/provider-claims.ts';
import type { Call, RouteHandler } from '../../pipeline/http.ts';
import { endSid } from '../../store/provider-sessions.ts';
import { noteSeen, readProvider } from '../../store/providers.ts';
import { useToken, wasUsed } from '../../store/used-once.ts';
import { endAllOf } from '../../workflows/end-all-of.ts';
import { endSession } from '../../workflows/sign-out.ts';
import { clientOf, type SignInMeans } from './means.ts';

type Name = 'POST /api/sign-in/logout';

export const createProviderLogout =
  (means: SignInMeans): RouteHandler<Name> =>
  async ({ logout_token: token }, call) => {
    const { context, site } = call;
    const { db, now, newId } = context;
    const provider = await readProvider(db, site);
    if (!provider) return refuseLogout('off');
    if (!means.logouts.take(site)) return refuse({ code: 'too_many_attempts', retryAfterSeconds: 1 });
    const read = await means.openId.readLogout(await clientOf(means, provider), token);
    if ('fault' in read) return refuseLogout(read.fault);
    const { issuer, tokenId, expiresAt } = read.ok;
    // Of another kind than the tokens that open something: one is never taken for the other.
    const used = { issuer: `logout ${issuer}`, tokenId };
    if (await wasUsed(db, used)) return refuseLogout('replayed');
    await end(read.ok, call, means);
    // Used up when it is done: who died before is told again, and ending twice is ending once.
    if (!(await useToken(db, { ...used, expiresAt, by: newId() }))) return refuseLogout('replayed');
    await noteSeen(db, site, {}, { loggedOutAt: now() });
    return { ok: {} };
  };

/** One session at the provider, or without one all there is of a person. */
const end = async (
  { issuer, sid, subject }: LoggedOut & { issuer: string },
  { context, site }: Call<Name>,
  means: SignInMeans,
): Promise<void> => {
  const work = { ...context, ...means };
  if (sid === undefined) {
    if (subject !== undefined) await endAllOf(work, roleOf(site), { issuer, subject });
    return;
  }
  const begun = await endSid(context.db, issuer, sid, context.now());
  await Promise.all(begun.map((one) => endSession(work, one)));
  log('INFO', 'signed out by the provider', { action: 'sign-in', count: begun.length });
};

const refuseLogout = (rule: string) => {
  log('WARN', 'logout token refused', { action: 'sign-in', code: rule });
  return refuse({ code: 'bad_request', path: 'logout_token' });
};
