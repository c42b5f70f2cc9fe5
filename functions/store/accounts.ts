// Accounts, their logins and the groups of customers. Knows no password check and no session.
//
// USER#id / ACCOUNT (index ACCOUNTS#role by name), LOGIN#role#login / LOGIN (who has that login), GROUPS / id. Read strongly: a block or a right that
// is taken away counts from the next request on.
import * as v from 'valibot';
import { type Permission, type Role, UserId } from '../../shared/model.ts';
import { Account, Group, normaliseLogin, normaliseName, permissionsOf } from '../domain/account.ts';
import type { Db, Key } from './db.ts';

const accountKey = (id: string): Key => ({ pk: `USER#${id}`, sk: 'ACCOUNT' });
const loginKey = (role: Role, login: string): Key => ({
  pk: `LOGIN#${role}#${normaliseLogin(login)}`,
  sk: 'LOGIN',
});
const groupKey = (id: string): Key => ({ pk: 'GROUPS', sk: id });

/** By name, in the list of everyone who signs in at the same site. */
const accountsOf = (role: Role) => `ACCOUNTS#${role}`;
const accountIndex = ({ role, name, id }: Pick<Account, 'role' | 'name' | 'id'>) => ({
  gpk: accountsOf(role),
  gsk: `${normaliseName(name)}#${id}`,
});

const strong = { consistent: true } as const;
const absent = { condition: 'attribute_not_exists(pk)' } as const;

export const readAccount = async (db: Db, id: string): Promise<Account | undefined> => {
  const item = await db.get(accountKey(id), strong);
  return item && v.parse(Account, item);
};

/** Two reads whether the login exists or not, so that the time it takes does not tell. */
export const findByLogin = async (db: Db, role: Role, login: string): Promise<Account | undefined> => {
  const item = await db.get(loginKey(role, login), strong);
  const account = await readAccount(db, item ? v.parse(UserId, item.userId) : 'nobody');
  return account?.role === role ? account : undefined;
};

/** What the account may do now; nothing when it is blocked or not there. */
export const readPermissions = async (db: Db, id: UserId): Promise<ReadonlySet<Permission>> => {
  const account = await readAccount(db, id);
  return account ? permissionsOfAccount(db, account) : new Set();
};

/**
 * What an account as it was read may do.
 * @param consistent false at half the price, where what is read is believed for hours anyway: all customers share a few
 * groups, which makes theirs the key that is read most.
 */
export const permissionsOfAccount = async (
  db: Db,
  account: Account,
  { consistent = true } = {},
): Promise<ReadonlySet<Permission>> =>
  permissionsOf(account, account.role === 'customer' ? await readGroups(db, account.groups, consistent) : []);

const readGroups = async (db: Db, ids: readonly string[], consistent: boolean): Promise<Group[]> =>
  (await db.getAll([...new Set(ids)].map(groupKey), { consistent })).map((item) =>
    v.parse(Group, { ...item, id: item.sk }),
  );

/** @returns false when the login was taken; then nothing is written. */
export const addAccount = async (db: Db, account: Account): Promise<boolean> => {
  const result = await db.transact([
    { put: { ...loginKey(account.role, account.login), userId: account.id }, when: absent },
    { put: { ...accountKey(account.id), ...accountIndex(account), ...account }, when: absent },
  ]);
  // The id is new, so a conflict is about the login as well: someone else is taking it.
  return 'done' in result;
};

/** Every agent who can sign in, by name. */
export const listAgents = async (db: Db): Promise<Extract<Account, { role: 'agent' }>[]> => {
  const keys: Key[] = [];
  for (let from = ''; ; ) {
    const page = await db.query({ pk: accountsOf('agent'), from: `${from}\u0000`, index: 'lists' });
    for (const { pk, sk, gsk } of page.items) {
      keys.push({ pk: String(pk), sk: String(sk) });
      from = String(gsk);
    }
    if (!page.more) break;
  }
  const accounts = (await db.getAll(keys)).map((item) => v.parse(Account, item));
  return accounts
    .flatMap((account) => (account.role === 'agent' && !account.blocked ? [account] : []))
    .sort((a, b) => (normaliseName(a.name) < normaliseName(b.name) ? -1 : 1));
};

/** What people change of their own account. */
export type OwnChanges = Partial<Pick<Account, 'name' | 'email' | 'language' | 'password' | 'sessionsFrom'>>;

/**
 * Changes the fields given of an account, unless its password was changed meanwhile.
 * @param account as it was read.
 * @returns the account as it is then; `undefined` when it was not changed.
 */
export const changeOwnAccount = async (
  db: Db,
  account: Account,
  changes: OwnChanges,
): Promise<Account | undefined> => {
  const { name = account.name } = changes;
  const { gsk } = accountIndex({ ...account, name });
  const fields = Object.entries({ ...changes, ...(name !== account.name && { gsk }) }).filter(
    ([, value]) => value !== undefined,
  );
  if (fields.length === 0) return account;
  const result = await db.update(accountKey(account.id), {
    update: `SET ${fields.map((_, index) => `#field${index} = :field${index}`).join(', ')}`,
    condition: 'password.#hash = :hash',
    names: {
      '#hash': 'hash',
      ...Object.fromEntries(fields.map(([field], index) => [`#field${index}`, field])),
    },
    values: {
      ':hash': account.password.hash,
      ...Object.fromEntries(fields.map(([, value], index) => [`:field${index}`, value])),
    },
  });
  return 'done' in result && result.item ? v.parse(Account, result.item) : undefined;
};

/** The items of an account, to remove it by. */
export const accountKeys = ({ id, role, login }: Account): readonly Key[] => [
  accountKey(id),
  loginKey(role, login),
];

/** From now on it may nothing, and nobody signs in with it. */
export const blockAccount = async (db: Db, id: UserId): Promise<void> => {
  await db.update(accountKey(id), {
    update: 'SET blocked = :yes',
    condition: 'attribute_exists(pk)',
    values: { ':yes': true },
  });
};

/** @returns false when there was a group with this id; it stays as it was. */
export const addGroup = async (db: Db, { id, name, permissions }: Group): Promise<boolean> =>
  'done' in (await db.put({ ...groupKey(id), name, permissions }, absent));
