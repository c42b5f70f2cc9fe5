// The company's own provider of each site: what was set up, and what was seen of it. Storage only: what may be set up is decided in the domain.
import * as v from 'valibot';
import type { Site } from '../domain/account.ts';
import { Provider, ProviderSeen } from '../domain/provider.ts';
import { type Db, unconditional, type Write } from './db.ts';
import { PROVIDERS, providerKey, providerSeenKey } from './keys.ts';
import { isWritten } from './written.ts';

/** Read strongly: that passwords are off counts from the next sign-in on. */
export const readProvider = async (db: Db, site: Site): Promise<Provider | undefined> => {
  const item = await db.get(providerKey(site), { consistent: true });
  return item && v.parse(Provider, item);
};

export const arePasswordsOff = async (db: Db, site: Site): Promise<boolean> =>
  (await readProvider(db, site))?.passwordsOff === true;

export const readSeen = async (db: Db, site: Site): Promise<ProviderSeen> =>
  v.parse(ProviderSeen, (await db.get(providerSeenKey(site), { consistent: true })) ?? {});

/** Those of all sites with what was seen of them: two of each at most. */
export const listProviders = async (
  db: Db,
): Promise<{ readonly provider: Provider; readonly seen: ProviderSeen }[]> => {
  const { items } = await db.query({ pk: PROVIDERS, consistent: true, limit: 10 });
  const seenOf = (site: Site) => items.find(({ sk }) => sk === providerSeenKey(site).sk) ?? {};
  return items
    .filter((item) => v.is(Provider, item))
    .map((item) => v.parse(Provider, item))
    .map((provider) => ({ provider, seen: v.parse(ProviderSeen, seenOf(provider.site)) }));
};

const unchanged = (rev: number) => ({ condition: 'rev = :was', values: { ':was': rev } });

/**
 * Saves one, if nobody did since the version it was made from; a new one is of version 0.
 * @param more written with it, or not at all.
 */
export const writeProvider = async (
  db: Db,
  random: () => number,
  provider: Provider,
  more: readonly Write[],
): Promise<Provider | undefined> => {
  const next = { ...provider, rev: provider.rev + 1 };
  const when = provider.rev === 0 ? { condition: 'attribute_not_exists(pk)' } : unchanged(provider.rev);
  const put: Write = { put: { ...providerKey(provider.site), ...next }, when };
  return (await isWritten(db, random, [put, ...more], next)) ? next : undefined;
};

const SEEN = unconditional('what was seen last');

/** What was seen of one before says nothing of the next: to be written with another issuer, or none. */
export const seenForgotten = (site: Site): Write => ({ delete: providerSeenKey(site), when: SEEN });

/** @returns whether it was done: not when somebody changed it since. */
export const deleteProvider = async (
  db: Db,
  { site, rev }: Pick<Provider, 'site' | 'rev'>,
  more: readonly Write[],
): Promise<boolean> => {
  const writes = [{ delete: providerKey(site), when: unchanged(rev) }, seenForgotten(site), ...more];
  return 'done' in (await db.transact(writes));
};

/** Notes what was seen; what is not given stays. Nothing is written where all of it is known. */
export const noteSeen = async (db: Db, site: Site, known: ProviderSeen, now: ProviderSeen): Promise<void> => {
  const fresh = Object.entries(now).filter(
    ([name, value]) => value !== undefined && value !== Object(known)[name],
  );
  if (fresh.length === 0) return;
  await db.update(providerSeenKey(site), {
    update: `SET ${fresh.map((_, index) => `#f${index} = :f${index}`).join(', ')}`,
    condition: SEEN,
    names: Object.fromEntries(fresh.map(([name], index) => [`#f${index}`, name])),
    values: Object.fromEntries(fresh.map(([, value], index) => [`:f${index}`, value])),
  });
};
