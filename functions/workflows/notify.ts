// Notifies people of what changed, after it was stored, and forgets connections that turn out to be gone.
import type { ServerEvent } from '../../shared/events.ts';
import type { UserId } from '../../shared/model.ts';
import type { ActionContext } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import { type Chat, toSummary } from '../domain/chat.ts';
import { type Push, pushesTo, watchersOf } from '../domain/recipients.ts';
import { toTelling } from '../domain/telling.ts';
import { readPermissions } from '../store/accounts.ts';
import { readQuestion } from '../store/chats.ts';
import { consoles, type Registered, readSettings } from '../store/desk.ts';
import { detach } from '../store/tabs.ts';
import { stopWatching, withoutWatcher } from './watching.ts';

/**
 * How long a watcher's push may keep a reply waiting (milliseconds). Lambda freezes whatever a handler does not wait for, so
 * it is waited for, side by side with the others' pushes; but the sender must not notice by the time of the reply that
 * somebody watches (S90): one that takes longer is given up, and the watcher finds what it missed by the gap.
 */
const WATCHERS_WAIT_MS = 250;

/**
 * Pushes to the people in a chat, and with them to those who watch it unseen.
 * @param watched what watchers get, when it is for them too.
 */
export const notifyChat = async (
  context: ActionContext,
  chat: Chat,
  pushes: readonly Push[],
  watched?: ServerEvent,
): Promise<void> => {
  await Promise.all([
    notifyParticipants(context, chat, pushes),
    watched && notifyWatchers(context, chat, watched),
  ]);
};

const notifyParticipants = async (
  context: ActionContext,
  chat: Chat,
  pushes: readonly Push[],
): Promise<void> => {
  const gone = await context.deliver(pushes);
  if (gone.size === 0) return;
  const { db, random, now } = context;
  const detached = await detach(db, random, { chatId: chat.id, connections: gone, now: now() });
  if (detached && detached.before.goneSince === undefined && detached.after.goneSince !== undefined) {
    await notifyPresence(context, detached.after);
  }
};

/**
 * The right to watch is asked again at every push (S92); whoever lost it, or is gone, watches no longer. What goes wrong here is
 * no fault of whoever speaks.
 */
const notifyWatchers = async (context: ActionContext, chat: Chat, event: ServerEvent): Promise<void> => {
  const watchers = watchersOf(chat);
  if (watchers.length === 0) return;
  const { db, deliver } = context;
  try {
    const users = [...new Set(watchers.map(({ user }) => user))];
    const rights = await Promise.all(users.map((user) => readPermissions(db, user)));
    const allowed = new Set(users.filter((_, index) => rights[index]?.has('manage')));
    const told = watchers.filter(({ user }) => allowed.has(user));
    const gone = await deliver(pushesTo(told, event), AbortSignal.timeout(WATCHERS_WAIT_MS));
    const lost = Object.entries(chat.watchers).filter(
      ([, { user, connection }]) => gone.has(connection) || !allowed.has(user),
    );
    // One after the other, each under what the one before it left; whoever is in the way is found by the next push.
    let left = chat;
    for (const [sid] of lost) {
      const stopped = await db.transact(stopWatching(context, left, sid));
      if ('done' in stopped) left = withoutWatcher(left, sid);
    }
  } catch (error) {
    log('WARN', 'watchers were not told', { error });
  }
};

/** So many are told by whoever causes it, before the answer; more by a function of their own (docs/decisions/043). */
export const TOLD_AT_ONCE = 20;

/**
 * Pushes to every console, but those that have it in a reply or in another push. Where many are open, and where several
 * things happen together, this only sees to it that they are told.
 */
export const notifyConsoles = async (
  context: ActionContext,
  event: ServerEvent,
  ...except: readonly (string | undefined)[]
): Promise<void> => {
  const { db, handOver, gather } = context;
  if (gather && event.event === 'chat.changed') return gather.chat(event.chat, except);
  const open = await consoles.page(db, { after: '', limit: TOLD_AT_ONCE + 1 });
  if (open.rows.length <= TOLD_AT_ONCE) return pushToConsoles(context, open.rows, event, except);
  const others = except.filter((connection) => connection !== undefined);
  if (handOver && (await handOver(toTelling(event, others)))) return;
  await pushToConsoles(context, await consoles.list(db), event, others);
};

/** As many agents are told to be gone who are found so together; the next refresh of each console brings the others. */
const GONE_TOLD = 20;

/** Pushes to these consoles, and takes off the register those that turn out to be gone. */
export const pushToConsoles = async (
  context: ActionContext,
  rows: readonly Registered[],
  event: ServerEvent,
  except: readonly (string | undefined)[],
): Promise<void> => {
  const { db, deliver } = context;
  const lost = await deliver(pushesTo(rows, event, ...except));
  const gone = rows.filter(({ connection }) => lost.has(connection));
  await Promise.all(gone.map((row) => consoles.remove(db, row)));
  const users = [...new Set(gone.map(({ user }) => user))];
  for (const user of users.slice(0, GONE_TOLD)) await notifyIfLastConsole(context, user);
};

/** A console of this agent opened: tells the others when it is the first. That nobody is there makes a chat unclosed (S104). */
export const notifyIfFirstConsole = async (
  context: ActionContext,
  open: readonly Registered[],
  { connection, user }: Registered,
): Promise<void> => {
  const { handOver, now } = context;
  const others = open.filter((other) => other.connection !== connection);
  if (others.some((other) => other.user === user)) return;
  const event: ServerEvent = { event: 'console.changed', agent: user, open: true, at: now() };
  const isMany = others.length > TOLD_AT_ONCE;
  if (isMany && handOver && (await handOver(toTelling(event, [connection])))) return;
  await context.deliver(pushesTo(others, event));
};

/** A console of this agent went: tells the others when it was the last. @returns whether it was. */
export const notifyIfLastConsole = async (context: ActionContext, agent: UserId): Promise<boolean> => {
  // Before looking, so that a console which opens meanwhile says so with a later time.
  const at = context.now();
  if ((await consoles.listOf(context.db, agent)).length > 0) return false;
  await notifyConsoles(context, { event: 'console.changed', agent, open: false, at });
  return true;
};

/** The customer came or went: told at once when the desk wants that (S13), else with the chat's next change. */
export const notifyPresence = async (context: ActionContext, chat: Chat): Promise<void> => {
  const { realtimeOnline } = await readSettings(context.db);
  if (realtimeOnline) await notifyConsoles(context, await chatChanged(context, chat));
};

export const chatChanged = async (
  { db }: ActionContext,
  chat: Chat,
): Promise<Extract<ServerEvent, { event: 'chat.changed' }>> => ({
  event: 'chat.changed',
  chat: toSummary(chat, await readQuestion(db, chat)),
});
