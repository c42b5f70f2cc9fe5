// A new account of a customer or an agent: its owner is invited to choose a password, or where no mail is sent gets a first one.
import * as v from 'valibot';
import { type Refusal, refuse } from '../../../shared/errors.ts';
import { UserId } from '../../../shared/model.ts';
import { hashPassword } from '../../auth/password.ts';
import { type Account, siteOfRole, toAccountView } from '../../domain/account.ts';
import { cleanPerson } from '../../domain/account-rules.ts';
import { refusePassword } from '../../domain/new-password.ts';
import { attempt } from '../../domain/throttle.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { createAccount } from '../../store/accounts.ts';
import { arePasswordsOff } from '../../store/providers.ts';
import { takeAttempt } from '../../store/throttle.ts';
import { callSender } from '../../workflows/queue-mail.ts';
import { asAdministrator, untilStored } from '../../workflows/store-account.ts';
import { auditInvited, invitationOf, refuseInvitation } from './account-invite.ts';
import { auditRights } from './audit-change.ts';

/** @param hasMail whether this deployment sends mail. */
export const createAccountCreate =
  (hasMail: boolean): RouteHandler<'POST /api/accounts'> =>
  async (typed, { context, session }) => {
    const cleaned = cleanPerson(typed);
    if ('error' in cleaned) return cleaned;
    const { login = '', name = '', email, nickname } = cleaned.ok;
    const { role, password, groups, permissions } = typed;
    if (await arePasswordsOff(context.db, siteOfRole(role))) return refuse({ code: 'passwords_off' });
    const fault = refuseFirst({
      password,
      login,
      email,
      hasMail,
      permissions: role === 'agent' ? permissions : [],
    });
    if (fault) return refuse(fault);
    const { db, random, now } = context;
    if (password === undefined) {
      const taken = await takeAttempt(db, attempt('inviting', session.account.id), now());
      if ('error' in taken) return taken;
    }

    const own = {
      id: v.parse(UserId, context.newId()),
      login,
      name,
      email: email || undefined,
      ...(password === undefined
        ? { invitedAt: now() }
        : { password: await hashPassword(password), passwordGiven: true }),
      blocked: false,
      rev: 1,
      epoch: 0,
    };
    const account: Account =
      role === 'customer'
        ? { ...own, role, groups }
        : { ...own, role, nickname: nickname || undefined, permissions };
    const invitation = password === undefined ? invitationOf(context, account) : undefined;
    const more = [
      ...asAdministrator(session.account),
      await auditRights(context, session.account, 'account_created', account),
      ...(invitation ? [auditInvited(context, session.account, account), ...invitation.writes] : []),
    ];
    const stored = await untilStored(random, () => createAccount(db, account, more), toAccountView(account));
    if ('ok' in stored && invitation) await callSender(context, invitation.mail);
    return stored;
  };

interface First {
  readonly password: string | undefined;
  readonly login: string;
  readonly email: string | undefined;
  readonly hasMail: boolean;
  readonly permissions: Parameters<typeof refusePassword>[0]['permissions'];
}

/** Who can be invited is; a password is made for others alone. */
const refuseFirst = ({ password, login, email, hasMail, permissions }: First): Refusal | undefined => {
  const notInvited = refuseInvitation({ email: email || undefined }, hasMail);
  if (password === undefined) return notInvited;
  if (!notInvited) return { code: 'invite_instead' };
  return refusePassword({ password, login, permissions });
};
