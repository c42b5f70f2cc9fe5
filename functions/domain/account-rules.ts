// What may be written in an account and a group, and who may change what of whom. Pure.
import { type Refusal, type Result, refuse } from '../../shared/errors.ts';
import type { UserId } from '../../shared/model.ts';
import {
  CATEGORIES_MAX,
  CATEGORY_MAX,
  cleanEmail,
  isEmail,
  LOGIN_MAX,
  NAME_MAX,
  NICKNAME_MAX,
} from '../../shared/rules.ts';
import { type Account, normaliseLogin } from './account.ts';
import { parseName } from './names.ts';

export interface PersonFields {
  readonly login?: string | undefined;
  readonly name?: string | undefined;
  /** Empty: none. */
  readonly email?: string | undefined;
  readonly nickname?: string | undefined;
}

/** What was typed as it is stored; the first field that cannot be is refused by its name. */
export const cleanPerson = (typed: PersonFields): Result<PersonFields> => {
  const login = parseField(typed, 'login', LOGIN_MAX);
  if ('error' in login) return login;
  const name = parseField(typed, 'name', NAME_MAX);
  if ('error' in name) return name;
  const nickname = parseField(typed, 'nickname', NICKNAME_MAX);
  if ('error' in nickname) return nickname;
  const email = typed.email === undefined ? undefined : cleanEmail(typed.email);
  if (login.ok === '' || (login.ok && /\s/u.test(login.ok))) {
    return refuse({ code: 'bad_request', path: 'login' });
  }
  if (name.ok === '') return refuse({ code: 'bad_request', path: 'name' });
  if (email && !isEmail(email)) return refuse({ code: 'bad_email' });
  return {
    ok: {
      login: login.ok === undefined ? undefined : normaliseLogin(login.ok),
      name: name.ok,
      email,
      nickname: nickname.ok,
    },
  };
};

const parseField = (
  typed: PersonFields,
  field: 'login' | 'name' | 'nickname',
  max: number,
): Result<string | undefined> => {
  const text = typed[field];
  return text === undefined ? { ok: undefined } : parseName(text, max, field);
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
export const cleanCategories = (typed: readonly string[]): Result<string[]> => {
  const byKey = new Map<string, string>();
  for (const raw of typed) {
    const name = parseName(raw, CATEGORY_MAX, 'names');
    if ('error' in name) return name;
    const key = name.ok.toLowerCase();
    if (key && !byKey.has(key)) byKey.set(key, name.ok);
  }
  return { ok: [...byKey.values()] };
};

interface Listed {
  readonly names: readonly string[];
  readonly former: readonly string[];
}

/**
 * The categories that tickets may still have though they are on the list no more, those of the last change first: as many
 * as there can be on the list.
 */
export const listFormer = (before: Listed, names: readonly string[]): string[] =>
  [...new Set([...before.names, ...before.former])]
    .filter((name) => !names.includes(name))
    .slice(0, CATEGORIES_MAX);
