// People who can sign in, and what they may. Pure; no password check, no session and no store.
import * as v from 'valibot';
import type { AccountView } from '../../shared/account-routes.ts';
import { foldText, foldWords } from '../../shared/fold-text.ts';
import { Language, Permission, type Person, type Role, UserId } from '../../shared/model.ts';

/** A scrypt hash with the parameters it was made with, so that they can grow without breaking older ones. */
export const PasswordHash = v.object({
  n: v.number(),
  r: v.number(),
  p: v.number(),
  /** base64url */
  salt: v.string(),
  hash: v.string(),
});
export type PasswordHash = v.InferOutput<typeof PasswordHash>;

/** How another system that signs people in names one of them; only both together are a name. */
export const Identity = v.object({ issuer: v.string(), subject: v.string() });
export type Identity = v.InferOutput<typeof Identity>;

/** `refused`: SES takes no such address. */
const MailFault = v.object({
  email: v.string(),
  kind: v.picklist(['bounced', 'complained', 'refused']),
  at: v.number(),
});
export type MailFault = v.InferOutput<typeof MailFault>;

const person = {
  id: UserId,
  /** Empty for whoever signs in elsewhere alone. */
  login: v.string(),
  name: v.string(),
  /** Missing for whoever has none here: then none is right. */
  password: v.optional(PasswordHash),
  /** What this person is called elsewhere; missing when nowhere. */
  identities: v.optional(v.array(Identity)),
  blocked: v.optional(v.boolean(), false),
  email: v.optional(v.string()),
  /** What this person reads in, once it was chosen. */
  language: v.optional(Language),
  /** Grows with every change; a change of an older version is refused. */
  rev: v.optional(v.number(), 0),
  /** Sessions of an earlier epoch are over: a new password or a block begins the next one. */
  epoch: v.optional(v.number(), 0),
  /** When this person was last asked by mail to choose a password, and has not yet; milliseconds since 1970. */
  invitedAt: v.optional(v.number()),
  /** What was sent to this address came back, or its reader complained: nothing is sent to it any more. */
  mailFault: v.optional(MailFault),
  /** An administrator made the password and knows it; its owner has yet to choose another (S168). */
  passwordGiven: v.optional(v.boolean()),
  /** Signs in with a second factor; which ones is kept beside the account (S127). */
  secondFactor: v.optional(v.boolean()),
  /** When an administrator took the second factor away, until its owner has read that; milliseconds since 1970. */
  factorsResetAt: v.optional(v.number()),
};

export const Account = v.variant('role', [
  /** What a customer may comes from groups (S3). */
  v.object({ ...person, role: v.literal('customer'), groups: v.array(v.string()) }),
  v.object({
    ...person,
    role: v.literal('agent'),
    nickname: v.optional(v.string()),
    permissions: v.array(Permission),
  }),
]);
export type Account = v.InferOutput<typeof Account>;

type Loose<T, K extends PropertyKey> = T extends unknown
  ? Omit<T, K> & Partial<Pick<T, Extract<K, keyof T>>>
  : never;
/** Before it is stored: what every account starts with may be left out. */
export type NewAccount = Loose<Account, 'blocked' | 'rev' | 'epoch'>;

export const Group = v.object({
  id: v.string(),
  name: v.string(),
  permissions: v.array(Permission),
  rev: v.optional(v.number(), 0),
});
export type Group = v.InferOutput<typeof Group>;
export type NewGroup = Loose<Group, 'rev'>;

/** The name others see: an agent's nickname, or else the user name (S41), or else the own name; a customer's own name. */
export const displayName = (account: Account): string =>
  account.role === 'customer' ? account.name : account.nickname?.trim() || account.login || account.name;

/** Who did something, as it is noted. */
export const whoIs = (account: Account): Person => ({ id: account.id, name: displayName(account) });

/** The right of a customer is the union over the groups (S3); a blocked account has none. */
export const permissionsOf = (account: Account, groups: readonly Group[]): ReadonlySet<Permission> => {
  if (account.blocked) return new Set();
  if (account.role === 'agent') return new Set(account.permissions);
  return new Set(
    groups.filter(({ id }) => account.groups.includes(id)).flatMap((group) => group.permissions),
  );
};

/** Whether nothing of what somebody had was taken away since. */
export const hasAll = (now: ReadonlySet<Permission>, then: ReadonlySet<Permission>): boolean =>
  [...then].every((permission) => now.has(permission));

/** Upper and lower case, composed and decomposed accents, white space around it and what cannot be seen are one login. */
export const normaliseLogin = (login: string): string =>
  login
    .toWellFormed()
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .toLowerCase();

/** Bytes of a name in the key of an index: DynamoDB takes 1,024, and an id of 22 stands behind it. */
const INDEXED_BYTES = 1000;

/** The beginning of a text that fits so many bytes of UTF-8; no character is cut in two. */
const cutToBytes = (text: string, most: number): string => {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += bytesOf(character.codePointAt(0) ?? 0);
    if (bytes > most) return text.slice(0, end);
    end += character.length;
  }
  return text;
};

const bytesOf = (codePoint: number): number =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;

/**
 * How names are ordered and found: as people type them. One character may become eighteen (U+FDFA), so it is cut to what
 * an index takes.
 */
export const sortable = (name: string): string => cutToBytes(foldText(name), INDEXED_BYTES);

/** Between name and address in the key of the list: sorts before everything that is typed. */
const MARK = '\u0001';
const NAME_BYTES = 600;
const EMAIL_BYTES = 390;

/** What an account is listed and looked for by, in the order of the names. The id stands behind it. */
export const listedAs = ({ name, email = '' }: Pick<Account, 'name' | 'email'>): string =>
  `${cutToBytes(foldText(name), NAME_BYTES)}${MARK}${cutToBytes(foldText(email), EMAIL_BYTES)}`;

/** Listed before lists had addresses. */
export const isListedByNameAlone = (listed: string): boolean => !listed.includes(MARK);

const beginsWord = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  return false;
};

/** @returns whether every word that is looked for begins a word of the name or of the address. */
export const createListMatcher = (search: string): ((listed: string) => boolean) => {
  const words = foldWords(search);
  // What was listed by an older release was folded by its rules.
  return (listed) => {
    const text = foldText(listed);
    return words.every((word) => beginsWord(text, word));
  };
};

/** Whether mail to the address that the account has now comes back. */
export const hasMailFault = ({ email, mailFault }: Pick<Account, 'email' | 'mailFault'>): boolean =>
  mailFault !== undefined && mailFault.email === email;

/** An account as administrators see it. */
export const toAccountView = (account: Account): AccountView => {
  const { id, login, name, email, blocked, secondFactor, rev, invitedAt, mailFault } = account;
  const shared = {
    id,
    login,
    name,
    email,
    blocked,
    secondFactor,
    rev,
    invitedAt,
    mailFault: hasMailFault(account) ? mailFault?.kind : undefined,
  };
  return account.role === 'customer'
    ? { ...shared, role: 'customer', groups: [...account.groups] }
    : {
        ...shared,
        role: 'agent',
        nickname: account.nickname ?? '',
        permissions: account.permissions.filter((permission) => permission !== 'chat'),
      };
};

/** The site a role signs in at; each has its own cookie. */
export const Site = v.picklist(['portal', 'console']);
export type Site = v.InferOutput<typeof Site>;

export const siteOfRole = (role: Role): Site => (role === 'customer' ? 'portal' : 'console');
export const roleOf = (site: Site): Role => (site === 'portal' ? 'customer' : 'agent');
