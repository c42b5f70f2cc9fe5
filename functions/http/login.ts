// Signing in with login and password. The answer and the work are the same for an unknown login, a wrong password and a blocked account.
import { refuse } from '../../shared/errors.ts';
import type { Reach } from '../actions/rights.ts';
import { signOut } from '../actions/sign-out.ts';
import { roleOf } from '../domain/account.ts';
import { attemptsOf } from '../domain/throttle.ts';
import type { HttpAction } from '../platform/http.ts';
import { log } from '../platform/log.ts';
import { checkPassword } from '../platform/password.ts';
import { rememberBrowser, signIn } from '../platform/session.ts';
import { findByLogin } from '../store/accounts.ts';
import { findDevice } from '../store/devices.ts';
import { clearAttempts, returnAttempt, takeAttempt } from '../store/throttle.ts';
import { toSession } from './session.ts';

export const createLogin =
  (reach: Reach): HttpAction<'POST /api/login'> =>
  async ({ login, password }, { context, site, cookie, device, address }) => {
    const { db, now } = context;
    const account = await findByLogin(db, roleOf(site), login);
    const browser = device.token && (await findDevice(db, account, device.token, now()));
    const attempts = attemptsOf({ site, login, account, address, browser });
    for (const attempt of attempts.all) {
      const taken = await takeAttempt(db, attempt, now());
      if ('error' in taken) return taken;
    }

    const isRight = await checkPassword(password, account?.password);
    if (!account || !isRight || account.blocked) return refuse({ code: 'wrong_credentials' });

    await Promise.all([
      ...attempts.cleared.map((attempt) => clearAttempts(db, attempt)),
      ...attempts.returned.map((attempt) => returnAttempt(db, attempt)),
      cookie.token ? signOut({ ...context, ...reach }, cookie.token) : undefined,
    ]);
    log('INFO', 'signed in', { account: account.id });
    cookie.set(await signIn(context, site, account));
    await rememberBrowser(context, device, account);
    return { ok: await toSession(db, account) };
  };
