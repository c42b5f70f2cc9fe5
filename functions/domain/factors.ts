// The second factors of a person and what may become of them: a code of an app once, a recovery code once, never none where one is obligatory (S127). Pure; no cryptography.
import * as v from 'valibot';
import { type Refusal, type Result, refuse } from '../../shared/errors.ts';
import type { FactorRule, Factors as FactorsView } from '../../shared/factor-routes.ts';
import { FACTOR_NAME_MAX, PASSKEYS_MAX } from '../../shared/rules.ts';
import type { Account } from './account.ts';
import { parseName } from './names.ts';

export const Passkey = v.object({
  /** Ours, for the page; the authenticator's is `credential`. */
  id: v.string(),
  name: v.string(),
  /** base64url, as are the key and its id. */
  credential: v.string(),
  publicKey: v.string(),
  /** How often it signed, as it says itself; one that never counts stays at 0. */
  counter: v.number(),
  transports: v.optional(v.array(v.string())),
  addedAt: v.number(),
  usedAt: v.optional(v.number()),
});
export type Passkey = v.InferOutput<typeof Passkey>;

export const Factors = v.object({
  /** Grows with every change: each is written under the one it was decided from. */
  rev: v.number(),
  totp: v.optional(
    v.object({
      /** The secret, encrypted. */
      sealed: v.string(),
      addedAt: v.number(),
      /** The last step of 30 seconds whose code was taken: none counts twice, nor one before it. */
      lastStep: v.number(),
    }),
  ),
  passkeys: v.array(Passkey),
  /** Hashes of the recovery codes that are left. */
  recovery: v.array(v.string()),
});
export type Factors = v.InferOutput<typeof Factors>;

export const NO_FACTORS: Factors = { rev: 0, passkeys: [], recovery: [] };

/** Recovery codes stand in for a factor and are none by themselves. */
export const hasFactor = ({ totp, passkeys }: Factors): boolean => totp !== undefined || passkeys.length > 0;

export const waysOf = ({ totp, passkeys }: Factors): ('totp' | 'passkey')[] => [
  ...(passkeys.length > 0 ? (['passkey'] as const) : []),
  ...(totp ? (['totp'] as const) : []),
];

/** Whether somebody who signs in with a password must have a second factor. */
export const isObligatory = (rule: FactorRule, account: Account): boolean => {
  if (account.role !== 'agent') return false;
  switch (rule) {
    case 'nobody':
      return false;
    case 'administrators':
      return account.permissions.includes('administer');
    case 'agents':
      return true;
    default:
      return rule satisfies never;
  }
};

/** A code of the app, which was right for this step of 30 seconds. */
export const useStep = (factors: Factors, step: number | undefined): Result<Factors> =>
  factors.totp && step !== undefined && step > factors.totp.lastStep
    ? { ok: { ...factors, totp: { ...factors.totp, lastStep: step } } }
    : refuse({ code: 'wrong_code' });

export const useRecoveryCode = (factors: Factors, hash: string): Result<Factors> =>
  factors.recovery.includes(hash)
    ? { ok: { ...factors, recovery: factors.recovery.filter((kept) => kept !== hash) } }
    : refuse({ code: 'wrong_code' });

/** @param counter as the passkey signed it. */
export const usePasskey = (
  factors: Factors,
  { id, counter, at }: { readonly id: string; readonly counter: number; readonly at: number },
): Result<Factors> => {
  const used = factors.passkeys.find((passkey) => passkey.id === id);
  // A counter that stands still or goes back is a copy of the passkey; one that does not count says 0.
  if (!used || (counter <= used.counter && (counter !== 0 || used.counter !== 0))) {
    return refuse({ code: 'wrong_passkey' });
  }
  return { ok: changePasskey(factors, id, { counter, usedAt: at }) };
};

const changePasskey = (factors: Factors, id: string, change: Partial<Passkey>): Factors => ({
  ...factors,
  passkeys: factors.passkeys.map((passkey) => (passkey.id === id ? { ...passkey, ...change } : passkey)),
});

/** In the place of an app there was. */
export const addTotp = (factors: Factors, totp: NonNullable<Factors['totp']>): Factors => ({
  ...factors,
  totp,
});

export const addPasskey = (factors: Factors, passkey: Passkey): Result<Factors> => {
  if (factors.passkeys.length >= PASSKEYS_MAX) return refuse({ code: 'too_many', max: PASSKEYS_MAX });
  if (factors.passkeys.some(({ credential }) => credential === passkey.credential)) {
    return refuse({ code: 'wrong_passkey' });
  }
  return { ok: { ...factors, passkeys: [...factors.passkeys, passkey] } };
};

/** As it is stored, or what is wrong with it. */
export const cleanFactorName = (typed: string): Result<string> => {
  const name = parseName(typed, FACTOR_NAME_MAX, 'name');
  return 'ok' in name && name.ok === '' ? refuse({ code: 'bad_request', path: 'name' }) : name;
};

export const renamePasskey = (factors: Factors, id: string, name: string): Result<Factors> =>
  factors.passkeys.some((passkey) => passkey.id === id)
    ? { ok: changePasskey(factors, id, { name }) }
    : refuse({ code: 'not_found' });

/** @param passkey which one goes; without it the app. With the last factor go the recovery codes. */
export const removeFactor = (
  factors: Factors,
  { passkey, obligatory }: { readonly passkey?: string; readonly obligatory: boolean },
): Result<Factors> => {
  const isThere = passkey ? factors.passkeys.some(({ id }) => id === passkey) : factors.totp !== undefined;
  if (!isThere) return refuse({ code: 'not_found' });
  const left: Factors = passkey
    ? { ...factors, passkeys: factors.passkeys.filter(({ id }) => id !== passkey) }
    : { ...factors, totp: undefined };
  if (hasFactor(left)) return { ok: left };
  return obligatory ? refuse({ code: 'factor_obligatory' }) : { ok: { ...left, recovery: [] } };
};

/** How long one may change one's factors after one showed who one is. */
export const PROVEN_MS = 10 * 60_000;

/** @param provenAt when this session's person last showed who it is: a stranger at a browser left open changes nothing. */
export const refuseUnproven = (provenAt: number | undefined, now: number): Refusal | undefined =>
  provenAt !== undefined && now < provenAt + PROVEN_MS ? undefined : { code: 'proof_due' };

/** What their owner sees of them: no key, no secret, no code. */
export const toFactorsView = (factors: Factors, obligatory: boolean): FactorsView => ({
  totp: factors.totp && { addedAt: factors.totp.addedAt },
  passkeys: factors.passkeys.map(({ id, name, addedAt, usedAt }) => ({ id, name, addedAt, usedAt })),
  recovery: factors.recovery.length,
  obligatory,
});
