// What follows at once when somebody's rights change: connections close, duty ends, a running chat ends, tabs disappear. Stored before it comes here, and done again as often as asked.
import type { Result } from '../../shared/errors.ts';
import type { EndReason, UserId } from '../../shared/model.ts';
import type { CloseConnections } from '../adapters/close-connections.ts';
import type { DeskContext } from '../adapters/context.ts';
import type { Deliver } from '../adapters/deliver.ts';
import type { HandOver } from '../adapters/hand-over.ts';
import { type Account, displayName, permissionsOf } from '../domain/account.ts';
import { isThere } from '../domain/changes.ts';
import { shutOff } from '../domain/duty.ts';
import { pushesTo } from '../domain/recipients.ts';
import { rightsOf } from '../domain/sockets.ts';
import { listGroups, readAccount, readAccounts } from '../store/accounts.ts';
import { readLive } from '../store/chats.ts';
import { lobby, type Registered, readCounts } from '../store/desk.ts';
import type { WorkOf } from '../store/timers.ts';
import { changeDuty } from './change-duty.ts';
import { closeSockets } from './close-sockets.ts';
import { endChat } from './end-chat.ts';

/** The way to those who are connected now. */
export interface Reach {
  readonly deliver: Deliver;
  readonly closeConnections: CloseConnections;
  readonly handOver?: HandOver;
}

type AccessContext = DeskContext & Reach;

/**
 * Brings what is under way in line with what an account may now (S4): for new chats at once, a running one may finish.
 * @returns false when not all of it is sure yet: then it is to be done again.
 */
export const applyRights = async (
  context: AccessContext,
  { user, before = Number.NEGATIVE_INFINITY, keep }: Omit<WorkOf<'rights'>, 'kind' | 'id'>,
): Promise<boolean> => {
  const account = await readAccount(context.db, user);
  if (!account) return closeSockets(context, user, () => true);
  if (account.blocked) return revokeAccess(context, account, 'blocked');
  if (account.role === 'customer') await hideChatTabsOf(context, account.id);
  const isSettled = account.role === 'customer' || (await followOnDuty(context, account));
  // What an open connection may was decided when it was opened: the console comes back by itself with the new rights.
  const rights = rightsOf(account.role, permissionsOf(account, []));
  const areClosed = await closeSockets(
    context,
    user,
    (socket) => socket.rights !== rights || (socket.at < before && socket.session !== keep),
  );
  return isSettled && areClosed;
};

/** What a customer's running chat ends with. */
type RevokedBy = Extract<EndReason, 'blocked' | 'deleted'>;

/**
 * Somebody was blocked or is being erased: nobody is to wait for that person.
 * @returns false when not all of it is done or sure yet: then it is to be done again as a whole.
 */
export const revokeAccess = async (
  context: AccessContext,
  account: Pick<Account, 'id' | 'role'>,
  reason: RevokedBy,
): Promise<boolean> => {
  const ended =
    account.role === 'agent'
      ? await endDuty(context, account.id)
      : await endRunningChat(context, account.id, reason);
  if (account.role === 'customer') await hideChatTabsOf(context, account.id);
  return (await closeSockets(context, account.id, () => true)) && isSettled(ended);
};

/** Whoever or whatever is not there needs nothing done. */
const isSettled = (result: Result<unknown>): boolean => 'ok' in result || result.error.code !== 'busy';

/** Off duty for an agent who may no longer, and under the name that counts now. */
const followOnDuty = async (context: AccessContext, account: Account): Promise<boolean> => {
  const name = displayName(account);
  const renamed = await changeDuty(context, account.id, (agent) =>
    agent && agent.name !== name ? { ...agent, name, rev: agent.rev + 1 } : undefined,
  );
  if (!isSettled(renamed) || permissionsOf(account, []).has('helpdesk')) return isSettled(renamed);
  return isSettled(await endDuty(context, account.id));
};

/** Off duty the agent gives no room, and leaves no customer alone: chats without a colleague wait again (S153). */
const endDuty = (context: AccessContext, id: UserId): Promise<Result<unknown>> =>
  changeDuty(context, id, (agent) =>
    agent && (agent.onDuty || isThere(agent)) ? shutOff(agent, context.now()) : undefined,
  );

/** One chat runs per account (S116). */
const endRunningChat = async (
  context: AccessContext,
  customer: UserId,
  reason: RevokedBy,
): Promise<Result<unknown>> => {
  const chatId = await readLive(context.db, customer, { consistent: true });
  if (!chatId) return { ok: null };
  return endChat(context, { chatId, reason, allows: () => ({ ok: true }) });
};

/** Waiting pages looked at together. */
const TABS = 100;

/**
 * Tells waiting pages of customers who may no longer chat that the tab has to go, and tells them no more.
 * @param cursor where to begin; @param pages how far to go.
 * @returns where to go on; `undefined` at the end.
 */
export const hideChatTabs = async (
  context: AccessContext,
  cursor = '',
  pages: number,
): Promise<string | undefined> => {
  let next: string | undefined = cursor;
  for (let page = 0; page < pages && next !== undefined; page++) {
    const { rows, next: following } = await lobby.page(context.db, {
      after: next,
      limit: TABS,
      consistent: true,
    });
    await hideTabsOfBarred(context, rows);
    next = following;
  }
  return next;
};

const hideChatTabsOf = async (context: AccessContext, customer: UserId): Promise<void> =>
  hideTabsOfBarred(context, await lobby.listOf(context.db, customer));

const hideTabsOfBarred = async (
  { db, deliver }: AccessContext,
  rows: readonly Registered[],
): Promise<void> => {
  if (rows.length === 0) return;
  const users = rows.map(({ user }) => user);
  const [accounts, groups, { rev }] = await Promise.all([
    readAccounts(db, users),
    listGroups(db),
    readCounts(db),
  ]);
  const mayChat = accounts.filter((account) => permissionsOf(account, groups).has('chat'));
  const allowed = new Set(mayChat.map(({ id }) => id));
  const barred = rows.filter(({ user }) => !allowed.has(user));
  await deliver(pushesTo(barred, { event: 'room.changed', open: false, rev }));
  await Promise.all(barred.map((row) => lobby.remove(db, row)));
};
