// "Portaalaccounts" and "Medewerkers": a page of the list, found by how a name or a login begins.
import { toAccountView } from '../../domain/account.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { searchAccounts } from '../../store/account-list.ts';

export const accountSearch: RouteHandler<'GET /api/accounts'> = async (search, { context }) => {
  const { accounts, cursor } = await searchAccounts(context.db, search);
  return { ok: { accounts: accounts.map(toAccountView), cursor } };
};
