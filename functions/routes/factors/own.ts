// Changing one's own factors: by whoever showed within the last ten minutes who sits there. The first one ends every session that was opened without.
import { type Result, refuse } from '../../../shared/errors.ts';
import type { Context } from '../../adapters/context.ts';
import type { Publishing } from '../../adapters/publish.ts';
import { hashRecoveryCode, newRecoveryCodes } from '../../auth/recovery-codes.ts';
import type { SignedIn } from '../../auth/session.ts';
import { whoIs } from '../../domain/account.ts';
import { type Factors, hasFactor, isObligatory, refuseUnproven } from '../../domain/factors.ts';
import type { SessionCookie } from '../../pipeline/http.ts';
import { auditLine } from '../../store/audit.ts';
import type { Db, Write } from '../../store/db.ts';
import { readSignInRules } from '../../store/factors.ts';
import { keepWithFactor } from '../../store/sessions.ts';
import { changeFactors } from '../../workflows/change-factors.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { finish, passwordWork, pending } from '../../workflows/work.ts';

export interface OwnCall {
  readonly context: Context & Publishing;
  readonly session: SignedIn;
  readonly cookie: Pick<SessionCookie, 'token'>;
}

/** Whether this person may not be without a second factor. */
export const isObligatoryFor = async (db: Db, { account }: SignedIn): Promise<boolean> =>
  account.role === 'agent' && isObligatory((await readSignInRules(db)).factorFor, account);

/** One change of one's factors, refused to whoever did not show lately who sits there. */
export const changeOwnFactors = async (
  { context, session }: OwnCall,
  change: (factors: Factors) => Result<Factors>,
  more: readonly Write[] = [],
): Promise<Result<Record<string, never>>> => {
  const unproven = refuseUnproven(session.provenAt, context.now());
  if (unproven) return refuse(unproven);
  const changed = await changeFactors(context, session.account.id, (factors) => {
    const next = change(factors);
    return 'error' in next ? next : { ok: { factors: next.ok, more, given: null } };
  });
  return 'error' in changed ? changed : { ok: {} };
};

/** For administrators: which factor it is, is the person's own. */
export const factorLine = (
  { now, newId }: Context,
  { account }: SignedIn,
  action: 'factor_added' | 'factor_removed',
): Write =>
  auditLine({ at: now(), who: whoIs(account), action, about: account.login, aboutId: account.id }, newId());

/**
 * A new factor. With the first one come recovery codes, shown this once, and every other session ends: whoever knew the password
 * may be in one.
 */
export const addFactor = async (
  reach: Reach,
  { context, session, cookie }: OwnCall,
  add: (factors: Factors) => Result<Factors>,
  taken: readonly Write[],
): Promise<Result<{ recovery?: string[] }>> => {
  const unproven = refuseUnproven(session.provenAt, context.now());
  if (unproven) return refuse(unproven);
  if (!cookie.token) return refuse({ code: 'not_signed_in' });
  const { token } = cookie;
  const more = [...taken, factorLine(context, session, 'factor_added')];
  const codes = newRecoveryCodes();
  const follow = pending(context, passwordWork(context, session.account.id, session.sessionId));
  const added = await changeFactors(context, session.account.id, (before, account) => {
    const next = add(before);
    if ('error' in next) return next;
    if (hasFactor(before)) return { ok: { factors: next.ok, more, given: false } };
    const epoch = account.epoch + 1;
    return {
      ok: {
        factors: { ...next.ok, recovery: codes.map(hashRecoveryCode) },
        account: { ...account, epoch },
        more: [...more, keepWithFactor(token, epoch), follow.write],
        given: true,
      },
    };
  });
  if ('error' in added) return added;
  if (!added.ok.given) return { ok: {} };
  await finish({ ...context, ...reach }, follow);
  return { ok: { recovery: codes } };
};
