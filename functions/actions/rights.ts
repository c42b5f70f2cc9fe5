// What follows at once when somebody's rights change: connections close, duty ends, a running chat ends, tabs disappear. Stored before it comes here.
import type { Result } from '../../shared/errors.ts';
import type { EndReason, UserId } from '../../shared/model.ts';
import { type Account, displayName, permissionsOf } from '../domain/account.ts';
import { tellAll } from '../domain/audience.ts';
import { goOffDuty } from '../domain/duty.ts';
import { hasSameRights } from '../domain/people.ts';
import type { Deliver } from '../platform/deliver.ts';
import type { HangUp } from '../platform/hang-up.ts';
import { listGroups, readAccounts } from '../store/accounts.ts';
import { readLive } from '../store/chats.ts';
import { lobby, readCounts } from '../store/desk.ts';
import { endSession } from '../store/sessions.ts';
import { listSockets, type OpenSocket } from '../store/sockets.ts';
import type { DeskContext } from './action.ts';
import { changeDuty } from './duty.ts';
import { endChat } from './end.ts';

/** The way to those who are connected now. */
export interface Reach {
  readonly deliver: Deliver;
  readonly hangUp: HangUp;
}

type PeopleContext = DeskContext & Reach;

/** Closes the connections of a person, or only those that `isOver` says. */
export const closeConnections = async (
  { db, now, hangUp }: Pick<PeopleContext, 'db' | 'now' | 'hangUp'>,
  person: UserId,
  isOver: (open: OpenSocket) => boolean = () => true,
): Promise<void> => {
  const open = (await listSockets(db, person, now())).filter(isOver);
  await hangUp(open.map(({ connection }) => connection));
};

/** Ends a session, with the connections that were opened with it. */
export const signOut = async (
  context: Pick<PeopleContext, 'db' | 'now' | 'hangUp'>,
  token: string,
): Promise<void> => {
  const ended = await endSession(context.db, token);
  if (ended) await closeConnections(context, ended.userId, ({ sessionId }) => sessionId === ended.id);
};

/** Applies a change of an account to what is under way (S4): for new chats at once, a running one may finish. */
export const applyChange = async (
  context: PeopleContext,
  before: Account,
  after: Account,
): Promise<Result<unknown>> => {
  const hasOtherRights = !hasSameRights(before, after);
  if (after.role === 'customer') {
    if (hasOtherRights) await withdrawTabs(context, after.id);
    return { ok: null };
  }
  if (displayName(before) !== displayName(after)) await renameOnDuty(context, after);
  if (!hasOtherRights) return { ok: null };
  const duty = permissionsOf(after, []).has('helpdesk') ? { ok: null } : await endDuty(context, after.id);
  // What an open connection may was decided when it was opened: the console comes back by itself with the new rights.
  await closeConnections(context, after.id);
  return duty;
};

/**
 * Somebody was blocked: nobody is to wait for that person. Refused as `busy`, it can be done again as a whole.
 * @param reason what a customer's running chat ends with.
 */
export const shutOut = async (
  context: PeopleContext,
  account: Pick<Account, 'id' | 'role'>,
  reason: EndReason = 'agent',
): Promise<Result<unknown>> => {
  const ended =
    account.role === 'agent'
      ? await endDuty(context, account.id)
      : await endRunningChat(context, account.id, reason);
  if (account.role === 'customer') await withdrawTabs(context, account.id);
  await closeConnections(context, account.id);
  return ended;
};

/** Off duty the agent gives no room; running chats stay (S6). */
const endDuty = async (context: PeopleContext, id: UserId): Promise<Result<unknown>> => {
  const changed = await changeDuty(context, id, (agent) => (agent?.onDuty ? goOffDuty(agent) : undefined));
  // Who never was on duty needs not be taken off it.
  return 'error' in changed && changed.error.code === 'not_on_duty' ? { ok: null } : changed;
};

const renameOnDuty = async (context: PeopleContext, account: Account): Promise<void> => {
  const name = displayName(account);
  await changeDuty(context, account.id, (agent) =>
    agent && agent.name !== name ? { ...agent, name, rev: agent.rev + 1 } : undefined,
  );
};

/** One chat runs per account (S116). */
const endRunningChat = async (
  context: PeopleContext,
  customer: UserId,
  reason: EndReason,
): Promise<Result<unknown>> => {
  const chatId = await readLive(context.db, customer, { consistent: true });
  if (!chatId) return { ok: null };
  return endChat(context, { chatId, reason, allows: () => ({ ok: true }) });
};

/** Tells waiting pages of who may no longer chat, one person's or all, that the tab has to go, and tells them no more. */
export const withdrawTabs = async (context: PeopleContext, customer?: UserId): Promise<void> => {
  const { db, deliver } = context;
  const rows = await lobby.list(db, { ...(customer && { user: customer }), consistent: true });
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
  await deliver(tellAll(barred, { event: 'room.changed', open: false, rev }));
  await Promise.all(barred.map((row) => lobby.remove(db, row)));
};
