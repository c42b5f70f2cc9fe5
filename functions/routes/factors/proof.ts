// Showing again who sits there, before one's factors may be changed (S127): with the password or with a second factor.
import { refuse } from '../../../shared/errors.ts';
import type { Secrets } from '../../adapters/secrets.ts';
import { optionsForProof } from '../../auth/passkeys.ts';
import { checkPassword } from '../../auth/password.ts';
import { siteOfRole } from '../../domain/account.ts';
import { attempt, factorAttempt } from '../../domain/throttle.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readFactors, startChallenge } from '../../store/factors.ts';
import { arePasswordsOff } from '../../store/providers.ts';
import { sessionProven } from '../../store/sessions.ts';
import { clearAttempts, takeAttempt } from '../../store/throttle.ts';
import { changeFactors } from '../../workflows/change-factors.ts';
import { takeProof, useProof } from './prove.ts';

export const proofOptions: RouteHandler<'POST /api/factors/proof/options'> = async (
  _input,
  { context: { db, now }, session: { account, sessionId }, origin },
) => {
  if (!origin) return refuse({ code: 'forbidden' });
  const { passkeys } = await readFactors(db, account.id);
  if (passkeys.length === 0) return refuse({ code: 'not_found' });
  const options = await optionsForProof({ origin }, passkeys);
  const { challenge } = options;
  await startChallenge(db, { user: account.id, challenge, purpose: 'proof', of: sessionId, now: now() });
  return { ok: { options: { ...options } } };
};

export const createProof =
  (secrets: Secrets): RouteHandler<'POST /api/factors/proof'> =>
  async ({ proof }, { context, session: { account, sessionId }, cookie, origin }) => {
    const { db, now } = context;
    if (!origin || !cookie.token) return refuse({ code: 'forbidden' });
    if (proof.kind === 'password' && (await arePasswordsOff(db, siteOfRole(account.role))))
      return refuse({ code: 'passwords_off' });
    const guess =
      proof.kind === 'password' ? attempt('password', account.id) : factorAttempt(account.id, sessionId);
    const taken = await takeAttempt(db, guess, now());
    if ('error' in taken) return taken;
    const proven = sessionProven(cookie.token, now());
    if (proof.kind === 'password') {
      if (!(await checkPassword(proof.password, account.password))) return refuse({ code: 'wrong_password' });
      if (!('done' in (await db.transact([proven])))) return refuse({ code: 'not_signed_in' });
    } else {
      const asking = { user: account.id, purpose: 'proof', of: sessionId, origin } as const;
      if (!(await takeProof(context, proof, asking))) return refuse({ code: 'wrong_passkey' });
      const used = await changeFactors(context, account.id, async (factors) => {
        const next = await useProof({ ...context, secrets }, factors, proof, asking);
        return 'error' in next ? next : { ok: { factors: next.ok, more: [proven], given: null } };
      });
      if ('error' in used) return used;
    }
    await clearAttempts(db, guess);
    return { ok: {} };
  };
