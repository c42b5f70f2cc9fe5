// People who can sign in, and what they may. Pure; knows no password check, no session and no store.
import * as v from 'valibot';
import { Language, Permission, type Role, UserId } from '../../shared/model.ts';

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

const person = {
  id: UserId,
  login: v.string(),
  name: v.string(),
  password: PasswordHash,
  blocked: v.optional(v.boolean(), false),
  email: v.optional(v.string()),
  /** What this person reads in, once it was chosen. */
  language: v.optional(Language),
  /** Sessions from before this moment (milliseconds) no longer count: the password was changed. */
  sessionsFrom: v.optional(v.number()),
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

export const Group = v.object({ id: v.string(), name: v.string(), permissions: v.array(Permission) });
export type Group = v.InferOutput<typeof Group>;

/** The name others see: an agent's nickname, or else the user name (S41); a customer's own name. */
export const displayName = (account: Account): string =>
  account.role === 'customer' ? account.name : account.nickname?.trim() || account.login;

/** The right of a customer is the union over the groups (S3); a blocked account has none. */
export const permissionsOf = (account: Account, groups: readonly Group[]): ReadonlySet<Permission> => {
  if (account.blocked) return new Set();
  if (account.role === 'agent') return new Set(account.permissions);
  return new Set(
    groups.filter(({ id }) => account.groups.includes(id)).flatMap((group) => group.permissions),
  );
};

/** Upper and lower case, composed and decomposed accents and white space around it are one login. */
export const normaliseLogin = (login: string): string =>
  login.toWellFormed().normalize('NFC').trim().toLowerCase();

/** For putting names in order and finding them: without case, accents and white space around. */
export const normaliseName = (name: string): string =>
  name.toWellFormed().normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();

/** NIST SP 800-63B asks 8 for users; who administers has more to lose. */
export const ADMIN_PASSWORD_MIN = 12;

/** The site a role signs in at; each has its own cookie. */
export const Site = v.picklist(['portal', 'console']);
export type Site = v.InferOutput<typeof Site>;

export const roleOf = (site: Site): Role => (site === 'portal' ? 'customer' : 'agent');
