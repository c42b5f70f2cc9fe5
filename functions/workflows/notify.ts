// Notifies people of what changed, after it was stored, and forgets connections that turn out to be gone.
import type { ServerEvent } from '../../shared/events.ts';
import type { UserId } from '../../shared/model.ts';
import type { ActionContext } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import { type Chat, toSummary } from '../domain/chat.ts';
import { type Push, pushesTo, watchersOf } from '../domain/recipients.ts';
import { readPermissions } from '../store/accounts.ts';
import { readQuestion } from '../store/chats.ts';
import {
  type Announcement,
  consoles,
  lobby,
  type Registered,
  readSettings,
  recordNotified,
  recordRoom,
} from '../store/desk.ts';
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

/** Pushes to every console, but those that have it in a reply or in another push. */
export const notifyConsoles = async (
  context: ActionContext,
  event: ServerEvent,
  ...except: readonly (string | undefined)[]
): Promise<void> => {
  const gone = await notifyRegistered(context, event, ...except);
  for (const user of new Set(gone.map(({ user }) => user))) await notifyIfLastConsole(context, user);
};

/** A console of this agent opened: tells the others when it is the first. That nobody is there makes a chat unclosed (S104). */
export const notifyIfFirstConsole = async (
  { deliver, now }: ActionContext,
  open: readonly Registered[],
  { connection, user }: Registered,
): Promise<void> => {
  const others = open.filter((other) => other.connection !== connection);
  if (others.some((other) => other.user === user)) return;
  const event: ServerEvent = { event: 'console.changed', agent: user, open: true, at: now() };
  await deliver(pushesTo(others, event));
};

/** A console of this agent went: tells the others when it was the last. @returns whether it was. */
export const notifyIfLastConsole = async (
  { db, deliver, now }: ActionContext,
  agent: UserId,
): Promise<boolean> => {
  // Before looking, so that a console which opens meanwhile says so with a later time.
  const at = now();
  const open = await consoles.list(db, { consistent: true });
  if (open.some(({ user }) => user === agent)) return false;
  const event: ServerEvent = { event: 'console.changed', agent, open: false, at };
  await deliver(pushesTo(open, event));
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

/** Waiting pages told together. */
const PAGES_TOGETHER = 250;
/** Waiting pages that whoever turned the room tells; somebody waits. The sweep goes on with the rest. */
const TOLD_AT_ONCE = 2_000;
/** Waiting pages that one run of the sweep tells. */
const TOLD_A_RUN = 10_000;

/** Tells waiting portal pages that the tab may show or has to go, when the last change turned that (S14). */
export const notifyRoom = async (context: ActionContext): Promise<void> => {
  const turned = await recordRoom(context.db, context.random, { now: context.now() });
  if (turned) await announce(context, turned, TOLD_AT_ONCE);
};

/** Tells what was not told: whoever changed the room may not have come to it, or not to everyone. */
export const finishNotifyingRoom = async (context: ActionContext): Promise<void> => {
  const untold = await recordRoom(context.db, context.random, { now: context.now(), isSweep: true });
  if (untold) await announce(context, untold, TOLD_A_RUN);
};

const announce = async (context: ActionContext, what: Announcement, most: number): Promise<void> => {
  const { db, deliver } = context;
  const { open, rev } = what;
  let next: string | undefined = what.after;
  for (let told = 0; told < most && next !== undefined; told += PAGES_TOGETHER) {
    const page = await lobby.page(db, { after: next, limit: PAGES_TOGETHER });
    const lost = await deliver(pushesTo(page.rows, { event: 'room.changed', open, rev }));
    const gone = page.rows.filter(({ connection }) => lost.has(connection));
    await Promise.all(gone.map((row) => lobby.remove(db, row)));
    next = page.next;
  }
  await recordNotified(db, what, next);
};

/** Tells all consoles, and takes off those that turn out to be gone, which it gives. */
const notifyRegistered = async (
  { db, deliver }: ActionContext,
  event: ServerEvent,
  ...except: readonly (string | undefined)[]
): Promise<readonly Registered[]> => {
  const rows = await consoles.list(db);
  const lost = await deliver(pushesTo(rows, event, ...except));
  const gone = rows.filter(({ connection }) => lost.has(connection));
  await Promise.all(gone.map((row) => consoles.remove(db, row)));
  return gone;
};
