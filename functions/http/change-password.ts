// A new password, for who knows the current one. The sessions on other devices end; this one goes on with a new token.
import { refuse } from '../../shared/errors.ts';
import { countCharacters, PASSWORD_MIN } from '../../shared/rules.ts';
import { attemptedPassword, PASSWORD_LIMIT } from '../domain/throttle.ts';
import type { HttpAction } from '../platform/http.ts';
import { checkPassword, hashPassword } from '../platform/password.ts';
import { signIn } from '../platform/session.ts';
import { changeOwnAccount } from '../store/accounts.ts';
import { clearAttempts, takeAttempt } from '../store/throttle.ts';

export const changePassword: HttpAction<'POST /api/profile/password'> = async (
  { current, password },
  { context, site, cookie, session: { account } },
) => {
  const { db, now } = context;
  if (countCharacters(password.normalize('NFC')) < PASSWORD_MIN) {
    return refuse({ code: 'password_too_short', min: PASSWORD_MIN });
  }
  const attempted = attemptedPassword(account.id);
  const taken = await takeAttempt(db, attempted, { limit: PASSWORD_LIMIT, now: now() });
  if ('error' in taken) return taken;
  if (!(await checkPassword(current, account.password))) return refuse({ code: 'wrong_password' });

  const changed = await changeOwnAccount(db, account, {
    password: await hashPassword(password),
    sessionsFrom: now(),
  });
  if (!changed) return refuse({ code: 'busy' });
  await clearAttempts(db, attempted);
  cookie.set(await signIn(context, site, changed));
  return { ok: {} };
};
