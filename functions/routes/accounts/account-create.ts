// A new account of a customer or an agent, with its first password.
import * as v from 'valibot';
import { refuse } from '../../../shared/errors.ts';
import { UserId } from '../../../shared/model.ts';
import { hashPassword } from '../../auth/password.ts';
import { type Account, toAccountView } from '../../domain/account.ts';
import { cleanPerson } from '../../domain/account-rules.ts';
import { refusePassword } from '../../domain/new-password.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { createAccount } from '../../store/accounts.ts';
import { asAdministrator, untilStored } from '../../workflows/store-account.ts';
import { auditRights } from './audit-change.ts';

export const accountCreate: RouteHandler<'POST /api/accounts'> = async (typed, { context, session }) => {
  const cleaned = cleanPerson(typed);
  if ('error' in cleaned) return cleaned;
  const { login = '', name = '', email, nickname } = cleaned.ok;
  const { role, password, groups, permissions } = typed;
  const fault = refusePassword({ password, login, permissions: role === 'agent' ? permissions : [] });
  if (fault) return refuse(fault);

  const own = {
    id: v.parse(UserId, context.newId()),
    login,
    name,
    email: email || undefined,
    password: await hashPassword(password),
    blocked: false,
    rev: 1,
    epoch: 0,
    passwordGiven: true,
  };
  const account: Account =
    role === 'customer'
      ? { ...own, role, groups }
      : { ...own, role, nickname: nickname || undefined, permissions };
  const line = await auditRights(context, session.account, 'account_created', account);
  const { db, random } = context;
  const more = [...asAdministrator(session.account), line];
  return untilStored(random, () => createAccount(db, account, more), toAccountView(account));
};
