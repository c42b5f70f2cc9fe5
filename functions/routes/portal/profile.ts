// A customer's own account: looking at it and changing it.
import type { RouteReply } from '../../../shared/routes.ts';
import type { Account } from '../../domain/account.ts';
import { cleanPerson } from '../../domain/account-rules.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { changeOwn } from '../../workflows/store-account.ts';

const toProfile = ({ login, name, email = '', language }: Account): RouteReply<'GET /api/profile'> => ({
  login,
  name,
  email,
  language,
});

export const profile: RouteHandler<'GET /api/profile'> = async (_input, { session }) => ({
  ok: toProfile(session.account),
});

export const changeProfile: RouteHandler<'PATCH /api/profile'> = async (
  { name: given, email, language },
  { context, session: { account } },
) => {
  const cleaned = cleanPerson({ name: given, email });
  if ('error' in cleaned) return cleaned;
  const { name, email: address } = cleaned.ok;
  const changed = await changeOwn(context, account.id, (before) => ({
    ...before,
    name: name ?? before.name,
    email: address === undefined ? before.email : address || undefined,
    language: language ?? before.language,
  }));
  return 'error' in changed ? changed : { ok: toProfile(changed.ok) };
};
