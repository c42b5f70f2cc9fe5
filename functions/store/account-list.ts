// Accounts in the order of their names, found by how a name or a login begins. The index gives the keys, the table what is true of them.

import * as v from 'valibot';
import { type Role, UserId } from '../../shared/model.ts';
import { type Account, normaliseLogin, sortable } from '../domain/account.ts';
import { readAccounts } from './accounts.ts';
import type { Db, Page } from './db.ts';
import { accountsOf, loginKey, loginsOf } from './keys.ts';
import { after } from './pages.ts';

const PAGE = 25;
/** Sorts behind every text that begins with what stands before it. */
const LAST = '\u{10ffff}';

export interface Search {
  readonly role: Role;
  /** Empty: all. */
  readonly text: string;
  readonly cursor?: string | undefined;
}

export interface Found {
  readonly accounts: readonly Account[];
  /** Absent at the end. */
  readonly cursor?: string | undefined;
}

/** First those whose name begins so, then those whose login does. */
export const searchAccounts = async (db: Db, { role, text, cursor }: Search): Promise<Found> => {
  const from = readCursor(cursor);
  if (from.by === 'login') return searchLogins(db, { role, text, from: from.gsk });
  const name = sortable(text);
  const page = await lookUp(db, accountsOf(role), name, from.gsk);
  const keys = page.items.map((item) => v.parse(IndexKey, item));
  const byId = new Map(
    (
      await readAccounts(
        db,
        keys.map(({ gsk }) => v.parse(UserId, gsk.slice(-22))),
      )
    ).map((account) => [account.id, account]),
  );
  const accounts = keys.flatMap(({ gsk }) => byId.get(v.parse(UserId, gsk.slice(-22))) ?? []);
  const last = keys.at(-1);
  if (page.more && last) return { accounts, cursor: `name:${last.gsk}` };
  if (!normaliseLogin(text)) return { accounts };
  const logins = await searchLogins(db, { role, text, from: '' });
  return { accounts: [...accounts, ...logins.accounts], cursor: logins.cursor };
};

/** Those whose login begins so, without those that were found by their name. */
const searchLogins = async (
  db: Db,
  { role, text, from }: { role: Role; text: string; from: string },
): Promise<Found> => {
  const page = await lookUp(db, loginsOf(role), normaliseLogin(text), from);
  const keys = page.items.map((item) => v.parse(IndexKey, item));
  const rows = await db.getAll(keys.map(({ gsk }) => loginKey(role, gsk)));
  const ids = rows.map((row) => v.parse(v.object({ userId: UserId }), row).userId);
  const accounts = (await readAccounts(db, ids))
    .filter((account) => !sortable(account.name).startsWith(sortable(text)))
    .sort((a, b) => (a.login < b.login ? -1 : 1));
  const last = keys.at(-1);
  return { accounts, cursor: page.more && last ? `login:${last.gsk}` : undefined };
};

const IndexKey = v.object({ gsk: v.string() });

/** Bytes of a key of the index, less one for what begins behind it. */
const KEY_BYTES = 1023;

const lookUp = async (db: Db, pk: string, prefix: string, last: string): Promise<Page> => {
  // A place in another search is behind everything of this one.
  if (!last.startsWith(last && prefix) || Buffer.byteLength(last) > KEY_BYTES)
    return { items: [], more: false };
  return db.query({
    pk,
    index: 'lists',
    from: last ? after(last) : prefix || after(''),
    to: `${prefix}${LAST}`,
    limit: PAGE,
  });
};

/** What is no cursor of ours begins at the beginning. */
const readCursor = (cursor = ''): { by: 'name' | 'login'; gsk: string } => {
  const [, by, gsk = ''] = /^(name|login):(.+)$/su.exec(cursor) ?? [];
  return { by: by === 'login' ? 'login' : 'name', gsk };
};
