// The public keys of those who sign tokens, fetched once an hour by each worker, and once more for a key that is new. Independent of any token.
import * as v from 'valibot';
import type { Outside } from '../adapters/ask-outside.ts';
import { log } from '../adapters/log.ts';
import type { Issuer, PublicKey } from '../domain/issuer.ts';
import { readKey } from './read-keys.ts';

const HOUR_MS = 60 * 60_000;
/** A key nobody knows is asked for at most so often, whoever sends tokens with made-up names. */
const MINUTE_MS = 60_000;
/** Keys of one address: more are not looked at. */
const KEYS = 50;
/** Addresses that a worker remembers. */
const ADDRESSES = 100;

export interface KeySets {
  /** @returns the keys that may be meant; nothing when their address gave none. */
  find(
    issuer: Pick<Issuer, 'keys' | 'keysAddress'>,
    kid: string | undefined,
  ): Promise<readonly PublicKey[] | undefined>;
}

interface Known {
  readonly keys: readonly PublicKey[] | undefined;
  readonly at: number;
}

const KeySet = v.pipe(v.string(), v.parseJson(), v.object({ keys: v.array(v.unknown()) }));

/** @param now milliseconds. */
export const createKeySets = (ask: (address: string) => Promise<Outside>, now: () => number): KeySets => {
  const knownByAddress = new Map<string, Known>();
  const asking = new Map<string, Promise<Known>>();

  const fetchKeys = async (address: string, before: Known | undefined): Promise<Known> => {
    const answer = await ask(address);
    const parsed = 'body' in answer ? v.safeParse(KeySet, answer.body) : undefined;
    if (!parsed?.success) {
      log('WARN', 'no keys', { action: 'keys', code: 'failed' in answer ? answer.failed : 'format' });
      // An outage of the portal's keys shuts out nobody whose key is known and no older than an hour.
      return {
        keys: before?.keys,
        at: before ? Math.max(before.at, now() - HOUR_MS + MINUTE_MS) : now() - HOUR_MS + MINUTE_MS,
      };
    }
    const keys = parsed.output.keys.slice(0, KEYS).flatMap((given) => readKey(given) ?? []);
    return { keys, at: now() };
  };

  const refresh = async (address: string): Promise<Known> => {
    const under = asking.get(address);
    if (under) return under;
    const fetching = fetchKeys(address, knownByAddress.get(address)).finally(() => asking.delete(address));
    asking.set(address, fetching);
    const known = await fetching;
    knownByAddress.delete(address);
    knownByAddress.set(address, known);
    const [oldest] = knownByAddress.keys();
    if (knownByAddress.size > ADDRESSES && oldest !== undefined) knownByAddress.delete(oldest);
    return known;
  };

  return {
    async find({ keys, keysAddress }, kid) {
      if (keysAddress === undefined) return named(keys, kid);
      const known = knownByAddress.get(keysAddress);
      const isOld = !known || now() - known.at >= HOUR_MS;
      const current = isOld ? await refresh(keysAddress) : known;
      const found = current.keys && named(current.keys, kid);
      if (isOld || found?.length || now() - current.at < MINUTE_MS) return found;
      const fresh = await refresh(keysAddress);
      return fresh.keys && named(fresh.keys, kid);
    },
  };
};

/** A key without a name may be the one of a token with one. */
const named = (keys: readonly PublicKey[], kid: string | undefined): readonly PublicKey[] =>
  kid === undefined ? keys : keys.filter((key) => key.kid === undefined || key.kid === kid);
