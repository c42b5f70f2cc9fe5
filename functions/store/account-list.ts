// Accounts in the order of their names, found by any word of the name, by the e-mail address or by how the login begins. The index gives the keys, the table what is true of them.
import * as v from 'valibot';
import { foldText } from '../../shared/fold-text.ts';
import { type Role, UserId } from '../../shared/model.ts';
import {
  type Account,
  createListMatcher,
  isListedByNameAlone,
  listedAs,
  normaliseLogin,
} from '../domain/account.ts';
import { listAgain, readAccount, readAccounts } from './accounts.ts';
import type { Db, ItemPage } from './db.ts';
import { accountsOf, loginKey, loginsOf } from './keys.ts';
import { after } from './pages.ts';

const PAGE = 25;
/** Sorts behind every text that begins with what stands before it. */
const LAST = '\u{10ffff}';

export interface AccountSearch {
  readonly role: Role;
  /** Empty: all. */
  readonly text: string;
  readonly cursor?: string | undefined;
}

export interface FoundAccounts {
  readonly accounts: readonly Account[];
  /** Absent at the end. */
  readonly cursor?: string | undefined;
}

/** Keys looked at in one query, some 100 bytes each, and queries for one page: of a larger list the next page goes on. */
const LOOK = 1000;
const QUERIES = 4;
/** Accounts that an older release listed by their names alone, read for their addresses for one page. */
const OLDER = 50;

/**
 * First those of which each word begins a word of the name or the address, then those whose login begins so. The keys of
 * the list say all that is looked for, so nothing has to be written for a search but the key itself.
 */
export const searchAccounts = async (db: Db, search: AccountSearch): Promise<FoundAccounts> => {
  const from = readCursor(search.cursor);
  if (from.by === 'login') return searchLogins(db, search, from.gsk);
  if (!foldText(search.text)) return listAll(db, search.role, from.gsk);
  const { ids, cursor } = await lookThrough(db, search, from.gsk);
  const accounts = await readFound(db, ids, createListMatcher(search.text));
  if (cursor) return { accounts, cursor: `name:${cursor}` };
  if (!normaliseLogin(search.text)) return { accounts };
  const logins = await searchLogins(db, search, '');
  return { accounts: [...accounts, ...logins.accounts], cursor: logins.cursor };
};

const listAll = async (db: Db, role: Role, behind: string): Promise<FoundAccounts> => {
  const page = await lookUp(db, { pk: accountsOf(role), prefix: '', behind, limit: PAGE });
  const keys = page.items.map((item) => v.parse(IndexKey, item));
  const accounts = await readFound(
    db,
    keys.map(({ gsk }) => idIn(gsk)),
    () => true,
  );
  const last = keys.at(-1);
  return page.more && last ? { accounts, cursor: `name:${last.gsk}` } : { accounts };
};

/** The accounts on one page by their keys, and where to go on; without that the list was at its end. */
const lookThrough = async (
  db: Db,
  { role, text }: AccountSearch,
  behind: string,
): Promise<{ readonly ids: UserId[]; readonly cursor?: string }> => {
  const isFound = createListMatcher(text);
  const asksAddress = text.includes('@');
  const ids: UserId[] = [];
  let place = behind;
  let older = 0;
  for (let queries = 0; queries < QUERIES; queries++) {
    const page = await lookUp(db, { pk: accountsOf(role), prefix: '', behind: place, limit: LOOK });
    for (const item of page.items) {
      if (ids.length === PAGE || older === OLDER) return { ids, cursor: place };
      const { gsk } = v.parse(IndexKey, item);
      place = gsk;
      const listed = gsk.slice(0, -1 - ID_CHARACTERS);
      const isOlder = asksAddress && isListedByNameAlone(listed);
      if (isOlder) {
        older++;
        const account = await readAccount(db, idIn(gsk));
        if (!account) continue;
        await listAgain(db, account);
        if (isFound(listedAs(account))) ids.push(account.id);
      } else if (isFound(listed)) ids.push(idIn(gsk));
    }
    if (!page.more) return { ids };
  }
  return { ids, cursor: place };
};

/** In the order they are listed, as they are now: the list may be behind. */
const readFound = async (
  db: Db,
  ids: readonly UserId[],
  isFound: (listed: string) => boolean,
): Promise<Account[]> => {
  const byId = new Map((await readAccounts(db, ids)).map((account) => [account.id, account]));
  return ids.flatMap((id) => byId.get(id) ?? []).filter((account) => isFound(listedAs(account)));
};

/** Those whose login begins so, without those that were found by their name. */
const searchLogins = async (
  db: Db,
  { role, text }: AccountSearch,
  behind: string,
): Promise<FoundAccounts> => {
  const page = await lookUp(db, { pk: loginsOf(role), prefix: normaliseLogin(text), behind, limit: PAGE });
  const keys = page.items.map((item) => v.parse(IndexKey, item));
  const rows = await db.getAll(keys.map(({ gsk }) => loginKey(role, gsk)));
  const ids = rows.map((row) => v.parse(v.object({ userId: UserId }), row).userId);
  const isFound = createListMatcher(text);
  const accounts = (await readAccounts(db, ids))
    .filter((account) => !isFound(listedAs(account)))
    .sort((a, b) => (a.login < b.login ? -1 : 1));
  const last = keys.at(-1);
  return { accounts, cursor: page.more && last ? `login:${last.gsk}` : undefined };
};

const ID_CHARACTERS = 22;
const idIn = (gsk: string): UserId => v.parse(UserId, gsk.slice(-ID_CHARACTERS));

const IndexKey = v.object({ gsk: v.string() });

/** Bytes of a key of the index, less one for what begins behind it. */
const KEY_BYTES = 1023;

interface LookUp {
  readonly pk: string;
  readonly prefix: string;
  readonly behind: string;
  readonly limit: number;
}

const lookUp = async (db: Db, { pk, prefix, behind, limit }: LookUp): Promise<ItemPage> => {
  // A place in another search is behind everything of this one.
  if (!behind.startsWith(behind && prefix) || Buffer.byteLength(behind) > KEY_BYTES)
    return { items: [], more: false };
  return db.query({
    pk,
    index: 'lists',
    from: behind ? after(behind) : prefix || after(''),
    to: `${prefix}${LAST}`,
    limit,
  });
};

/** What is no cursor of ours begins at the beginning. */
const readCursor = (cursor = ''): { by: 'name' | 'login'; gsk: string } => {
  const [, by, gsk = ''] = /^(name|login):(.+)$/su.exec(cursor) ?? [];
  return { by: by === 'login' ? 'login' : 'name', gsk };
};
