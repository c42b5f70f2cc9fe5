// A session that a provider stands for: begun with what ends it when the provider does, and noted what was seen of the provider. Independent of who it is.
import { RENEWAL_MINUTES } from '../../shared/sign-in.ts';
import { log } from '../adapters/log.ts';
import type { Secrets } from '../adapters/secrets.ts';
import type { Proved } from '../auth/open-id.ts';
import type { Provider } from '../domain/provider.ts';
import { byProviderKey } from '../store/keys.ts';
import { beginByProvider } from '../store/provider-sessions.ts';
import { noteSeen, readSeen } from '../store/providers.ts';
import { type Starting, sessionHash } from '../store/sessions.ts';
import type { WorkContext } from './work.ts';

export const RENEWAL_MS = RENEWAL_MINUTES * 60_000;

/** @returns false when the provider ended its own session meanwhile. */
export const openSession = async (
  context: Pick<WorkContext, 'db' | 'now' | 'random'> & { readonly secrets: Secrets },
  { site }: Provider,
  starting: Starting,
  { issuer, sid, ending, refresh }: Proved,
): Promise<boolean> => {
  const { db, now, random, secrets } = context;
  // What is not needed is not kept.
  const kept = ending === 'renewal' ? refresh : undefined;
  const key = byProviderKey(starting.userId, sessionHash(starting.token));
  const isOpen = await beginByProvider(db, random, {
    starting: { ...starting, provider: ending },
    issuer,
    sid,
    refresh: kept === undefined ? undefined : await secrets.seal(key, kept),
    renewAt: kept === undefined ? undefined : now() + RENEWAL_MS,
  });
  if (!isOpen) return false;
  const isWithout = ending === 'renewal' && kept === undefined;
  if (isWithout) log('WARN', 'no refresh token', { action: 'sign-in' });
  const known = await readSeen(db, site);
  await noteSeen(db, site, known, {
    ending,
    signedInAt: known.signedInAt ?? now(),
    withoutRenewalAt: isWithout ? (known.withoutRenewalAt ?? now()) : undefined,
  });
  return true;
};
