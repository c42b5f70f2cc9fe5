// One's own new password, for whoever knows the current one; this session stays, all others of this person end with their connections.
import { type Result, refuse } from '../../../shared/errors.ts';
import { checkPassword, hashPassword } from '../../auth/password.ts';
import { rememberBrowser } from '../../auth/session.ts';
import { siteOfRole } from '../../domain/account.ts';
import { refusePassword } from '../../domain/new-password.ts';
import { attempt } from '../../domain/throttle.ts';
import type { Call } from '../../pipeline/http.ts';
import { arePasswordsOff } from '../../store/providers.ts';
import { keepSession } from '../../store/sessions.ts';
import { clearAttempts, takeAttempt } from '../../store/throttle.ts';
import { callSender, queueMail } from '../../workflows/queue-mail.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { storeChange } from '../../workflows/store-account.ts';
import { finish, passwordWork, pending } from '../../workflows/work.ts';

type OwnCall = Pick<Call<'POST /api/profile/password'>, 'context' | 'session' | 'cookie' | 'device'>;
interface Passwords {
  readonly current: string;
  readonly password: string;
}

/** The same for a customer and an agent. */
export const createOwnPassword =
  (reach: Reach, hasMail: boolean) =>
  async (
    { current, password }: Passwords,
    { context, session, cookie, device }: OwnCall,
  ): Promise<Result<Record<string, never>>> => {
    const { db, now } = context;
    const { account: before, sessionId } = session;
    if (await arePasswordsOff(db, siteOfRole(before.role))) return refuse({ code: 'passwords_off' });
    // Who found a console left open must not find out the password.
    const guess = attempt('password', before.id);
    const taken = await takeAttempt(db, guess, now());
    if ('error' in taken) return taken;
    if (!(await checkPassword(current, before.password))) return refuse({ code: 'wrong_password' });
    await clearAttempts(db, guess);
    const permissions = before.role === 'agent' ? before.permissions : [];
    const fault = refusePassword({ password, login: before.login, permissions });
    if (fault) return refuse(fault);
    if (before.passwordGiven && password === current) return refuse({ code: 'password_given' });

    const epoch = before.epoch + 1;
    const after = {
      ...before,
      password: await hashPassword(password),
      epoch,
      passwordGiven: undefined,
      invitedAt: undefined,
    };
    const follow = pending(context, passwordWork(context, before.id, sessionId));
    // Its owner may not have done it, and is told where the owner alone reads.
    const told =
      hasMail && before.email ? queueMail(context, { kind: 'password_changed', user: before.id }) : undefined;
    const stored = await storeChange(context, before, after, [
      ...(cookie.token ? [keepSession(cookie.token, epoch)] : []),
      follow.write,
      ...(told?.writes ?? []),
    ]);
    if ('error' in stored) return stored.error.code === 'outdated' ? refuse({ code: 'busy' }) : stored;
    // Browsers are known to an epoch; this one has just given the password.
    await rememberBrowser(context, device, after);
    await finish({ ...context, ...reach }, follow);
    if (told) await callSender(context, told.mail);
    return { ok: {} };
  };
