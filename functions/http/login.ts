// Signing in with login and password. The answer and the work are the same for an unknown login, a wrong password and a blocked account.
import { refuse } from '../../shared/errors.ts';
import type { Reach } from '../actions/rights.ts';
import { signOut } from '../actions/sign-out.ts';
import { roleOf } from '../domain/account.ts';
import { ACCOUNT_LIMIT, ADDRESS_LIMIT, attemptedAccount, attemptedFrom } from '../domain/throttle.ts';
import type { HttpAction } from '../platform/http.ts';
import { log } from '../platform/log.ts';
import { checkPassword } from '../platform/password.ts';
import { signIn } from '../platform/session.ts';
import { findByLogin } from '../store/accounts.ts';
import { clearAttempts, returnAttempt, takeAttempt } from '../store/throttle.ts';
import { toSession } from './session.ts';

export const createLogin =
  (reach: Reach): HttpAction<'POST /api/login'> =>
  async (input, { context, site, cookie, address }) => {
    const { db, now } = context;
    const role = roleOf(site);
    const from = attemptedFrom(address);
    const at = attemptedAccount(role, input.login);
    const byAddress = await takeAttempt(db, from, { limit: ADDRESS_LIMIT, now: now() });
    if ('error' in byAddress) return byAddress;
    const byAccount = await takeAttempt(db, at, { limit: ACCOUNT_LIMIT, now: now() });
    if ('error' in byAccount) return byAccount;

    const account = await findByLogin(db, role, input.login);
    const isRight = await checkPassword(input.password, account?.password);
    if (!account || !isRight || account.blocked) return refuse({ code: 'wrong_credentials' });

    // The address gets this one attempt back, not all: an account of one's own must not buy guesses at another's.
    await Promise.all([
      clearAttempts(db, at),
      returnAttempt(db, from),
      cookie.token ? signOut({ ...context, ...reach }, cookie.token) : undefined,
    ]);
    log('INFO', 'signed in', { account: account.id });
    cookie.set(await signIn(context, site, account));
    return { ok: await toSession(db, account) };
  };
