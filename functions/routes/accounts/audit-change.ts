// The line for administrators that goes with a change of what somebody may.
import type { AuditLine } from '../../../shared/audit-line.ts';
import type { Context } from '../../adapters/context.ts';
import { type Account, type Group, whoIs } from '../../domain/account.ts';
import { readGroups } from '../../store/accounts.ts';
import { auditLine } from '../../store/audit.ts';
import type { Write } from '../../store/db.ts';

type Rights = Extract<AuditLine, { rights: string[] }>;

export const auditRights = async (
  context: Context,
  by: Account,
  action: Exclude<Rights['action'], `group_${string}`>,
  account: Account,
): Promise<Write> =>
  note(context, by, {
    action,
    about: account.login,
    aboutId: account.id,
    rights:
      account.role === 'agent'
        ? account.permissions
        : (await readGroups(context.db, account)).map(({ name }) => name),
  });

export const auditGroup = (
  context: Context,
  by: Account,
  action: Extract<Rights['action'], `group_${string}`>,
  { id, name, permissions }: Pick<Group, 'id' | 'name' | 'permissions'>,
): Write => note(context, by, { action, about: name, aboutId: id, rights: permissions });

const note = (
  { now, newId }: Context,
  by: Account,
  line: Pick<Rights, 'action' | 'about' | 'aboutId' | 'rights'>,
): Write => auditLine({ at: now(), who: whoIs(by), ...line }, newId());
