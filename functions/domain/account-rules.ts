// What may be written in an account and a group, and who may change what of whom. Pure.
import { type Refusal, type Result, refuse } from '../../shared/errors.ts';
import type { UserId } from '../../shared/model.ts';
import {
  CATEGORY_MAX,
  cleanEmail,
  countCharacters,
  isEmail,
  LOGIN_MAX,
  NAME_MAX,
} from '../../shared/rules.ts';
import { type Account, normaliseLogin } from './account.ts';
import { normaliseName, normaliseNickname } from './names.ts';

export interface PersonFields {
  readonly login?: string | undefined;
  readonly name?: string | undefined;
  /** Empty: none. */
  readonly email?: string | undefined;
  readonly nickname?: string | undefined;
}

/** What was typed as it is stored; the first field that cannot be is refused by its name. */
export const cleanPerson = (typed: PersonFields): Result<PersonFields> => {
  const login =
    typed.login === undefined ? undefined : normaliseLogin(normaliseName(typed.login, LOGIN_MAX + 1));
  const name = typed.name === undefined ? undefined : normaliseName(typed.name, NAME_MAX);
  const email = typed.email === undefined ? undefined : cleanEmail(typed.email);
  if (login !== undefined && (login === '' || /\s/u.test(login) || countCharacters(login) > LOGIN_MAX)) {
    return refuse({ code: 'bad_request', path: 'login' });
  }
  if (name === '') return refuse({ code: 'bad_request', path: 'name' });
  if (email && !isEmail(email)) return refuse({ code: 'bad_email' });
  const nickname = typed.nickname === undefined ? undefined : normaliseNickname(typed.nickname);
  return { ok: { login, name, email, nickname } };
};

/**
 * Nobody blocks oneself or gives up the own right to administer. As every change is made by somebody who still may
 * administer when it is stored, there is always one left who may.
 */
export const refuseOwn = (actor: UserId, before: Account, after: Account): Refusal | undefined => {
  if (actor !== before.id) return undefined;
  if (!administers(before)) return { code: 'forbidden' };
  return administers(after) ? undefined : { code: 'own_rights' };
};

const administers = (account: Account): boolean =>
  account.role === 'agent' && !account.blocked && account.permissions.includes('administer');

export const hasSameRights = (before: Account, after: Account): boolean =>
  rightsOf(before).join('\n') === rightsOf(after).join('\n');

/** Permissions of an agent, groups of a customer; in an order of their own. */
const rightsOf = (account: Account): readonly string[] =>
  [...new Set<string>(account.role === 'agent' ? account.permissions : account.groups)].sort();

/** Categories as they are stored: without empty ones and without one twice. */
export const cleanCategories = (typed: readonly string[]): string[] => {
  const byKey = new Map<string, string>();
  for (const raw of typed) {
    const name = normaliseName(raw, CATEGORY_MAX);
    const key = name.toLowerCase();
    if (name && !byKey.has(key)) byKey.set(key, name);
  }
  return [...byKey.values()];
};
