// What a form about a person holds, of a customer or of an agent, and what of it cannot be sent. Pure.
import type { AccountView, AgentPermission } from '../../../shared/account-routes.ts';
import {
  EMAIL_MAX,
  isEmail,
  LOGIN_MAX,
  NAME_MAX,
  NICKNAME_MAX,
  surplusOfName,
} from '../../../shared/rules.ts';

/** The fields of both; those of the other role stay empty. */
export interface AccountFields {
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly nickname: string;
  readonly groups: readonly string[];
  readonly permissions: readonly AgentPermission[];
}

export type AccountField = keyof AccountFields;

export const agentPermissions: readonly AgentPermission[] = ['helpdesk', 'manage', 'administer'];

export const emptyAccount = (role: AccountView['role']): AccountFields => ({
  login: '',
  name: '',
  email: '',
  nickname: '',
  groups: [],
  permissions: role === 'agent' ? ['helpdesk'] : [],
});

/** An account as it is edited, with what is not edited beside it. */
export type EditedAccount = AccountFields &
  Pick<AccountView, 'id' | 'role' | 'rev' | 'blocked' | 'secondFactor' | 'invitedAt' | 'mailFault'>;

export const toEdited = (account: AccountView): EditedAccount => ({
  ...emptyAccount('customer'),
  ...account,
  email: account.email ?? '',
});

/** The first field that cannot be sent like this. */
export const findWrong = (fields: AccountFields): keyof typeof MAXIMA | undefined => {
  const { login, name, email } = fields;
  // Who signs in elsewhere has none, and is an account all the same.
  const isElsewhere = login === '' && 'id' in fields;
  if (!isElsewhere && !/^\s*\S+\s*$/u.test(login)) return 'login';
  if (!name.trim()) return 'name';
  if (email.trim() && !isEmail(email.trim())) return 'email';
  return names.find((field) => surplusOfName(fields[field], MAXIMA[field]) > 0);
};

/** Most characters of what is typed. */
export const MAXIMA = { login: LOGIN_MAX, name: NAME_MAX, email: EMAIL_MAX, nickname: NICKNAME_MAX } as const;
const names = ['login', 'name', 'nickname'] as const;
