// Who somebody that another system signs in is here: (issuer, subject) → account. Independent of how that was proved.
//
// IDENTITY#role#hash / IDENTITY has the account's id and nothing of the person; the account has the names themselves, so
// that erasing it removes both.
import * as v from 'valibot';
import { type Role, UserId } from '../../shared/model.ts';
import { Account, type Identity, type NewAccount } from '../domain/account.ts';
import { accountItem, type Changed, changeAccount, readAccount } from './accounts.ts';
import { type Db, isStored, type Write } from './db.ts';
import { identityKey } from './keys.ts';

const absent = { condition: 'attribute_not_exists(pk)' } as const;

const readUser = async (db: Db, role: Role, identity: Identity): Promise<UserId | undefined> => {
  const item = await db.get(identityKey(role, identity), { consistent: true });
  return item && v.parse(UserId, item.userId);
};

/** Two reads, both strong: a block counts from the next sign-in on. */
export const findByIdentity = async (
  db: Db,
  role: Role,
  identity: Identity,
): Promise<Account | undefined> => {
  const user = await readUser(db, role, identity);
  return user && readAccount(db, user);
};

export interface Joining {
  readonly role: Role;
  readonly identity: Identity;
  /** For the account, should there be none. */
  readonly newId: () => string;
  /** What the account begins as; its identity is put to it. */
  readonly make: (id: UserId) => NewAccount;
  /** Written with an account that is made, or not at all. */
  readonly more?: ((account: Account) => readonly Write[]) | undefined;
}

/**
 * The account of somebody of another system, made if there is none. However many ask at the same moment, it is one: they
 * all make the one that the identity names, and whoever died between the two writes leaves it to the next who asks.
 * @returns nothing when others were quicker: a fresh look then finds what they made.
 */
export const findOrAdd = async (
  db: Db,
  { role, identity, newId, make, more = () => [] }: Joining,
): Promise<{ readonly account: Account; readonly isNew: boolean } | undefined> => {
  const known = await readUser(db, role, identity);
  const found = known && (await readAccount(db, known));
  if (found) return { account: found, isNew: false };

  const userId = known ?? v.parse(UserId, newId());
  const named = { put: { ...identityKey(role, identity), userId }, when: absent };
  if (!known && !isStored(await db.put(named.put, named.when), { userId })) return undefined;
  const item = accountItem({ ...make(userId), identities: [identity] });
  if (known) {
    // It may be that the account is being erased, and the identity with it: then there is nobody to make it for.
    const stands: Write = {
      check: identityKey(role, identity),
      when: { condition: 'userId = :user', values: { ':user': userId } },
    };
    const added = await db.transact([stands, { put: item, when: absent }, ...more(v.parse(Account, item))]);
    return 'done' in added ? { account: v.parse(Account, item), isNew: true } : undefined;
  }
  const account = v.parse(Account, item);
  const beside = more(account);
  const added =
    beside.length === 0
      ? await db.put(item, absent)
      : await db.transact([{ put: item, when: absent }, ...beside]);
  return 'done' in added ? { account, isNew: true } : undefined;
};

/**
 * Gives an account one more identity, unless it is somebody's or the account was changed meanwhile.
 * @param more written with it, or not at all.
 * @returns `refused` when the identity is somebody's, or a condition of `more` does not hold.
 */
export const linkIdentity = (
  db: Db,
  before: Account,
  identity: Identity,
  more: readonly Write[] = [],
): Promise<Changed> =>
  changeAccount(db, before, { ...before, identities: [...(before.identities ?? []), identity] }, [
    { put: { ...identityKey(before.role, identity), userId: before.id }, when: absent },
    ...more,
  ]);
