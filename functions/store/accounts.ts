// Accounts, their logins and the groups of customers. Independent of any password check or session.
//
// USER#id / ACCOUNT (index ACCOUNTS#role by name), LOGIN#role#login / LOGIN (who has that login), GROUPS#copy / id. Read strongly: a
// block or a right that is taken away counts from the next request on. Who an account is elsewhere is in identities.ts.

import * as v from 'valibot';
import { type Permission, type Role, UserId } from '../../shared/model.ts';
import {
  Account,
  Group,
  listedAs,
  type MailFault,
  type NewAccount,
  type NewGroup,
  normaliseLogin,
  permissionsOf,
  sortable,
} from '../domain/account.ts';
import { type Db, has, type Item, type Key, unconditional, type Write } from './db.ts';
import {
  accountKey,
  accountsOf,
  emailKey,
  emailPk,
  GROUP_REPLICAS,
  groupKey,
  groupsOf,
  identityKey,
  loginKey,
  loginsOf,
  spokeOf,
} from './keys.ts';
import { linkKeys } from './links.ts';
import { readAll } from './pages.ts';

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

/** Those of a role with this address, at most so many. An account from before addresses were kept so is found by its login until it has another. */
export const findByEmail = async (db: Db, role: Role, email: string, most: number): Promise<Account[]> => {
  const { items } = await db.query({ pk: emailPk(role, email), consistent: true, limit: most });
  const accounts = await Promise.all(items.map(({ sk }) => readAccount(db, String(sk))));
  return accounts.flatMap((account) =>
    account?.role === role && account.email && normaliseLogin(account.email) === normaliseLogin(email)
      ? [account]
      : [],
  );
};

/** Notes that mail to an address comes back, as long as it is the account's. */
export const noteMailFault = async (db: Db, id: UserId, fault: MailFault): Promise<void> => {
  await db.update(accountKey(id), {
    update: 'SET mailFault = :fault',
    condition: 'email = :email',
    values: { ':fault': { ...fault }, ':email': fault.email },
  });
};

/** What the account may do now; nothing when it is blocked or not there. */
export const readPermissions = async (db: Db, id: UserId): Promise<ReadonlySet<Permission>> => {
  const account = await readAccount(db, id);
  return account ? permissionsOfAccount(db, account) : new Set();
};

/**
 * What an account as it was read may do.
 * @param consistent false at half the price, where what is read is believed for hours anyway.
 */
export const permissionsOfAccount = async (
  db: Db,
  account: Account,
  { consistent = true } = {},
): Promise<ReadonlySet<Permission>> =>
  permissionsOf(account, account.role === 'customer' ? await readGroups(db, account, consistent) : []);

/** The groups of a customer, out of the copy that customer reads. */
export const readGroups = async (
  db: Db,
  { id, groups }: Pick<Extract<Account, { role: 'customer' }>, 'id' | 'groups'>,
  consistent = true,
): Promise<Group[]> => {
  const copy = spokeOf(id, GROUP_REPLICAS);
  const keys = [...new Set(groups)].map((group) => groupKey(group, copy));
  return (await db.getAll(keys, { consistent })).map((item) => v.parse(Group, { ...item, id: item.sk }));
};

/** In any order; those that are not there are left out. */
export const readAccounts = async (
  db: Db,
  ids: Iterable<UserId>,
  { consistent = true } = {},
): Promise<Account[]> =>
  (await db.getAll([...new Set(ids)].map(accountKey), { consistent })).map((item) => v.parse(Account, item));

/** What a list by name, and by login, is found under. */
const nameIndex = (account: Pick<Account, 'id' | 'role' | 'name' | 'email'>) => ({
  gpk: accountsOf(account.role),
  gsk: `${listedAs(account)}#${account.id}`,
});
/** By which it is found by its address, beside others with the same. */
const emailItem = ({ id, role }: Pick<Account, 'id' | 'role'>, email: string) => ({
  ...emailKey(role, email, id),
  userId: id,
});
const MINE = unconditional('under its own id, and checked against the account whenever it is read');

const loginItem = ({ id, role, login }: Pick<Account, 'id' | 'role' | 'login'>) => {
  const key = normaliseLogin(login);
  return { ...loginKey(role, key), userId: id, gpk: loginsOf(role), gsk: key };
};

