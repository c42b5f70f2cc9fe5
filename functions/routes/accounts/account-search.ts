// "Portaalaccounts" and "Medewerkers": a page of the list, found by any word of the name, by the address or by how the login begins.
import { toAccountView } from '../../domain/account.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { searchAccounts } from '../../store/account-list.ts';

export const accountSearch: RouteHandler<'GET /api/accounts'> = async (search, { context }) => {
  const { accounts, cursor } = await searchAccounts(context.db, search);
  return { ok: { accounts: accounts.map(toAccountView), cursor } };
};
