// By whom this page was opened, for everything it asks. Kept on the page's root element, so that every script of the page says the same.

import { SPEAKS } from '../../shared/terms.ts';

const root = (): HTMLElement | undefined => globalThis.document?.documentElement;

/** `undefined` on a page that is nobody's, such as the login page. */
export const pageAccount = (): string | undefined => root()?.dataset.account;

/** @param account whose page it is; `undefined` when that person has signed out. */
export const openPageAs = (account: string | undefined): void => {
  if (account === undefined) delete root()?.dataset.account;
  else root()?.setAttribute('data-account', account);
};

/** Where this page's socket is opened, with what the server is to know of the page: its release, and whose it is. */
export const socketUrl = (): string =>
  `${location.origin.replace('http', 'ws')}/ws?speaks=${SPEAKS}&account=${pageAccount() ?? ''}`;