/** An account as it lies in the table. */
export const accountItem = (account: NewAccount): Item => ({
  ...accountKey(account.id),
  ...nameIndex(account),
  ...account,
});

/** @returns false when the login was taken; then nothing is written. */
export const addAccount = async (db: Db, account: NewAccount): Promise<boolean> =>
  (await createAccount(db, account)) === 'done';

/** @param more written with it, or not at all: `refused` when a condition in there does not hold. */
export const createAccount = async (
  db: Db,
  account: NewAccount,
  more: readonly Write[] = [],
): Promise<Exclude<Changed, 'outdated'>> => {
  const result = await db.transact([
    { put: loginItem(account), when: absent },
    { put: accountItem(account), when: absent },
    ...(account.email ? [{ put: emailItem(account, account.email), when: MINE }] : []),
    ...more,
  ]);
  if ('done' in result) return 'done';
  if ('conflict' in result) return 'conflict';
  const [login] = result.refused;
  if (!login) return 'refused';
  return login.userId === account.id ? 'done' : 'login_taken';
};

export type Changed = 'done' | 'outdated' | 'login_taken' | 'refused' | 'conflict';

/**
 * Changes an account from `before` to `after`, if nobody changed it meanwhile; fields that stay are not written.
 * @param more written with it, or not at all: `refused` when a condition in there does not hold.
 */
export const changeAccount = async (
  db: Db,
  before: Account,
  after: Account,
  more: readonly Write[] = [],
): Promise<Changed> => {
  const hasNewLogin = before.login !== after.login;
  const logins: Write[] = hasNewLogin ? [{ put: loginItem(after), when: absent }] : [];
  if (hasNewLogin && before.login !== '')
    logins.push({
      delete: loginKey(before.role, before.login),
      when: { condition: 'userId = :id', values: { ':id': before.id } },
    });
  const result = await db.transact([
    writeFields(before, after),
    ...logins,
    ...emailWrites(before, after),
    ...more,
  ]);
  if ('done' in result) return 'done';
  if ('conflict' in result) return 'conflict';
  const [account, login] = result.refused;
  // Refused for what it had done itself, before its answer was lost.
  if (account) return has(account, fieldsOf(before, after)) ? 'done' : 'outdated';
  return hasNewLogin && login ? 'login_taken' : 'refused';
};

/** With another address the account is found by that, and no longer by the one before. */
const emailWrites = (before: Account, after: Account): Write[] => {
  if (before.email === after.email) return [];
  const isSameKey =
    before.email && after.email && emailPk(before.role, before.email) === emailPk(after.role, after.email);
  return [
    ...(before.email && !isSameKey
      ? [{ delete: emailKey(before.role, before.email, before.id), when: MINE }]
      : []),
    ...(after.email ? [{ put: emailItem(after, after.email), when: MINE }] : []),
  ];
};

const fieldsOf = (before: Account, after: Account) => ({
  ...after,
  // Another address has done nothing.
  ...(before.email !== after.email && { mailFault: undefined }),
  ...nameIndex(after),
  rev: before.rev + 1,
});

const writeFields = (before: Account, after: Account): Write => {
  // Not where it is listed: that may be as an older release had it.
  const was = new Map<string, unknown>(Object.entries(before));
  const is = Object.entries(fieldsOf(before, after));
  const set = is.filter(([name, value]) => value !== undefined && was.get(name) !== value);
  const remove = [...was.keys()].filter((name) => was.get(name) !== undefined && !isGiven(is, name));
  const names = [...set.map(([name]) => name), ...remove];
  const placeOf = (name: string) => names.indexOf(name);
  const updates = set.map(([name]) => `#f${placeOf(name)} = :f${placeOf(name)}`);
  const removals = remove.map((name) => `#f${placeOf(name)}`);
  return {
    update: accountKey(before.id),
    by: {
      update: `SET ${updates.join(', ')}${removals.length > 0 ? ` REMOVE ${removals.join(', ')}` : ''}`,
      // An account from before versions were counted has none.
      condition:
        before.rev === 0
          ? 'attribute_exists(pk) AND (attribute_not_exists(#rev) OR #rev = :was)'
          : '#rev = :was',
      names: { ...Object.fromEntries(names.map((name, index) => [`#f${index}`, name])), '#rev': 'rev' },
      values: {
        ...Object.fromEntries(set.map(([name, value]) => [`:f${placeOf(name)}`, value])),
        ':was': before.rev,
      },
    },
  };
};

