// How many failed sign-ins are borne, and whose they are. Pure; knows no store.
import type { Role } from '../../shared/model.ts';
import { normaliseLogin } from './account.ts';

export interface Limit {
  readonly attempts: number;
  readonly windowSeconds: number;
}

/** 960 guesses a day at one account, so a stranger who keeps it shut does so for minutes at a time, not for good. */
export const ACCOUNT_LIMIT: Limit = { attempts: 10, windowSeconds: 15 * 60 };
/** An office shares one address; successes are given back, so only failures count. */
export const ADDRESS_LIMIT: Limit = { attempts: 50, windowSeconds: 15 * 60 };

/** Guesses at the current password by who sits at a browser that was left signed in. */
export const PASSWORD_LIMIT: Limit = { attempts: 5, windowSeconds: 15 * 60 };
export const attemptedPassword = (account: string): string => `password#${account}`;

/** Questions one customer may leave: each becomes a ticket that somebody has to read. */
export const QUESTION_LIMIT: Limit = { attempts: 20, windowSeconds: 60 * 60 };
export const attemptedQuestion = (account: string): string => `question#${account}`;

/** What an attempt counts against: the login as typed, known or not, and the address it came from. */
export const attemptedAccount = (role: Role, login: string): string =>
  `account#${role}#${normaliseLogin(login)}`;
export const attemptedFrom = (address: string): string => `address#${networkOf(address)}`;

/** Who has one IPv6 address has the whole /64 it lies in, so that counts as one. */
const networkOf = (address: string): string => {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  if (tail === undefined) return before.slice(0, 4).join(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
};
