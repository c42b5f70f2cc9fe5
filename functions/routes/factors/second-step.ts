// The second step of a sign-in: by whoever gave the right password within the last five minutes, and for nothing else.
import { type Result, refuse } from '../../../shared/errors.ts';
import type { FactorProof } from '../../../shared/factor-routes.ts';
import { log } from '../../adapters/log.ts';
import { noteFailedSignIn, noteSignIn } from '../../auth/note-access.ts';
import { optionsForProof } from '../../auth/passkeys.ts';
import { rememberBrowser, signIn } from '../../auth/session.ts';
import { type Account, roleOf } from '../../domain/account.ts';
import { factorAttempt } from '../../domain/throttle.ts';
import type { Call, RouteHandler } from '../../pipeline/http.ts';
import { readAccount } from '../../store/accounts.ts';
import { findDevice } from '../../store/devices.ts';
import { halfEnded, readFactors, readHalf, startChallenge } from '../../store/factors.ts';
import { arePasswordsOff } from '../../store/providers.ts';
import { clearAttempts, takeAttempt } from '../../store/throttle.ts';
import { changeFactors } from '../../workflows/change-factors.ts';
import { type ProveContext, takeProof, useProof } from './prove.ts';

type HalfCall = Pick<Call<'POST /api/login/factor'>, 'context' | 'site' | 'half' | 'origin'>;

/** Whose half sign-in the browser holds, if the password that opened it still is the one, and nobody blocked the account. */
const readHalfSignIn = async ({
  context: { db, now },
  site,
  half,
  origin,
}: HalfCall): Promise<Result<{ account: Account; token: string; origin: string }>> => {
  const { token } = half;
  const found = token && (await readHalf(db, token, now()));
  const account = found && (await readAccount(db, found.user));
  const isRight = account && account.epoch === found.epoch && account.role === roleOf(site);
  if (!token || !origin || !isRight) return refuse({ code: 'factor_expired' });
  // Switched off since the password was given.
  if (await arePasswordsOff(db, site)) return refuse({ code: 'passwords_off' });
  return account.blocked ? refuse({ code: 'account_blocked' }) : { ok: { account, token, origin } };
};

export const secondStepOptions: RouteHandler<'POST /api/login/passkey'> = async (_input, call) => {
  const half = await readHalfSignIn(call);
  if ('error' in half) return half;
  const { account, token, origin } = half.ok;
  const { db, now } = call.context;
  const { passkeys } = await readFactors(db, account.id);
  const options = await optionsForProof({ origin }, passkeys);
  await startChallenge(db, {
    user: account.id,
    challenge: options.challenge,
    purpose: 'sign-in',
    of: token,
    now: now(),
  });
  return { ok: { options: { ...options } } };
};

export const createSecondStep =
  (secrets: ProveContext['secrets']): RouteHandler<'POST /api/login/factor'> =>
  async ({ proof }, call) => {
    const half = await readHalfSignIn(call);
    if ('error' in half) return half;
    const { account, token, origin } = half.ok;
    const { context, site, cookie, device, userAgent } = call;
    const { db, now } = context;
    // A browser this account signed in with has a count of its own: whoever else has the password does not keep it out.
    const known = device.token && (await findDevice(db, account, device.token, now()));
    const guess = factorAttempt(account.id, known || undefined);
    const taken = await takeAttempt(db, guess, now());
    if ('error' in taken) return taken;
    const used = await useUp({ ...context, secrets }, proof, { account, token, origin });
    if ('error' in used) {
      await noteFailedSignIn(context, { site, login: account.login, account });
      return used;
    }
    await clearAttempts(db, guess);
    log('INFO', 'signed in', { account: account.id });
    call.half.clear();
    cookie.set(await signIn(context, site, account, userAgent));
    await Promise.all([rememberBrowser(context, device, account), noteSignIn(context, account)]);
    return { ok: {} };
  };

/** The proof and the half sign-in go together, in one transaction: neither is there twice. */
const useUp = async (
  context: ProveContext & HalfCall['context'],
  proof: FactorProof,
  { account, token, origin }: { account: Account; token: string; origin: string },
): Promise<Result<unknown>> => {
  const asking = { user: account.id, purpose: 'sign-in', of: token, origin } as const;
  if (!(await takeProof(context, proof, asking))) return refuse({ code: 'wrong_passkey' });
  return changeFactors(context, account.id, async (factors, { epoch, blocked }) => {
    // Looked at again under the change: of two who use one half sign-in at once, one signs in.
    const isThere = epoch === account.epoch && !blocked && (await readHalf(context.db, token, context.now()));
    if (!isThere) return refuse({ code: 'factor_expired' });
    const next = await useProof(context, factors, proof, asking);
    return 'error' in next ? next : { ok: { factors: next.ok, more: [halfEnded(token)], given: null } };
  });
};
