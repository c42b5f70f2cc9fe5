// An app that gives codes: its secret is made here, and it counts when it gave a right code.
import { refuse } from '../../../shared/errors.ts';
import type { Secrets } from '../../adapters/secrets.ts';
import { qrOf } from '../../auth/qr.ts';
import { newTotpSecret, stepOfCode, totpUri } from '../../auth/totp.ts';
import { addTotp, refuseUnproven, removeFactor } from '../../domain/factors.ts';
import { factorAttempt } from '../../domain/throttle.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { challengeTaken, readChallenge, startChallenge } from '../../store/factors.ts';
import { factorsKey } from '../../store/keys.ts';
import { clearAttempts, takeAttempt } from '../../store/throttle.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { addFactor, changeOwnFactors, factorLine, isObligatoryFor } from './own.ts';

/** What an app calls the place its codes are for. */
export const PRODUCT = 'OfficeHeart';

export const createTotpBegin =
  (secrets: Secrets): RouteHandler<'POST /api/factors/totp'> =>
  async (_input, { context: { db, now, newId }, session: { account, sessionId, provenAt } }) => {
    const unproven = refuseUnproven(provenAt, now());
    if (unproven) return refuse(unproven);
    const [setup, secret] = [newId(), newTotpSecret()];
    const sealed = await secrets.seal(factorsKey(account.id), secret);
    await startChallenge(db, {
      user: account.id,
      challenge: setup,
      purpose: 'totp',
      of: sessionId,
      sealed,
      now: now(),
    });
    const uri = totpUri(secret, { login: account.login, issuer: PRODUCT });
    return { ok: { setup, secret, uri, qr: qrOf(uri) } };
  };

export const createTotpAdd =
  (reach: Reach, secrets: Secrets): RouteHandler<'PUT /api/factors/totp'> =>
  async ({ setup, code }, call) => {
    const { context, session } = call;
    const { db, now } = context;
    const { account, sessionId } = session;
    const asked = { user: account.id, challenge: setup, purpose: 'totp', of: sessionId } as const;
    const guess = factorAttempt(account.id, sessionId);
    const taken = await takeAttempt(db, guess, now());
    if ('error' in taken) return taken;
    const begun = await readChallenge(db, asked, now());
    if (!begun?.sealed) return refuse({ code: 'factor_expired' });
    const { sealed } = begun;
    const lastStep = stepOfCode(await secrets.open(factorsKey(account.id), sealed), code, now());
    if (lastStep === undefined) return refuse({ code: 'wrong_code' });
    const added = await addFactor(
      reach,
      call,
      (factors) => ({ ok: addTotp(factors, { sealed, addedAt: now(), lastStep }) }),
      [challengeTaken(asked)],
    );
    if ('ok' in added) await clearAttempts(db, guess);
    return added;
  };

export const totpRemove: RouteHandler<'DELETE /api/factors/totp'> = async (_input, call) => {
  const obligatory = await isObligatoryFor(call.context.db, call.session);
  return changeOwnFactors(call, (factors) => removeFactor(factors, { obligatory }), [
    factorLine(call.context, call.session, 'factor_removed'),
  ]);
};
