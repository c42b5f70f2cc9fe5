// What a provider says of itself at its well-known address, asked once an hour by each worker. Independent of any client of it.
import { allowInsecureRequests, customFetch, discovery, type ServerMetadata } from 'openid-client';
import { isAtHome } from '../adapters/ask-outside.ts';
import type { OutsideFetch } from '../adapters/outside-fetch.ts';
import type { KeySets } from './key-sets.ts';
import { type OpenIdFault, ruleOf, whyOf } from './open-id-faults.ts';

export interface OpenIdMeans {
  readonly fetch: OutsideFetch;
  readonly keySets: KeySets;
  /** Milliseconds. */
  readonly now: () => number;
}

type Found = { readonly ok: ServerMetadata } | { readonly fault: OpenIdFault };

const HOUR_MS = 60 * 60_000;
/** Providers that a worker remembers: one a site, and those of before a change. */
const REMEMBERED = 10;

export interface Discovery {
  find(issuer: string): Promise<Found>;
  afresh(issuer: string): Promise<Found>;
}

export const createDiscovery = ({ fetch, now }: Pick<OpenIdMeans, 'fetch' | 'now'>): Discovery => {
  const knownByIssuer = new Map<string, { readonly metadata: ServerMetadata; readonly at: number }>();
  const asking = new Map<string, Promise<Found>>();

  const ask = async (issuer: string): Promise<Found> => {
    try {
      const found = await discovery(new URL(issuer), 'unused', undefined, undefined, {
        [customFetch]: (url, init) => fetch(url, { ...init, body: init.body }),
        execute: isAtHome() ? [allowInsecureRequests] : [],
      });
      const metadata = found.serverMetadata();
      // A slash at its end is forgiven; another tenant's name, or a place for any, is not.
      if (withoutSlash(metadata.issuer) !== withoutSlash(issuer))
        return { fault: { why: 'nonsense', rule: 'issuer' } };
      remember(issuer, { ...metadata });
      return { ok: { ...metadata } };
    } catch (error) {
      return { fault: { why: whyOf(error), rule: ruleOf(error) } };
    }
  };

  const remember = (issuer: string, metadata: ServerMetadata): void => {
    knownByIssuer.delete(issuer);
    knownByIssuer.set(issuer, { metadata, at: now() });
    const [oldest] = knownByIssuer.keys();
    if (knownByIssuer.size > REMEMBERED && oldest !== undefined) knownByIssuer.delete(oldest);
  };

  const afresh = (issuer: string): Promise<Found> => {
    const under = asking.get(issuer) ?? ask(issuer).finally(() => asking.delete(issuer));
    asking.set(issuer, under);
    return under;
  };

  return {
    afresh,
    async find(issuer) {
      const known = knownByIssuer.get(issuer);
      if (known && now() - known.at < HOUR_MS) return { ok: known.metadata };
      const found = await afresh(issuer);
      // An outage of what it says of itself shuts out nobody while it can still be spoken with.
      return 'fault' in found && known ? { ok: known.metadata } : found;
    },
  };
};

const withoutSlash = (text: string): string => text.replace(/\/$/, '');
