// By whom this page was opened, for everything it asks. Kept on the page's root element, so that every script of the page says the same.

const root = (): HTMLElement | undefined => globalThis.document?.documentElement;

/** `undefined` on a page that is nobody's, such as the login page. */
export const pageAccount = (): string | undefined => root()?.dataset.account;

/** @param account whose page it is; `undefined` when that person has signed out. */
export const openPageAs = (account: string | undefined): void => {
  if (account === undefined) delete root()?.dataset.account;
  else root()?.setAttribute('data-account', account);
};
