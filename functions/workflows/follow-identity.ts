// Signing in as somebody that another system names: the account makes itself, and follows what is said of the person. Independent of how that was proved.
import { isDeepStrictEqual } from 'node:util';
import { type Result, refuse } from '../../shared/errors.ts';
import type { Language } from '../../shared/model.ts';
import type { Account, Identity, NewAccount } from '../domain/account.ts';
import { hasSameRights } from '../domain/account-rules.ts';
import { changeAccount } from '../store/accounts.ts';
import type { Write } from '../store/db.ts';
import { findOrAdd } from '../store/identities.ts';
import { RETRY, retryUntilSettled } from '../store/retry.ts';
import { finish, type Pending, pending, type WorkContext } from './work.ts';

interface ClaimsOfAnyone {
  readonly name: string;
  /** Missing: nothing was said of it, and what is known stays; so with the language. */
  readonly email?: string | undefined;
  readonly language?: Language | undefined;
}

/** What the other system says of the person, cleaned; rights are all of them. */
export type Claims =
  | (ClaimsOfAnyone & { readonly role: 'customer'; readonly groups: readonly string[] })
  | (ClaimsOfAnyone & {
      readonly role: 'agent';
      /** What others call an agent who has not chosen it (S120). */
      readonly givenName?: string | undefined;
      readonly permissions: Extract<Account, { role: 'agent' }>['permissions'];
    });

export interface Followed {
  /** As it is now. A blocked one is left as it was: whoever asks has to look. */
  readonly account: Account;
  readonly isNew: boolean;
}

/**
 * @param note written with a new account, or with a change of what one may, such as a line for the administrators.
 * @returns refused as `busy` while others are quicker.
 */
export const followIdentity = (
  context: WorkContext,
  identity: Identity,
  claims: Claims,
  note?: (after: Account, isNew: boolean) => readonly Write[],
): Promise<Result<Followed>> => {
  const { db, random, newId } = context;
  return retryUntilSettled<Followed>(random, async () => {
    const make = (id: Account['id']) => beginning(id, claims);
    const found = await findOrAdd(db, {
      role: claims.role,
      identity,
      newId,
      make,
      more: note && ((account) => note(account, true)),
    });
    if (!found) return RETRY;
    const { account: before } = found;
    const after = followed(before, claims);
    if (before.blocked || isDeepStrictEqual(before, after)) return { ok: found };
    const follow: Pending | undefined = hasSameRights(before, after)
      ? undefined
      : pending(context, { kind: 'rights', id: newId(), user: before.id });
    const more = follow ? [follow.write, ...(note?.(after, false) ?? [])] : [];
    const changed = await changeAccount(db, before, after, more);
    if (changed === 'conflict' || changed === 'outdated') return RETRY;
    if (changed !== 'done') return refuse({ code: 'busy' });
    if (follow) await finish(context, follow);
    return { ok: { account: { ...after, rev: before.rev + 1 }, isNew: false } };
  });
};

const beginning = (id: Account['id'], claims: Claims): NewAccount => {
  const { name, email, language } = claims;
  const own = { id, login: '', name, email, language, rev: 1, epoch: 0, blocked: false };
  return claims.role === 'customer'
    ? { ...own, role: claims.role, groups: [...claims.groups] }
    : { ...own, role: claims.role, nickname: claims.givenName, permissions: [...claims.permissions] };
};

const followed = (before: Account, claims: Claims): Account => {
  const own = {
    name: claims.name,
    email: claims.email ?? before.email,
    language: claims.language ?? before.language,
  };
  if (before.role === 'customer' && claims.role === 'customer') {
    const after = { ...before, ...withoutUndefined(own), groups: [...claims.groups] };
    return hasSameRights(before, after) ? { ...after, groups: before.groups } : after;
  }
  if (before.role === 'agent' && claims.role === 'agent') {
    const after = { ...before, ...withoutUndefined(own), permissions: [...claims.permissions] };
    return hasSameRights(before, after) ? { ...after, permissions: before.permissions } : after;
  }
  throw new Error('an identity of one role named an account of another');
};

/** So that what is not there is not there as `undefined`, and equals what was read. */
const withoutUndefined = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
