// A customer's own account: looking at it and changing it.
import { type Refusal, refuse } from '../../../shared/errors.ts';
import type { RouteReply } from '../../../shared/routes.ts';
import type { Context } from '../../adapters/context.ts';
import { sendsMail } from '../../adapters/env.ts';
import { checkPassword } from '../../auth/password.ts';
import type { Account } from '../../domain/account.ts';
import { cleanPerson } from '../../domain/account-rules.ts';
import { attempt } from '../../domain/throttle.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { clearAttempts, takeAttempt } from '../../store/throttle.ts';
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
  { name: given, email, language, current },
  { context, session: { account } },
) => {
  const cleaned = cleanPerson({ name: given, email });
  if ('error' in cleaned) return cleaned;
  const { name, email: address } = cleaned.ok;
  if (address !== undefined && address !== (account.email ?? '')) {
    const refused = await refuseOtherAddress(context, account, current);
    if (refused) return refused;
  }
  const changed = await changeOwn(context, account.id, (before) => ({
    ...before,
    name: name ?? before.name,
    email: address === undefined ? before.email : address || undefined,
    language: language ?? before.language,
  }));
  return 'error' in changed ? changed : { ok: toProfile(changed.ok) };
};

/**
 * A link to choose a password goes to the address: whoever finds a browser left signed in must not lead it elsewhere. Who
 * signs in without a password cannot say one, and no such link is sent.
 */
const refuseOtherAddress = async (
  { db, now }: Pick<Context, 'db' | 'now'>,
  { id, password }: Account,
  current: string | undefined,
): Promise<{ readonly error: Refusal } | undefined> => {
  if (!sendsMail() || !password) return undefined;
  const guess = attempt('password', id);
  const taken = await takeAttempt(db, guess, now());
  if ('error' in taken) return taken;
  if (!(await checkPassword(current ?? '', password))) return refuse({ code: 'wrong_password' });
  await clearAttempts(db, guess);
  return undefined;
};
