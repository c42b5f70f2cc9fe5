// Telling people what changed, after it was stored, and forgetting connections that turn out to be gone.
import type { ServerEvent } from '../../shared/events.ts';
import type { UserId } from '../../shared/model.ts';
import { type Push, tellAll, watchersOf } from '../domain/audience.ts';
import { type Chat, toSummary } from '../domain/chat.ts';
import { log } from '../platform/log.ts';
import { readPermissions } from '../store/accounts.ts';
import { detach, readWaitingSince, removeWatcher } from '../store/chats.ts';
import {
  type Announcement,
  consoles,
  lobby,
  noteRoom,
  noteTold,
  type Registered,
  readSettings,
} from '../store/desk.ts';
import type { ActionContext } from './action.ts';

/**
 * Pushes to the people in a chat, and with them to those who watch it unseen. Nobody waits for what becomes of a
 * watcher's push: the others would notice by the time of their replies (S90). It is on its way when this is done.
 * @param watched what watchers get, when it is for them too.
 */
export const tellChat = async (
  context: ActionContext,
  chat: Chat,
  pushes: readonly Push[],
  watched?: ServerEvent,
): Promise<void> => {
  await Promise.all([
    tellParticipants(context, chat, pushes),
    watched && handToWatchers(context, chat, watched),
  ]);
};

const tellParticipants = async (
  context: ActionContext,
  chat: Chat,
  pushes: readonly Push[],
): Promise<void> => {
  const gone = await context.deliver(pushes);
  if (gone.size === 0) return;
  const { db, random, now } = context;
  const detached = await detach(db, random, { chatId: chat.id, connections: gone, now: now() });
  if (detached && detached.before.goneSince === undefined && detached.after.goneSince !== undefined) {
    await tellPresence(context, detached.after);
  }
};

/** The right to watch is asked again at every push (S92); who lost it, or is gone, watches no longer. */
const handToWatchers = async (context: ActionContext, chat: Chat, event: ServerEvent): Promise<void> => {
  const watchers = watchersOf(chat);
  if (watchers.length === 0) return;
  const users = [...new Set(watchers.map(({ user }) => user))];
  const rights = await Promise.all(users.map((user) => readPermissions(context.db, user)));
  const allowed = new Set(users.filter((_, index) => rights[index]?.has('manage')));
  const told = watchers.filter(({ user }) => allowed.has(user)).map(({ connection }) => connection);
  const isSent = context.deliver(tellAll(told, event));
  const forget = async () => {
    const gone = await isSent;
    for (const [sid, { user, connection }] of Object.entries(chat.watchers))
      if (gone.has(connection) || !allowed.has(user)) await removeWatcher(context.db, chat, sid);
  };
  forget().catch((error: unknown) => log('WARN', 'a watcher was not forgotten', { error }));
};

/** Pushes to every console, but those that have it in a reply or in another push. */
export const tellConsoles = async (
  context: ActionContext,
  event: ServerEvent,
  ...except: readonly (string | undefined)[]
): Promise<void> => {
  const gone = await tellRegistered(context, event, ...except);
  for (const user of new Set(gone.map(({ user }) => user))) await tellIfLastConsole(context, user);
};

/** A console of this agent opened: tells the others when it is the first. That nobody is there makes a chat unclosed (S104). */
export const tellIfFirstConsole = async (
  { deliver, now }: ActionContext,
  open: readonly Registered[],
  { connection, user }: Registered,
): Promise<void> => {
  const others = open.filter((other) => other.connection !== connection);
  if (others.some((other) => other.user === user)) return;
  const event: ServerEvent = { event: 'console.changed', agent: user, open: true, at: now() };
  await deliver(others.map((other) => ({ connection: other.connection, event })));
};

/** A console of this agent went: tells the others when it was the last. @returns whether it was. */
export const tellIfLastConsole = async (
  { db, deliver, now }: ActionContext,
  agent: UserId,
): Promise<boolean> => {
  // Before looking, so that a console which opens meanwhile says so with a later time.
  const at = now();
  const open = await consoles.list(db, { consistent: true });
  if (open.some(({ user }) => user === agent)) return false;
  const event: ServerEvent = { event: 'console.changed', agent, open: false, at };
  await deliver(open.map(({ connection }) => ({ connection, event })));
  return true;
};

/** The customer came or went: told at once when the desk wants that (S13), else with the chat's next change. */
export const tellPresence = async (context: ActionContext, chat: Chat): Promise<void> => {
  const { realtimeOnline } = await readSettings(context.db);
  if (realtimeOnline) await tellConsoles(context, await chatChanged(context, chat));
};

export const chatChanged = async (
  { db }: ActionContext,
  chat: Chat,
): Promise<Extract<ServerEvent, { event: 'chat.changed' }>> => ({
  event: 'chat.changed',
  chat: toSummary(chat, await readWaitingSince(db, chat)),
});

/** Waiting pages told together. */
const PAGES_TOGETHER = 250;
/** Waiting pages that whoever turned the room tells; somebody waits. The sweep goes on with the rest. */
const TOLD_AT_ONCE = 2_000;
/** Waiting pages that one run of the sweep tells. */
const TOLD_A_RUN = 10_000;

/** Tells waiting portal pages that the tab may show or has to go, when the last change turned that (S14). */
export const tellRoom = async (context: ActionContext): Promise<void> => {
  const turned = await noteRoom(context.db, context.random, { now: context.now() });
  if (turned) await announce(context, turned, TOLD_AT_ONCE);
};

/** Tells what was not told: who changed the room may not have come to it, or not to everyone. */
export const goOnTellingRoom = async (context: ActionContext): Promise<void> => {
  const untold = await noteRoom(context.db, context.random, { now: context.now(), isSweep: true });
  if (untold) await announce(context, untold, TOLD_A_RUN);
};

const announce = async (context: ActionContext, what: Announcement, most: number): Promise<void> => {
  const { db, deliver } = context;
  const { open, rev } = what;
  let next: string | undefined = what.after;
  for (let told = 0; told < most && next !== undefined; told += PAGES_TOGETHER) {
    const page = await lobby.page(db, { after: next, limit: PAGES_TOGETHER });
    const connections = page.rows.map(({ connection }) => connection);
    const lost = await deliver(tellAll(connections, { event: 'room.changed', open, rev }));
    const gone = page.rows.filter(({ connection }) => lost.has(connection));
    await Promise.all(gone.map((row) => lobby.remove(db, row)));
    next = page.next;
  }
  await noteTold(db, what, next);
};

/** Tells all consoles, and takes off those that turn out to be gone, which it gives. */
const tellRegistered = async (
  { db, deliver }: ActionContext,
  event: ServerEvent,
  ...except: readonly (string | undefined)[]
): Promise<readonly Registered[]> => {
  const rows = await consoles.list(db);
  const connections = rows.map(({ connection }) => connection);
  const lost = await deliver(tellAll(connections, event, ...except));
  const gone = rows.filter(({ connection }) => lost.has(connection));
  await Promise.all(gone.map((row) => consoles.remove(db, row)));
  return gone;
};
