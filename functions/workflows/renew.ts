// Whether a provider still stands for a session, where it does not say by itself that it ended: its refresh token is tried every ten minutes while the person is connected (S125). Refused, the session ends; without an answer it stays, and is tried again.
import * as v from 'valibot';
import type { UserId } from '../../shared/model.ts';
import { RenewalDue } from '../../shared/published-events.ts';
import { log } from '../adapters/log.ts';
import type { Secrets } from '../adapters/secrets.ts';
import type { OpenId } from '../auth/open-id.ts';
import { siteOfRole } from '../domain/account.ts';
import { readAccount } from '../store/accounts.ts';
import { byProviderKey, providerKey } from '../store/keys.ts';
import {
  claimRenewal,
  type ProviderSession,
  readProviderSession,
  renewed,
} from '../store/provider-sessions.ts';
import { readProvider } from '../store/providers.ts';
import { RENEWAL_MS } from './open-session.ts';
import { endSession } from './sign-out.ts';
import type { WorkContext } from './work.ts';

export interface RenewContext extends WorkContext {
  readonly secrets: Secrets;
  readonly openId: OpenId;
}

/** The session that a call names. */
export const renewOf = (context: RenewContext, call: unknown): Promise<void> => {
  const { userId, session } = v.parse(RenewalDue, call);
  return renew(context, userId, session);
};

const renew = async (context: RenewContext, user: UserId, session: string): Promise<void> => {
  const { db, now } = context;
  const known = await readProviderSession(db, user, session);
  if (known?.refresh === undefined) return;
  // A refresh token may be good for one use: of two that come at once, one uses it.
  if (!(await claimRenewal(db, { user, session, now: now(), next: now() + RENEWAL_MS }))) return;
  const outcome = await askProvider(context, user, known, known.refresh);
  if (outcome === 'refused') {
    log('INFO', 'signed out by the provider', { action: 'renewal', account: user });
    await endSession(context, { user, session });
  } else if (outcome !== undefined) await renewed(db, user, session, outcome);
};

/** @returns another refresh token as it is to be kept, that the one there is refused, or nothing where it stays as it is. */
const askProvider = async (
  { db, secrets, openId }: RenewContext,
  user: UserId,
  { session, issuer }: ProviderSession,
  sealed: string,
): Promise<string | undefined> => {
  const account = await readAccount(db, user);
  const provider = account && (await readProvider(db, siteOfRole(account.role)));
  if (!provider || withoutSlash(provider.issuer) !== withoutSlash(issuer)) {
    log('WARN', 'not renewed', { action: 'renewal', account: user, code: 'off' });
    return undefined;
  }
  const { site, clientId, scopes, secret } = provider;
  const key = byProviderKey(user, session);
  const opened = secret === undefined ? undefined : await secrets.open(providerKey(site), secret);
  const client = { issuer: provider.issuer, clientId, scopes, secret: opened };
  const refresh = await secrets.open(key, sealed);
  const answer = await openId.renew(client, refresh);
  if ('fault' in answer) {
    // Nobody is thrown out because a provider is down.
    log('WARN', 'not renewed', {
      action: 'renewal',
      account: user,
      code: answer.fault.rule ?? answer.fault.why,
    });
    return undefined;
  }
  if (answer.ok === 'refused') return 'refused';
  return answer.ok.refresh === refresh ? undefined : secrets.seal(key, answer.ok.refresh);
};

const withoutSlash = (text: string): string => text.replace(/\/$/, '');
