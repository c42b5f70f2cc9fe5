// One account as administrators see it.
import { refuse } from '../../../shared/errors.ts';
import { toAccountView } from '../../domain/account.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readAccount } from '../../store/accounts.ts';

export const accountRead: RouteHandler<'GET /api/accounts/{accountId}'> = async (
  { accountId },
  { context },
) => {
  const found = await readAccount(context.db, accountId);
  return found ? { ok: toAccountView(found) } : refuse({ code: 'not_found' });
};
