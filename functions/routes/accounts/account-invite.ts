// Inviting somebody to choose a password, by mail (S128): the link of before is dead from then on, the password of before works until it is used.
import { type Refusal, refuse } from '../../../shared/errors.ts';
import type { Context } from '../../adapters/context.ts';
import { type Account, hasMailFault, siteOfRole, toAccountView, whoIs } from '../../domain/account.ts';
import { LINK_MS } from '../../domain/links.ts';
import { attempt } from '../../domain/throttle.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readAccount } from '../../store/accounts.ts';
import { auditLine } from '../../store/audit.ts';
import type { Write } from '../../store/db.ts';
import { linkMade } from '../../store/links.ts';
import { arePasswordsOff } from '../../store/providers.ts';
import { takeAttempt } from '../../store/throttle.ts';
import { callSender, type Queued, queueMail } from '../../workflows/queue-mail.ts';
import { asAdministrator, storeChange } from '../../workflows/store-account.ts';

/** Why nobody can be invited at the address of an account. */
export const refuseInvitation = (
  account: Pick<Account, 'email' | 'mailFault'>,
  hasMail: boolean,
): Refusal | undefined => {
  if (!hasMail) return { code: 'mail_off' };
  if (!account.email) return { code: 'no_email' };
  return hasMailFault(account) ? { code: 'mail_fails' } : undefined;
};

/** The mail and its link, to be written with the account as it is from then on. */
export const invitationOf = (
  context: Pick<Context, 'now' | 'newId'>,
  { id: user, epoch, email = '' }: Pick<Account, 'id' | 'epoch' | 'email'>,
): Queued => {
  const { mail, writes } = queueMail(context, { kind: 'invitation', user });
  const until = context.now() + LINK_MS.invitation;
  const link = linkMade({ user, kind: 'invitation', round: mail.id, hashes: [], epoch, email, until });
  return { mail, writes: [...writes, link] };
};

export const auditInvited = (
  { now, newId }: Pick<Context, 'now' | 'newId'>,
  by: Account,
  about: Pick<Account, 'id' | 'login'>,
): Write =>
  auditLine({ at: now(), who: whoIs(by), action: 'invited', about: about.login, aboutId: about.id }, newId());

export const createAccountInvite =
  (hasMail: boolean): RouteHandler<'POST /api/accounts/{accountId}/invitation'> =>
  async ({ accountId }, { context, session }) => {
    const { db, now } = context;
    const before = await readAccount(db, accountId);
    if (!before) return refuse({ code: 'not_found' });
    if (await arePasswordsOff(db, siteOfRole(before.role))) return refuse({ code: 'passwords_off' });
    const refusal = refuseInvitation(before, hasMail);
    if (refusal) return refuse(refusal);
    // Who signs in elsewhere alone has no login to sign in with here.
    if (before.login === '') return refuse({ code: 'bad_request', path: 'login' });
    if (before.blocked) return refuse({ code: 'account_blocked' });
    for (const counted of [attempt('inviting', session.account.id), attempt('invited', accountId)]) {
      const taken = await takeAttempt(db, counted, now());
      if ('error' in taken) return taken;
    }
    const after: Account = { ...before, invitedAt: now() };
    const { mail, writes } = invitationOf(context, before);
    const stored = await storeChange(context, before, after, [
      ...asAdministrator(session.account, before),
      auditInvited(context, session.account, before),
      ...writes,
    ]);
    if ('error' in stored) return stored.error.code === 'outdated' ? refuse({ code: 'busy' }) : stored;
    await callSender(context, mail);
    return { ok: toAccountView(stored.ok) };
  };
