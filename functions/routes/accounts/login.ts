// Signing in with login and password. The answer and the work are the same for an unknown login and a wrong password; that an account is blocked is told to whoever knows its password.
import { refuse } from '../../../shared/errors.ts';
import { passFirstStep } from '../../auth/first-step.ts';
import { noteFailedSignIn } from '../../auth/note-access.ts';
import { checkPassword } from '../../auth/password.ts';
import { roleOf } from '../../domain/account.ts';
import { attemptsOf } from '../../domain/throttle.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { findByLogin } from '../../store/accounts.ts';
import { findDevice } from '../../store/devices.ts';
import { arePasswordsOff } from '../../store/providers.ts';
import { clearAttempts, returnAttempt, takeAttempt } from '../../store/throttle.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { signOut } from '../../workflows/sign-out.ts';

export const createLogin =
  (reach: Reach): RouteHandler<'POST /api/login'> =>
  async ({ login, password }, call) => {
    const { context, site, cookie, device, address } = call;
    const { db, now } = context;
    // Before any guess: whether it is right is then told to nobody.
    if (await arePasswordsOff(db, site)) return refuse({ code: 'passwords_off' });
    const account = await findByLogin(db, roleOf(site), login);
    const browser = device.token && (await findDevice(db, account, device.token, now()));
    const attempts = attemptsOf({ site, login, account, address, browser });
    for (const attempt of attempts.all) {
      const taken = await takeAttempt(db, attempt, now());
      if ('error' in taken) return taken;
    }

    const isRight = await checkPassword(password, account?.password);
    if (!account || !isRight || account.blocked) await noteFailedSignIn(context, { site, login, account });
    if (!account || !isRight) return refuse({ code: 'wrong_credentials' });
    if (account.blocked) return refuse({ code: 'account_blocked' });

    await Promise.all([
      ...attempts.cleared.map((attempt) => clearAttempts(db, attempt)),
      ...attempts.returned.map((attempt) => returnAttempt(db, attempt)),
      cookie.token ? signOut({ ...context, ...reach }, cookie.token) : undefined,
    ]);
    return passFirstStep(call, account);
  };
