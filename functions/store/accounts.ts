// Accounts, their logins and the groups of customers. Knows no password check and no session.
//
// USER#id / ACCOUNT, LOGIN#role#login / LOGIN (who has that login), GROUPS / id. Read strongly: a block or a right that
// is taken away counts from the next request on.
import * as v from 'valibot';
import { type Permission, type Role, UserId } from '../../shared/model.ts';
import { Account, Group, normaliseLogin, permissionsOf } from '../domain/account.ts';
import type { Db, Key } from './db.ts';

const accountKey = (id: string): Key => ({ pk: `USER#${id}`, sk: 'ACCOUNT' });
const loginKey = (role: Role, login: string): Key => ({
  pk: `LOGIN#${role}#${normaliseLogin(login)}`,
  sk: 'LOGIN',
});
const groupKey = (id: string): Key => ({ pk: 'GROUPS', sk: id });

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

export const permissionsOfAccount = async (db: Db, account: Account): Promise<ReadonlySet<Permission>> =>
  permissionsOf(account, account.role === 'customer' ? await readGroups(db, account.groups) : []);

const readGroups = async (db: Db, ids: readonly string[]): Promise<Group[]> =>
  (await db.getAll([...new Set(ids)].map(groupKey), strong)).map((item) =>
    v.parse(Group, { ...item, id: item.sk }),
  );

/** @returns false when the login was taken; then nothing is written. */
export const addAccount = async (db: Db, account: Account): Promise<boolean> => {
  const result = await db.transact([
    { put: { ...loginKey(account.role, account.login), userId: account.id }, when: absent },
    { put: { ...accountKey(account.id), ...account }, when: absent },
  ]);
  // The id is new, so a conflict is about the login as well: someone else is taking it.
  return 'done' in result;
};

/** @returns false when there was a group with this id; it stays as it was. */
export const addGroup = async (db: Db, { id, name, permissions }: Group): Promise<boolean> =>
  'done' in (await db.put({ ...groupKey(id), name, permissions }, absent));
