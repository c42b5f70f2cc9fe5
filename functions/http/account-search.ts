// "Portaalaccounts" and "Medewerkers": a page of the list, found by how a name or a login begins.
import { toAccountView } from '../domain/account.ts';
import type { HttpAction } from '../platform/http.ts';
import { searchAccounts } from '../store/account-list.ts';

export const accountSearch: HttpAction<'GET /api/accounts'> = async (search, { context }) => {
  const { accounts, cursor } = await searchAccounts(context.db, search);
  return { ok: { accounts: accounts.map(toAccountView), cursor } };
};
