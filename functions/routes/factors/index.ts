// The handler of every route of the factors function; the compiler names the one that is missing.
import { refuse } from '../../../shared/errors.ts';
import type { Secrets } from '../../adapters/secrets.ts';
import { hashRecoveryCode, newRecoveryCodes } from '../../auth/recovery-codes.ts';
import { hasFactor, toFactorsView } from '../../domain/factors.ts';
import type { RouteHandler, RouteHandlers } from '../../pipeline/http.ts';
import { readFactors } from '../../store/factors.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { changeOwn } from '../../workflows/store-account.ts';
import { changeOwnFactors, isObligatoryFor } from './own.ts';
import { createPasskeyAdd, passkeyOptions, passkeyRemove, passkeyRename } from './passkeys.ts';
import { createProof, proofOptions } from './proof.ts';
import { createSecondStep, secondStepOptions } from './second-step.ts';
import { createTotpAdd, createTotpBegin, totpRemove } from './totp.ts';

const factors: RouteHandler<'GET /api/factors'> = async (_input, { context: { db }, session }) => ({
  ok: toFactorsView(await readFactors(db, session.account.id), await isObligatoryFor(db, session)),
});

/** For whoever used them up or lost the paper. */
const recoveryCodes: RouteHandler<'POST /api/factors/recovery'> = async (_input, call) => {
  const codes = newRecoveryCodes();
  const changed = await changeOwnFactors(call, (before) =>
    hasFactor(before)
      ? { ok: { ...before, recovery: codes.map(hashRecoveryCode) } }
      : refuse({ code: 'not_found' }),
  );
  return 'error' in changed ? changed : { ok: { codes } };
};

const told: RouteHandler<'POST /api/factors/told'> = async (_input, { context, session: { account } }) => {
  if (account.factorsResetAt === undefined) return { ok: {} };
  const stored = await changeOwn(context, account.id, (before) => ({ ...before, factorsResetAt: undefined }));
  return 'error' in stored ? stored : { ok: {} };
};

/** @param reach the way to those who are connected now. */
export const createFactorsRoutes = (reach: Reach, secrets: Secrets): RouteHandlers<'factors'> => ({
  'POST /api/login/passkey': secondStepOptions,
  'POST /api/login/factor': createSecondStep(secrets),
  'GET /api/factors': factors,
  'POST /api/factors/totp': createTotpBegin(secrets),
  'PUT /api/factors/totp': createTotpAdd(reach, secrets),
  'DELETE /api/factors/totp': totpRemove,
  'POST /api/factors/passkeys/options': passkeyOptions,
  'POST /api/factors/passkeys': createPasskeyAdd(reach),
  'PATCH /api/factors/passkeys/{passkeyId}': passkeyRename,
  'DELETE /api/factors/passkeys/{passkeyId}': passkeyRemove,
  'POST /api/factors/recovery': recoveryCodes,
  'POST /api/factors/proof/options': proofOptions,
  'POST /api/factors/proof': createProof(secrets),
  'POST /api/factors/told': told,
});
