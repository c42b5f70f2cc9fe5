// One's own passkeys: adding one, naming it, taking it away.
import { refuse } from '../../../shared/errors.ts';
import { challengeIn, checkNew, optionsForNew } from '../../auth/passkeys.ts';
import {
  addPasskey,
  cleanFactorName,
  refuseUnproven,
  removeFactor,
  renamePasskey,
} from '../../domain/factors.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readFactors, startChallenge, takeChallenge } from '../../store/factors.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { addFactor, changeOwnFactors, factorLine, isObligatoryFor } from './own.ts';
import { PRODUCT } from './totp.ts';

export const passkeyOptions: RouteHandler<'POST /api/factors/passkeys/options'> = async (
  _input,
  { context: { db, now }, session: { account, sessionId, provenAt }, origin },
) => {
  const unproven = refuseUnproven(provenAt, now());
  if (unproven) return refuse(unproven);
  if (!origin) return refuse({ code: 'forbidden' });
  const { passkeys } = await readFactors(db, account.id);
  const options = await optionsForNew({ origin }, { account, passkeys, product: PRODUCT });
  const { challenge } = options;
  await startChallenge(db, { user: account.id, challenge, purpose: 'passkey', of: sessionId, now: now() });
  return { ok: { options: { ...options } } };
};

export const createPasskeyAdd =
  (reach: Reach): RouteHandler<'POST /api/factors/passkeys'> =>
  async ({ name: typed, passkey }, call) => {
    const {
      context: { db, now, newId },
      session: { account, sessionId },
      origin,
    } = call;
    const name = cleanFactorName(typed);
    if ('error' in name) return name;
    const challenge = challengeIn(passkey);
    if (!origin || challenge === undefined) return refuse({ code: 'wrong_passkey' });
    const asked = { user: account.id, challenge, purpose: 'passkey', of: sessionId } as const;
    if (!(await takeChallenge(db, asked, now()))) return refuse({ code: 'factor_expired' });
    const checked = await checkNew({ origin }, passkey, challenge);
    if (!checked) return refuse({ code: 'wrong_passkey' });
    const made = { id: newId(), name: name.ok, ...checked, addedAt: now() };
    return addFactor(reach, call, (factors) => addPasskey(factors, made), []);
  };

export const passkeyRename: RouteHandler<'PATCH /api/factors/passkeys/{passkeyId}'> = async (
  { passkeyId, name: typed },
  call,
) => {
  const name = cleanFactorName(typed);
  return 'error' in name
    ? name
    : changeOwnFactors(call, (factors) => renamePasskey(factors, passkeyId, name.ok));
};

export const passkeyRemove: RouteHandler<'DELETE /api/factors/passkeys/{passkeyId}'> = async (
  { passkeyId },
  call,
) => {
  const obligatory = await isObligatoryFor(call.context.db, call.session);
  return changeOwnFactors(call, (factors) => removeFactor(factors, { passkey: passkeyId, obligatory }), [
    factorLine(call.context, call.session, 'factor_removed'),
  ]);
};