const isGiven = (entries: readonly (readonly [string, unknown])[], name: string): boolean =>
  entries.some(([key, value]) => key === name && value !== undefined);

/** Holds as long as this account may administer: to write with what only administrators may change. */
export const whileAdministrator = (id: UserId): Write => ({
  check: accountKey(id),
  when: {
    condition: 'contains(#permissions, :administer) AND (attribute_not_exists(blocked) OR blocked = :no)',
    names: { '#permissions': 'permissions' },
    values: { ':administer': 'administer', ':no': false },
  },
});

export const listGroups = async (db: Db): Promise<Group[]> => {
  const items = await readAll(db, { pk: groupsOf(0), consistent: true });
  const groups = items.map((item) => v.parse(Group, { ...item, id: item.sk }));
  return groups.sort((a, b) => (sortable(a.name) < sortable(b.name) ? -1 : 1));
};

export const readGroup = async (db: Db, id: string): Promise<Group | undefined> => {
  const item = await db.get(groupKey(id, 0), strong);
  return item && v.parse(Group, { ...item, id: item.sk });
};

/** Every agent who can sign in, by name. */
export const listAgents = async (db: Db): Promise<Extract<Account, { role: 'agent' }>[]> => {
  const listed = await readAll(db, { pk: accountsOf('agent'), index: 'lists' });
  const keys = listed.map(({ pk, sk }): Key => ({ pk: String(pk), sk: String(sk) }));
  const accounts = (await db.getAll(keys)).map((item) => v.parse(Account, item));
  return accounts
    .flatMap((account) => (account.role === 'agent' && !account.blocked ? [account] : []))
    .sort((a, b) => (sortable(a.name) < sortable(b.name) ? -1 : 1));
};

/** Lists an account by its address as well, which was listed by an older release; unless it changed since. */
export const listAgain = async (db: Db, account: Account): Promise<void> => {
  const { gsk } = nameIndex(account);
  await db.update(accountKey(account.id), {
    update: 'SET gsk = :listed',
    condition: account.rev === 0 ? 'attribute_exists(pk)' : 'rev = :was',
    values: { ':listed': gsk, ...(account.rev !== 0 && { ':was': account.rev }) },
  });
};

/** The items of an account, to remove it by. */
export const accountKeys = ({ id, role, login, email, identities = [] }: Account): readonly Key[] => [
  accountKey(id),
  ...(login === '' ? [] : [loginKey(role, login)]),
  ...identities.map((identity) => identityKey(role, identity)),
  ...(email ? [emailKey(role, email, id)] : []),
  ...linkKeys(id),
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
export const addGroup = async (
  db: Db,
  { id, ...group }: NewGroup,
  more: readonly Write[] = [],
): Promise<boolean> =>
  'done' in
  (await db.transact([
    ...replicasOf(id).map((key) => ({ put: { ...key, ...group }, when: absent })),
    ...more,
  ]));

const replicasOf = (id: string): Key[] =>
  Array.from({ length: GROUP_REPLICAS }, (_, copy) => groupKey(id, copy));

const unchanged = ({ rev }: Group) => ({
  condition: rev === 0 ? 'attribute_not_exists(rev) OR rev = :was' : 'rev = :was',
  values: { ':was': rev },
});

/** Writes a group, or deletes it, unless somebody changed it since it was read. */
export const changeGroup = async (
  db: Db,
  before: Group,
  after: Group | undefined,
  more: readonly Write[] = [],
): Promise<boolean> => {
  const when = unchanged(before);
  const writes = replicasOf(before.id).map(
    (key): Write =>
      after
        ? { put: { ...key, name: after.name, permissions: after.permissions, rev: before.rev + 1 }, when }
        : { delete: key, when },
  );
  return 'done' in (await db.transact([...writes, ...more]));
};
