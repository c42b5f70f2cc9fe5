// What the right password is good for: a session, or the five minutes for the second step. The one way from a password to either; no password.
import { type Result, refuse } from '../../shared/errors.ts';
import type { Session } from '../../shared/session.ts';
import type { Context } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import type { Account, Site } from '../domain/account.ts';
import { isObligatory, waysOf } from '../domain/factors.ts';
import type { Db } from '../store/db.ts';
import { halfToken, readFactors, readSignInRules, startHalf } from '../store/factors.ts';
import { arePasswordsOff } from '../store/providers.ts';
import { noteSignIn } from './note-access.ts';
import { type DeviceCookie, rememberBrowser, signIn, toSession } from './session.ts';

export interface FirstStep {
  readonly context: Pick<Context, 'db' | 'now' | 'newId'>;
  readonly site: Site;
  readonly cookie: { set(token: string): void };
  readonly half: { set(token: string): void };
  readonly device: DeviceCookie;
  readonly userAgent: string | undefined;
}

/** @param account whose password was just given, or just chosen by a link that only its owner has. */
export const passFirstStep = async (
  { context, site, cookie, half, device, userAgent }: FirstStep,
  account: Account,
): Promise<Result<Session>> => {
  const { db, now, newId } = context;
  if (await arePasswordsOff(db, site)) return refuse({ code: 'passwords_off' });
  if (account.secondFactor) {
    const token = halfToken(account.id, newId);
    await startHalf(db, { token, epoch: account.epoch, now: now() });
    half.set(token);
    return refuse({ code: 'second_factor', ways: waysOf(await readFactors(db, account.id)) });
  }
  const factorDue = (await isFactorDue(db, account)) || undefined;
  log('INFO', 'signed in', { account: account.id });
  cookie.set(await signIn(context, site, account, userAgent, { factorDue }));
  await Promise.all([rememberBrowser(context, device, account), noteSignIn(context, account)]);
  return { ok: await toSession(db, { account, factorDue }) };
};

const isFactorDue = async (db: Db, account: Account): Promise<boolean> =>
  account.role === 'agent' && isObligatory((await readSignInRules(db)).factorFor, account);
