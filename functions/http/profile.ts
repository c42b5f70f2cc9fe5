// A customer's own account: looking at it and changing it.

import { refuse } from '../../shared/errors.ts';
import type { RouteReply } from '../../shared/routes.ts';
import { isEmail } from '../../shared/rules.ts';
import type { Account } from '../domain/account.ts';
import type { HttpAction } from '../platform/http.ts';
import { changeOwnAccount } from '../store/accounts.ts';

const toProfile = ({ login, name, email = '', language }: Account): RouteReply<'GET /api/profile'> => ({
  login,
  name,
  email,
  language,
});

export const profile: HttpAction<'GET /api/profile'> = async (_input, { session }) => ({
  ok: toProfile(session.account),
});

export const changeProfile: HttpAction<'PATCH /api/profile'> = async (
  { name: given, email, language },
  { context, session: { account } },
) => {
  const name = given?.toWellFormed().normalize('NFC').replace(/\s+/g, ' ').trim();
  if (name === '') return refuse({ code: 'bad_request', path: 'name' });
  const address = email?.trim();
  if (address && !isEmail(address)) return refuse({ code: 'bad_email' });
  const changed = await changeOwnAccount(context.db, account, { name, email: address, language });
  return changed ? { ok: toProfile(changed) } : refuse({ code: 'busy' });
};
