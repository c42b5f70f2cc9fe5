// Who is signed in here, and what that person may.
import type { Session } from '../../shared/routes.ts';
import { type Account, displayName } from '../domain/account.ts';
import type { HttpAction } from '../platform/http.ts';
import { permissionsOfAccount } from '../store/accounts.ts';
import type { Db } from '../store/db.ts';

export const session: HttpAction<'GET /api/session'> = async (_input, { context, session }) => ({
  ok: await toSession(context.db, session.account),
});

export const toSession = async (db: Db, account: Account): Promise<Session> => ({
  user: { id: account.id, login: account.login, name: displayName(account), role: account.role },
  permissions: [...(await permissionsOfAccount(db, account))],
  language: account.language,
});
